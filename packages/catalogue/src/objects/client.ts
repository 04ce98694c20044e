import { personal } from '../field.ts'
import type { ObjectType } from '../types.ts'
import { CHANNEL } from '../values.ts'
import { words } from '../words.ts'

/** The person the record is about: every field tells about a person. */
export const CLIENT = {
  name: 'client',
  label: words('Client', 'Kunde', 'Cliente', 'Cliente'),
  plural: words('Clients', 'Kunden', 'Clientes', 'Clientes'),
  person: true,
  fields: {
    name: personal.text('Name', 'Name', 'Nome', 'Nombre'),
    firstName: personal.text('First name', 'Vorname', 'Nome próprio', 'Nombre de pila'),
    lastName: personal.text('Last name', 'Nachname', 'Apelido', 'Apellidos'),
    company: personal.text('Company', 'Firma', 'Empresa', 'Empresa'),
    email: personal.text('E-mail', 'E-Mail', 'E-mail', 'Correo electrónico'),
    phone: personal.text('Phone', 'Telefon', 'Telefone', 'Teléfono'),
    mobile: personal.text('Mobile', 'Mobiltelefon', 'Telemóvel', 'Móvil'),
    address: personal.text('Address', 'Adresse', 'Morada', 'Dirección'),
    city: personal.text('City', 'Ort', 'Localidade', 'Localidad'),
    postcode: personal.text('Postcode', 'Postleitzahl', 'Código postal', 'Código postal'),
    country: personal.text('Country', 'Land', 'País', 'País'),
    birthday: personal.date('Date of birth', 'Geburtsdatum', 'Data de nascimento', 'Fecha de nacimiento'),
    gender: personal.text('Gender', 'Geschlecht', 'Género', 'Género'),
    language: personal.text('Language', 'Sprache', 'Idioma', 'Idioma'),
    notes: personal.longText('Notes', 'Notizen', 'Notas', 'Notas'),
    tags: personal.list('Tags', 'Schlagwörter', 'Etiquetas', 'Etiquetas'),
    preferences: personal.json('Preferences', 'Einstellungen', 'Preferências', 'Preferencias'),
    channels: personal.list(
      'Preferred channels',
      'Bevorzugte Kanäle',
      'Canais preferidos',
      'Canales preferidos',
    ),
    channel: personal.choice(
      CHANNEL,
      'Preferred channel',
      'Bevorzugter Kanal',
      'Canal preferido',
      'Canal preferido',
    ),
    marketing: personal.boolean(
      'Marketing allowed',
      'Werbung erlaubt',
      'Marketing permitido',
      'Publicidad permitida',
    ),
    consents: personal.list('Consents', 'Einwilligungen', 'Consentimentos', 'Consentimientos'),
    emergencyContact: personal.text(
      'Emergency contact',
      'Notfallkontakt',
      'Contacto de emergência',
      'Contacto de emergencia',
    ),
    taxId: personal.text('Tax number', 'Steuernummer', 'NIF', 'NIF'),
    reference: personal.text('Reference', 'Kundennummer', 'Referência', 'Referencia'),
    referredBy: personal.text('Referred by', 'Empfohlen von', 'Recomendado por', 'Recomendado por'),
    member: personal.text('Looked after by', 'Betreut von', 'Acompanhado por', 'Atendido por'),
    points: personal.number('Points', 'Punkte', 'Pontos', 'Puntos'),
    status: personal.text('Status', 'Status', 'Estado', 'Estado'),
  },
} as const satisfies ObjectType
