import { business, personal } from '../field.ts'
import type { ObjectType } from '../types.ts'
import { LANGUAGE, ON_REQUEST, ROLE, VISIBILITY } from '../values.ts'
import { words } from '../words.ts'

const name = business.text('Name', 'Name', 'Nome', 'Nombre')
const status = business.text('Status', 'Status', 'Estado', 'Estado')
const active = business.boolean('Active', 'Aktiv', 'Ativo', 'Activo')
const count = business.number('Entries', 'Einträge', 'Entradas', 'Entradas')

export const WORKSPACE = {
  name: 'workspace',
  label: words('Workspace', 'Arbeitsbereich', 'Espaço de trabalho', 'Espacio de trabajo'),
  plural: words('Workspaces', 'Arbeitsbereiche', 'Espaços de trabalho', 'Espacios de trabajo'),
  fields: {
    name,
    timeZone: business.text('Time zone', 'Zeitzone', 'Fuso horário', 'Zona horaria'),
    language: business.text('Language', 'Sprache', 'Idioma', 'Idioma'),
    currency: business.text('Currency', 'Währung', 'Moeda', 'Moneda'),
    clientWord: business.text(
      'Word for clients',
      'Wort für Kunden',
      'Palavra para clientes',
      'Palabra para clientes',
    ),
    locale: business.choice(LANGUAGE, 'Language', 'Sprache', 'Idioma', 'Idioma'),
    recordIp: business.boolean(
      'Record IP addresses',
      'IP-Adressen festhalten',
      'Registar endereços IP',
      'Registrar direcciones IP',
    ),
    onRequest: business.choice(
      ON_REQUEST,
      'When a client asks to be erased',
      'Wenn ein Kunde gelöscht werden will',
      'Quando um cliente pede para ser apagado',
      'Cuando un cliente pide ser borrado',
    ),
    closesAt: business.instant('Closes', 'Schließt', 'Encerra', 'Cierra'),
    profileViews: business.boolean(
      'Record profile views',
      'Profilaufrufe festhalten',
      'Registar consultas de perfis',
      'Registrar consultas de perfiles',
    ),
    logViews: business.boolean(
      'Record log views',
      'Protokollaufrufe festhalten',
      'Registar consultas do registo',
      'Registrar consultas del registro',
    ),
    onlineBooking: business.boolean(
      'Online booking',
      'Online-Buchung',
      'Marcação online',
      'Reserva en línea',
    ),
    onlineSlug: business.text(
      'Address of the booking page',
      'Adresse der Buchungsseite',
      'Endereço da página de marcação',
      'Dirección de la página de reservas',
    ),
    onlineNoticeHours: business.number(
      'Notice of online bookings (hours)',
      'Vorlauf von Online-Buchungen (Stunden)',
      'Antecedência das marcações online (horas)',
      'Antelación de las reservas en línea (horas)',
    ),
    onlineHorizonDays: business.number(
      'Bookable online ahead (days)',
      'Online im Voraus buchbar (Tage)',
      'Marcável online até (dias)',
      'Reservable en línea hasta (días)',
    ),
    onlineStep: business.number(
      'Minutes between online starts',
      'Minuten zwischen Online-Terminen',
      'Minutos entre inícios online',
      'Minutos entre inicios en línea',
    ),
    onlineConfirm: business.boolean(
      'Confirm online bookings by link',
      'Online-Buchungen per Link bestätigen',
      'Confirmar marcações online por ligação',
      'Confirmar las reservas en línea por enlace',
    ),
    teamVisibility: business.choice(
      VISIBILITY,
      'Team visibility',
      'Sichtbarkeit im Team',
      'Visibilidade da equipa',
      'Visibilidad del equipo',
    ),
    graceDays: business.number(
      'Grace period (days)',
      'Schonfrist (Tage)',
      'Período de carência (dias)',
      'Período de gracia (días)',
    ),
    retentionYears: business.number(
      'Retention (years)',
      'Aufbewahrung (Jahre)',
      'Conservação (anos)',
      'Conservación (años)',
    ),
    lateHours: business.number(
      'Late threshold (hours)',
      'Kurzfristig ab (Stunden)',
      'Limite de antecedência (horas)',
      'Límite de antelación (horas)',
    ),
    twoFactor: business.list(
      'Two-factor required for',
      'Zwei Faktoren verlangt für',
      'Dois fatores exigidos a',
      'Dos factores exigidos a',
    ),
    checklist: business.json(
      'Booking checklist',
      'Checkliste der Termine',
      'Lista de passos das sessões',
      'Pasos de las sesiones',
    ),
    links: business.json(
      'Links to the booking software',
      'Links zur Buchungssoftware',
      'Ligações ao software de marcações',
      'Enlaces al software de reservas',
    ),
  },
} as const satisfies ObjectType

export const MEMBER = {
  name: 'member',
  label: words('Member', 'Teammitglied', 'Membro', 'Miembro'),
  plural: words('Members', 'Teammitglieder', 'Membros', 'Miembros'),
  fields: {
    name,
    email: business.text('E-mail', 'E-Mail', 'E-mail', 'Correo electrónico'),
    role: business.choice(ROLE, 'Role', 'Rolle', 'Função', 'Función'),
    visibility: business.choice(VISIBILITY, 'Sees', 'Sieht', 'Vê', 'Ve'),
    knownAs: business.list('Known as', 'Bekannt als', 'Conhecido como', 'Conocido como'),
    status,
    twoFactor: business.boolean(
      'Two-factor sign-in',
      'Zwei-Faktor-Anmeldung',
      'Autenticação de dois fatores',
      'Acceso en dos pasos',
    ),
  },
} as const satisfies ObjectType

export const KEY = {
  name: 'key',
  label: words('API key', 'API-Schlüssel', 'Chave de API', 'Clave de API'),
  plural: words('API keys', 'API-Schlüssel', 'Chaves de API', 'Claves de API'),
  fields: {
    name,
    scopes: business.list('Scopes', 'Rechte', 'Permissões', 'Permisos'),
    sources: business.list('Sources', 'Quellen', 'Origens', 'Orígenes'),
    status,
    lastUsedAt: business.instant('Last used', 'Zuletzt verwendet', 'Última utilização', 'Último uso'),
  },
} as const satisfies ObjectType

export const FIELD = {
  name: 'field',
  label: words('Custom field', 'Eigenes Feld', 'Campo personalizado', 'Campo personalizado'),
  plural: words('Custom fields', 'Eigene Felder', 'Campos personalizados', 'Campos personalizados'),
  fields: {
    name,
    label: business.text('Label', 'Bezeichnung', 'Etiqueta', 'Etiqueta'),
    objectType: business.text('Belongs to', 'Gehört zu', 'Pertence a', 'Pertenece a'),
    kind: business.text('Kind', 'Art', 'Tipo', 'Tipo'),
    privacy: business.text('Privacy', 'Schutz', 'Privacidade', 'Privacidad'),
    tracking: business.text('Tracking', 'Aufzeichnung', 'Registo', 'Registro'),
    choices: business.list('Choices', 'Auswahl', 'Opções', 'Opciones'),
    sensitive: business.boolean('Sensitive', 'Vertraulich', 'Sensível', 'Confidencial'),
    hidden: business.boolean('Hidden', 'Ausgeblendet', 'Oculto', 'Oculto'),
    retired: business.boolean('Retired', 'Stillgelegt', 'Retirado', 'Retirado'),
    required: business.boolean('Required', 'Pflichtfeld', 'Obrigatório', 'Obligatorio'),
  },
} as const satisfies ObjectType

export const RULE = {
  name: 'rule',
  label: words('Rule', 'Regel', 'Regra', 'Regla'),
  plural: words('Rules', 'Regeln', 'Regras', 'Reglas'),
  fields: {
    name,
    description: business.longText('Description', 'Beschreibung', 'Descrição', 'Descripción'),
    when: business.text('When', 'Wann', 'Quando', 'Cuándo'),
    hours: business.number('Hours', 'Stunden', 'Horas', 'Horas'),
    fee: business.money('Fee', 'Gebühr', 'Taxa', 'Cargo'),
    currency: business.text('Currency', 'Währung', 'Moeda', 'Moneda'),
    percent: business.decimal('Percent', 'Prozent', 'Percentagem', 'Porcentaje'),
    active,
  },
} as const satisfies ObjectType

export const INTEGRATION = {
  name: 'integration',
  label: words('Integration', 'Integration', 'Integração', 'Integración'),
  plural: words('Integrations', 'Integrationen', 'Integrações', 'Integraciones'),
  fields: {
    name,
    provider: business.text('Provider', 'Anbieter', 'Fornecedor', 'Proveedor'),
    status,
    settings: business.json('Settings', 'Einstellungen', 'Definições', 'Ajustes'),
  },
} as const satisfies ObjectType

export const WEBHOOK = {
  name: 'webhook',
  label: words('Webhook', 'Webhook', 'Webhook', 'Webhook'),
  plural: words('Webhooks', 'Webhooks', 'Webhooks', 'Webhooks'),
  fields: {
    url: business.text('Address', 'Adresse', 'Endereço', 'Dirección'),
    actions: business.list('Actions', 'Aktionen', 'Ações', 'Acciones'),
    status,
    active,
  },
} as const satisfies ObjectType

export const REPORT = {
  name: 'report',
  label: words('Report', 'Bericht', 'Relatório', 'Informe'),
  plural: words('Reports', 'Berichte', 'Relatórios', 'Informes'),
  fields: {
    name,
    from: business.date('From', 'Von', 'De', 'Desde'),
    to: business.date('To', 'Bis', 'Até', 'Hasta'),
    format: business.text('Format', 'Format', 'Formato', 'Formato'),
  },
} as const satisfies ObjectType

export const EXPORT = {
  name: 'export',
  label: words('Export', 'Export', 'Exportação', 'Exportación'),
  plural: words('Exports', 'Exporte', 'Exportações', 'Exportaciones'),
  fields: {
    format: business.text('Format', 'Format', 'Formato', 'Formato'),
    count,
    status,
    filter: personal.json('Filters', 'Filter', 'Filtros', 'Filtros'),
  },
} as const satisfies ObjectType
