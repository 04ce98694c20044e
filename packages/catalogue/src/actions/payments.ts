import { defineActions, kind } from '../define-actions.ts'
import { business, personal } from '../field.ts'
import { DISPUTE_RESULT, PAYMENT_STATUS } from '../values.ts'
import { PAYMENT_DATA, amount, channel, currency, service } from './data.ts'

const money = kind('payments', 'payment', 'payments')

const INVOICE = {
  amount,
  currency,
  service,
  channel,
  invoice: business.text('Invoice', 'Rechnung', 'Fatura', 'Factura'),
  dueOn: business.date('Due', 'Fällig', 'Vencimento', 'Vencimiento'),
  recipient: personal.text('Recipient', 'Empfänger', 'Destinatário', 'Destinatario'),
}
const REFUND = {
  ...PAYMENT_DATA,
  percent: business.decimal('Percent', 'Prozent', 'Percentagem', 'Porcentaje'),
}
const FEE = { ...PAYMENT_DATA, rule: business.text('Rule', 'Regel', 'Regra', 'Regla') }

/** Invoices, payments, refunds, disputes and fees. */
export const PAYMENT_ACTIONS = defineActions({
  'invoice.created': {
    ...money('invoice', INVOICE),
    sets: { status: 'draft' },
    en: ['Invoice created', 'created [invoice {invoice}|an invoice]'],
    de: ['Rechnung erstellt', 'hat [Rechnung {invoice}|eine Rechnung] erstellt'],
    'pt-PT': ['Fatura criada', 'criou [a fatura {invoice}|uma fatura]'],
    es: ['Factura creada', 'creó [la factura {invoice}|una factura]'],
  },
  'invoice.sent': {
    ...money('mail', INVOICE),
    sets: { status: 'sent' },
    en: ['Invoice sent', 'sent [invoice {invoice}|an invoice]'],
    de: ['Rechnung gesendet', 'hat [Rechnung {invoice}|eine Rechnung] gesendet'],
    'pt-PT': ['Fatura enviada', 'enviou [a fatura {invoice}|uma fatura]'],
    es: ['Factura enviada', 'envió [la factura {invoice}|una factura]'],
  },
  'invoice.paid': {
    ...money('check', INVOICE),
    sets: { status: 'paid' },
    en: ['Invoice paid', '= [Invoice {invoice}|An invoice] was paid'],
    de: ['Rechnung bezahlt', '= [Rechnung {invoice}|Eine Rechnung] wurde bezahlt'],
    'pt-PT': ['Fatura paga', '= [Fatura {invoice}|Uma fatura] foi paga'],
    es: ['Factura pagada', '= [Factura {invoice}|Una factura] fue pagada'],
  },
  'invoice.voided': {
    ...money('ban', INVOICE),
    sets: { status: 'void' },
    en: ['Invoice voided', 'voided [invoice {invoice}|an invoice]'],
    de: ['Rechnung storniert', 'hat [Rechnung {invoice}|eine Rechnung] storniert'],
    'pt-PT': ['Fatura anulada', 'anulou [a fatura {invoice}|uma fatura]'],
    es: ['Factura anulada', 'anuló [la factura {invoice}|una factura]'],
  },
  'payment.succeeded': {
    ...money('payment', PAYMENT_DATA),
    sets: { status: 'succeeded' },
    en: [
      'Payment received',
      'paid {amount}[ for {object}]',
      'recorded a payment of {amount} by {client}[ for {object}]',
    ],
    de: [
      'Zahlung eingegangen',
      'hat {amount:acc}[ für {object}] bezahlt',
      'hat eine Zahlung von {client:dat} über {amount:acc}[ für {object}] erfasst',
    ],
    'pt-PT': [
      'Pagamento recebido',
      'pagou {amount}[ por {object}]',
      'registou um pagamento de {amount} de {client}[ por {object}]',
    ],
    es: [
      'Pago recibido',
      'pagó {amount}[ por {object}]',
      'registró un pago de {amount} de {client}[ por {object}]',
    ],
  },
  'payment.pending': {
    ...money('hourglass', PAYMENT_DATA),
    sets: { status: 'pending' },
    en: ['Payment waiting', '= Payment[ of {amount}] waits for approval'],
    de: ['Zahlung wartet', '= Zahlung[ über {amount}] wartet auf Freigabe'],
    'pt-PT': ['Pagamento a aguardar', '= Pagamento[ de {amount}] a aguardar aprovação'],
    es: ['Pago en espera', '= Pago[ de {amount}] pendiente de aprobación'],
  },
  'payment.approved': {
    ...money('check', PAYMENT_DATA),
    sets: { status: 'approved' },
    en: ['Payment approved', 'approved the payment[ of {amount}]'],
    de: ['Zahlung freigegeben', 'hat die Zahlung[ über {amount}] freigegeben'],
    'pt-PT': ['Pagamento aprovado', 'aprovou o pagamento[ de {amount}]'],
    es: ['Pago aprobado', 'aprobó el pago[ de {amount}]'],
  },
  'payment.failed': {
    ...money('x', PAYMENT_DATA),
    sets: { status: 'failed' },
    en: ['Payment failed', '= Payment[ of {amount}] failed'],
    de: ['Zahlung fehlgeschlagen', '= Zahlung[ über {amount}] fehlgeschlagen'],
    'pt-PT': ['Pagamento falhado', '= Pagamento[ de {amount}] falhou'],
    es: ['Pago fallido', '= Pago[ de {amount}] fallido'],
  },
  'payment.refunded': {
    ...money('refund', REFUND),
    sets: { status: 'refunded' },
    en: ['Refund', 'refunded {amount}'],
    de: ['Erstattung', 'hat {amount:acc} erstattet'],
    'pt-PT': ['Reembolso', 'reembolsou {amount}'],
    es: ['Reembolso', 'reembolsó {amount}'],
  },
  'payment.disputed': {
    ...money('dispute', PAYMENT_DATA),
    sets: { status: 'disputed' },
    en: ['Payment disputed', 'disputed {amount}', 'recorded a dispute of {client} over {amount}'],
    de: [
      'Zahlung angefochten',
      'hat {amount:acc} angefochten',
      'hat eine Anfechtung von {client:dat} über {amount:acc} erfasst',
    ],
    'pt-PT': [
      'Pagamento contestado',
      'contestou {amount}',
      'registou uma contestação de {client} no valor de {amount}',
    ],
    es: ['Pago disputado', 'disputó {amount}', 'registró una disputa de {client} por {amount}'],
  },
  'payment.dispute_closed': {
    ...money('dispute', {
      ...PAYMENT_DATA,
      result: business.choice(DISPUTE_RESULT, 'Result', 'Ergebnis', 'Resultado', 'Resultado'),
    }),
    en: ['Dispute closed', '= Dispute[ over {amount}] closed[: {result}]'],
    de: ['Anfechtung abgeschlossen', '= Anfechtung[ über {amount}] abgeschlossen[: {result}]'],
    'pt-PT': ['Contestação encerrada', '= Contestação[ de {amount}] encerrada[: {result}]'],
    es: ['Disputa cerrada', '= Disputa[ por {amount}] cerrada[: {result}]'],
  },
  'payment.updated': {
    ...money('pencil', {
      ...PAYMENT_DATA,
      status: business.choice(PAYMENT_STATUS, 'Status', 'Status', 'Estado', 'Estado'),
    }),
    en: ['Payment changed', 'changed {fields} of the payment'],
    de: ['Zahlung geändert', 'hat {fields} der Zahlung geändert'],
    'pt-PT': ['Pagamento alterado', 'alterou {fields} do pagamento'],
    es: ['Pago modificado', 'modificó {fields} del pago'],
  },
  'fee.charged': {
    ...money('fee', FEE),
    en: ['Fee charged', 'charged {client} {amount}[ ({rule})]'],
    de: ['Gebühr berechnet', 'hat {client:dat} {amount:acc} berechnet[ ({rule})]'],
    'pt-PT': ['Taxa cobrada', 'cobrou {amount} a {client}[ ({rule})]'],
    es: ['Cargo cobrado', 'cobró {amount} a {client}[ ({rule})]'],
  },
  'fee.waived': {
    ...money('gift', FEE),
    en: ['Fee waived', 'waived {amount} for {client}'],
    de: ['Gebühr erlassen', 'hat {client:dat} {amount:acc} erlassen'],
    'pt-PT': ['Taxa dispensada', 'dispensou {client} de pagar {amount}'],
    es: ['Cargo condonado', 'condonó {amount} a {client}'],
  },
})
