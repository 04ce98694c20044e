import { CHANGE, CREATE, defineActs } from './define-acts.ts'

const PAYMENT = [
  'amount',
  'currency',
  'method',
  'paidAt',
  'dueOn',
  'invoice',
  'booking',
  'provider',
  'reference',
  'payer',
  'notes',
] as const

/** Money that a client owes, pays and gets back. */
export const PAYMENT_ACTS = defineActs('payment', {
  record: {
    label: ['Record payment', 'Zahlung erfassen', 'Registar pagamento', 'Registrar pago'],
    action: 'payment.succeeded',
    makes: true,
    client: true,
    sets: { status: 'succeeded' },
    stamps: 'paidAt',
    fields: PAYMENT,
    needs: ['amount', 'currency'],
    amount: 'amount',
  },
  expect: {
    label: [
      'Record for approval',
      'Zur Freigabe erfassen',
      'Registar para aprovação',
      'Registrar para aprobación',
    ],
    action: 'payment.pending',
    makes: true,
    client: true,
    sets: { status: 'pending' },
    fields: PAYMENT,
    needs: ['amount', 'currency'],
    amount: 'amount',
  },
  'record-failed': {
    label: [
      'Record failed payment',
      'Fehlgeschlagene Zahlung erfassen',
      'Registar pagamento falhado',
      'Registrar pago fallido',
    ],
    action: 'payment.failed',
    makes: true,
    client: true,
    sets: { status: 'failed' },
    fields: [...PAYMENT, 'failure'],
    needs: ['amount', 'currency'],
    amount: 'amount',
  },
  approve: {
    label: ['Approve', 'Freigeben', 'Aprovar', 'Aprobar'],
    action: 'payment.approved',
    from: ['pending'],
    sets: { status: 'approved' },
    amount: 'amount',
  },
  receive: {
    label: ['Received', 'Eingegangen', 'Recebido', 'Recibido'],
    action: 'payment.succeeded',
    from: ['pending', 'approved', 'failed'],
    sets: { status: 'succeeded' },
    stamps: 'paidAt',
    fields: ['method', 'paidAt', 'reference'],
    amount: 'amount',
  },
  fail: {
    label: ['Failed', 'Fehlgeschlagen', 'Falhou', 'Falló'],
    action: 'payment.failed',
    from: ['pending', 'approved'],
    sets: { status: 'failed' },
    fields: ['failure'],
    amount: 'amount',
  },
  refund: {
    label: ['Refund', 'Erstatten', 'Reembolsar', 'Reembolsar'],
    action: 'payment.refunded',
    // What is refunded in part can be refunded further: how much is left is counted.
    from: ['succeeded', 'approved', 'refunded'],
    left: { of: 'amount', less: 'refunded' },
    sets: { status: 'refunded' },
    data: ['amount'],
    grave: true,
  },
  update: {
    label: CHANGE,
    action: 'payment.updated',
    fields: ['method', 'dueOn', 'invoice', 'booking', 'provider', 'reference', 'payer', 'notes'],
  },
})

export const FEE_ACTS = defineActs('fee', {
  charge: {
    label: ['Charge fee', 'Gebühr berechnen', 'Cobrar taxa', 'Cobrar cargo'],
    action: 'fee.charged',
    makes: true,
    client: true,
    fields: ['amount', 'currency', 'rule', 'booking', 'notes'],
    needs: ['amount', 'currency'],
    amount: 'amount',
  },
  waive: {
    label: ['Waive', 'Erlassen', 'Dispensar', 'Condonar'],
    action: 'fee.waived',
    when: { waived: [null, false] },
    sets: { waived: true },
    amount: 'amount',
  },
})

const INVOICE = [
  'number',
  'total',
  'tax',
  'currency',
  'issuedOn',
  'dueOn',
  'booking',
  'items',
  'reference',
  'recipient',
  'address',
  'taxId',
  'notes',
] as const

export const INVOICE_ACTS = defineActs('invoice', {
  create: {
    label: CREATE,
    action: 'invoice.created',
    makes: true,
    client: true,
    sets: { status: 'draft' },
    fields: INVOICE,
    needs: ['total', 'currency'],
    amount: 'total',
  },
  send: {
    label: ['Send invoice', 'Rechnung senden', 'Enviar fatura', 'Enviar factura'],
    action: 'invoice.sent',
    from: ['draft', 'sent'],
    sets: { status: 'sent' },
    stamps: 'sentAt',
    fields: ['sentAt'],
    data: ['channel'],
    amount: 'total',
  },
  'mark-paid': {
    label: ['Mark as paid', 'Als bezahlt vermerken', 'Marcar como paga', 'Marcar como pagada'],
    action: 'invoice.paid',
    from: ['draft', 'sent'],
    sets: { status: 'paid', paid: true },
    stamps: 'paidAt',
    fields: ['paidAt'],
    amount: 'total',
  },
  void: {
    label: ['Void', 'Stornieren', 'Anular', 'Anular'],
    action: 'invoice.voided',
    from: ['draft', 'sent'],
    sets: { status: 'void' },
    amount: 'total',
    grave: true,
  },
})

export const QUOTE_ACTS = defineActs('quote', {
  create: {
    label: CREATE,
    action: 'quote.created',
    makes: true,
    client: true,
    sets: { status: 'draft' },
    fields: ['number', 'items', 'total', 'currency', 'validUntil', 'service', 'notes'],
    needs: ['total', 'currency'],
    amount: 'total',
  },
  send: {
    label: ['Send quote', 'Angebot senden', 'Enviar orçamento', 'Enviar presupuesto'],
    action: 'quote.sent',
    from: ['draft', 'sent'],
    sets: { status: 'sent' },
    amount: 'total',
  },
  accept: {
    label: ['Accepted', 'Angenommen', 'Aceite', 'Aceptado'],
    action: 'quote.accepted',
    from: ['draft', 'sent'],
    sets: { status: 'accepted' },
    amount: 'total',
  },
  decline: {
    label: ['Declined', 'Abgelehnt', 'Recusado', 'Rechazado'],
    action: 'quote.declined',
    from: ['draft', 'sent'],
    sets: { status: 'declined' },
    amount: 'total',
  },
})
