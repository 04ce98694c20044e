import { business, personal } from '../field.ts'
import type { ObjectType } from '../types.ts'
import { INVOICE_STATUS, PAYMENT_METHOD, PAYMENT_STATUS } from '../values.ts'
import { words } from '../words.ts'

const amount = business.money('Amount', 'Betrag', 'Valor', 'Importe')
const currency = business.text('Currency', 'Währung', 'Moeda', 'Moneda')
const reference = business.text('Reference', 'Referenz', 'Referência', 'Referencia')

export const PAYMENT = {
  name: 'payment',
  label: words('Payment', 'Zahlung', 'Pagamento', 'Pago'),
  plural: words('Payments', 'Zahlungen', 'Pagamentos', 'Pagos'),
  fields: {
    amount,
    currency,
    status: business.choice(PAYMENT_STATUS, 'Status', 'Status', 'Estado', 'Estado'),
    method: business.choice(PAYMENT_METHOD, 'Method', 'Zahlungsart', 'Método', 'Método'),
    refunded: business.money('Refunded', 'Erstattet', 'Reembolsado', 'Reembolsado'),
    fee: business.money('Fee', 'Gebühr', 'Comissão', 'Comisión'),
    paidAt: business.instant('Paid on', 'Bezahlt am', 'Pago em', 'Pagado el'),
    dueOn: business.date('Due', 'Fällig', 'Vencimento', 'Vencimiento'),
    invoice: business.text('Invoice', 'Rechnung', 'Fatura', 'Factura'),
    booking: business.text('Session', 'Termin', 'Sessão', 'Sesión'),
    provider: business.text('Provider', 'Anbieter', 'Prestador', 'Proveedor'),
    reference,
    failure: business.text('Failure', 'Fehler', 'Falha', 'Fallo'),
    payer: personal.text('Payer', 'Zahler', 'Pagador', 'Pagador'),
    notes: personal.longText('Notes', 'Notizen', 'Notas', 'Notas'),
  },
} as const satisfies ObjectType

export const INVOICE = {
  name: 'invoice',
  label: words('Invoice', 'Rechnung', 'Fatura', 'Factura'),
  plural: words('Invoices', 'Rechnungen', 'Faturas', 'Facturas'),
  fields: {
    number: business.text('Number', 'Nummer', 'Número', 'Número'),
    status: business.choice(INVOICE_STATUS, 'Status', 'Status', 'Estado', 'Estado'),
    amount,
    total: business.money('Total', 'Summe', 'Total', 'Total'),
    tax: business.money('Tax', 'Steuer', 'Imposto', 'Impuesto'),
    currency,
    paid: business.boolean('Paid', 'Bezahlt', 'Paga', 'Pagada'),
    issuedOn: business.date('Issued', 'Ausgestellt', 'Emissão', 'Emisión'),
    dueOn: business.date('Due', 'Fällig', 'Vencimento', 'Vencimiento'),
    sentAt: business.instant('Sent', 'Gesendet', 'Enviada', 'Enviada'),
    paidAt: business.instant('Paid on', 'Bezahlt am', 'Paga em', 'Pagada el'),
    booking: business.text('Session', 'Termin', 'Sessão', 'Sesión'),
    items: business.json('Items', 'Positionen', 'Artigos', 'Líneas'),
    reference,
    recipient: personal.text('Recipient', 'Empfänger', 'Destinatário', 'Destinatario'),
    address: personal.text(
      'Billing address',
      'Rechnungsadresse',
      'Morada de faturação',
      'Dirección de facturación',
    ),
    taxId: personal.text('Tax number', 'Steuernummer', 'NIF', 'NIF'),
    notes: personal.longText('Notes', 'Notizen', 'Notas', 'Notas'),
  },
} as const satisfies ObjectType

export const FEE = {
  name: 'fee',
  label: words('Fee', 'Gebühr', 'Taxa', 'Cargo'),
  plural: words('Fees', 'Gebühren', 'Taxas', 'Cargos'),
  fields: {
    amount,
    currency,
    rule: business.text('Rule', 'Regel', 'Regra', 'Regla'),
    booking: business.text('Session', 'Termin', 'Sessão', 'Sesión'),
    waived: business.boolean('Waived', 'Erlassen', 'Dispensada', 'Condonado'),
    notes: personal.longText('Notes', 'Notizen', 'Notas', 'Notas'),
  },
} as const satisfies ObjectType
