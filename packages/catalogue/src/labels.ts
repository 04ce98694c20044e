/** The words for the fixed classifications. */
import type { Category, EntryType, Related, Source, Words } from './types.ts'
import { words } from './words.ts'

export const CATEGORY_LABELS: Readonly<Record<Category, Words>> = {
  orders: words('Orders', 'Bestellungen', 'Encomendas', 'Pedidos'),
  customers: words('Customers', 'Kunden', 'Clientes', 'Clientes'),
  bookings: words('Bookings', 'Termine', 'Marcações', 'Reservas'),
  payments: words('Payments', 'Zahlungen', 'Pagamentos', 'Pagos'),
  system: words('System', 'System', 'Sistema', 'Sistema'),
}

export const TYPE_LABELS: Readonly<Record<EntryType, Words>> = {
  auth: words('Sign-in', 'Anmeldung', 'Início de sessão', 'Inicio de sesión'),
  access: words('Access', 'Zugriff', 'Acesso', 'Acceso'),
  order: words('Order', 'Bestellung', 'Encomenda', 'Pedido'),
  payment: words('Payment', 'Zahlung', 'Pagamento', 'Pago'),
  cart: words('Cart', 'Warenkorb', 'Carrinho', 'Carrito'),
  booking: words('Booking', 'Termin', 'Marcação', 'Reserva'),
  enquiry: words('Enquiry', 'Anfrage', 'Pedido de informação', 'Consulta'),
  visit: words('Visit', 'Besuch', 'Visita', 'Visita'),
  scan: words('Scan', 'Scan', 'Leitura', 'Escaneo'),
  communication: words('Communication', 'Kommunikation', 'Comunicação', 'Comunicación'),
  settings: words('Settings', 'Einstellungen', 'Definições', 'Ajustes'),
  configuration: words('Configuration', 'Konfiguration', 'Configuração', 'Configuración'),
  data: words('Data', 'Daten', 'Dados', 'Datos'),
  security: words('Security', 'Sicherheit', 'Segurança', 'Seguridad'),
  compliance: words('Compliance', 'Datenschutz', 'Conformidade', 'Cumplimiento'),
  notification: words('Notification', 'Benachrichtigung', 'Notificação', 'Notificación'),
  integration: words('Integration', 'Integration', 'Integração', 'Integración'),
  report: words('Report', 'Bericht', 'Relatório', 'Informe'),
  export: words('Export', 'Export', 'Exportação', 'Exportación'),
}

export const SOURCE_LABELS: Readonly<Record<Source, Words>> = {
  staff: words('Staff', 'Team', 'Equipa', 'Equipo'),
  customer: words('Customer', 'Kunde', 'Cliente', 'Cliente'),
  api: words('API', 'API', 'API', 'API'),
  webhook: words('Webhook', 'Webhook', 'Webhook', 'Webhook'),
  integration: words('Integration', 'Integration', 'Integração', 'Integración'),
  physical: words('On site', 'Vor Ort', 'No local', 'En el local'),
  automated: words('Automated', 'Automatisch', 'Automático', 'Automático'),
  system: words('System', 'System', 'Sistema', 'Sistema'),
}

export const RELATED_LABELS: Readonly<Record<Related, Words>> = {
  session: words('Sessions', 'Termine', 'Sessões', 'Sesiones'),
  profile: words('Profile', 'Profil', 'Perfil', 'Perfil'),
  payments: words('Payments', 'Zahlungen', 'Pagamentos', 'Pagos'),
  access: words('Access', 'Zugriffe', 'Acessos', 'Accesos'),
}
