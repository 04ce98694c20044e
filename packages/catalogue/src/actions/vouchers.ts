import { defineActions, kind } from '../define-actions.ts'
import { business, personal } from '../field.ts'
import { VOUCHER_STATUS } from '../values.ts'
import { amount, currency, service } from './data.ts'

const money = kind('payments', 'payment', 'payments')

const code = business.text('Code', 'Code', 'Código', 'Código')
const balance = business.money('Balance', 'Restbetrag', 'Saldo', 'Saldo')
const VOUCHER = {
  status: business.choice(VOUCHER_STATUS, 'Status', 'Status', 'Estado', 'Estado'),
  amount,
  balance,
  currency,
  code,
  service,
  voucher: business.text('Voucher', 'Gutschein', 'Vale', 'Vale'),
  recipient: personal.text('Recipient', 'Empfänger', 'Destinatário', 'Destinatario'),
}
const COUPON = {
  amount,
  currency,
  code,
  service,
  coupon: business.text('Coupon', 'Coupon', 'Cupão', 'Cupón'),
}

/** Vouchers that are bought, and coupons that are given. */
export const VOUCHER_ACTIONS = defineActions({
  'voucher.created': {
    ...money('voucher', VOUCHER),
    sets: { status: 'active' },
    en: ['Voucher created', 'created [voucher {voucher}|a voucher]'],
    de: ['Gutschein angelegt', 'hat [Gutschein {voucher}|einen Gutschein] angelegt'],
    'pt-PT': ['Vale criado', 'criou [o vale {voucher}|um vale]'],
    es: ['Vale creado', 'creó [el vale {voucher}|un vale]'],
  },
  'voucher.updated': {
    ...money('voucher', VOUCHER),
    en: ['Voucher changed', 'changed [voucher {voucher}|a voucher]'],
    de: ['Gutschein geändert', 'hat [Gutschein {voucher}|einen Gutschein] geändert'],
    'pt-PT': ['Vale alterado', 'alterou [o vale {voucher}|um vale]'],
    es: ['Vale modificado', 'modificó [el vale {voucher}|un vale]'],
  },
  'voucher.purchased': {
    ...money('voucher', VOUCHER),
    sets: { status: 'active' },
    en: [
      'Voucher bought',
      'bought [voucher {voucher}|a voucher]',
      'sold [voucher {voucher}|a voucher] to {client}',
    ],
    de: [
      'Gutschein gekauft',
      'hat [Gutschein {voucher}|einen Gutschein] gekauft',
      'hat [Gutschein {voucher}|einen Gutschein] an {client:acc} verkauft',
    ],
    'pt-PT': [
      'Vale comprado',
      'comprou [o vale {voucher}|um vale]',
      'vendeu [o vale {voucher}|um vale] a {client}',
    ],
    es: [
      'Vale comprado',
      'compró [el vale {voucher}|un vale]',
      'vendió [el vale {voucher}|un vale] a {client}',
    ],
  },
  'voucher.redeemed': {
    ...money('voucher', VOUCHER),
    sets: { status: 'redeemed' },
    en: [
      'Voucher redeemed',
      'redeemed [voucher {voucher}|a voucher]',
      'redeemed [voucher {voucher}|a voucher] for {client}',
    ],
    de: [
      'Gutschein eingelöst',
      'hat [Gutschein {voucher}|einen Gutschein] eingelöst',
      'hat [Gutschein {voucher}|einen Gutschein] für {client:acc} eingelöst',
    ],
    'pt-PT': [
      'Vale utilizado',
      'utilizou [o vale {voucher}|um vale]',
      'utilizou [o vale {voucher}|um vale] para {client}',
    ],
    es: [
      'Vale canjeado',
      'canjeó [el vale {voucher}|un vale]',
      'canjeó [el vale {voucher}|un vale] para {client}',
    ],
  },
  'voucher.expired': {
    ...money('hourglass', VOUCHER),
    sets: { status: 'expired' },
    en: ['Voucher expired', '= [Voucher {voucher}|A voucher] expired'],
    de: ['Gutschein abgelaufen', '= [Gutschein {voucher}|Ein Gutschein] ist abgelaufen'],
    'pt-PT': ['Vale expirado', '= [Vale {voucher}|Um vale] expirou'],
    es: ['Vale caducado', '= [Vale {voucher}|Un vale] caducó'],
  },
  'voucher.deleted': {
    ...money('trash', VOUCHER),
    sets: { deleted: 'yes' },
    en: ['Voucher deleted', 'deleted [voucher {voucher}|a voucher]'],
    de: ['Gutschein gelöscht', 'hat [Gutschein {voucher}|einen Gutschein] gelöscht'],
    'pt-PT': ['Vale eliminado', 'eliminou [o vale {voucher}|um vale]'],
    es: ['Vale eliminado', 'eliminó [el vale {voucher}|un vale]'],
  },
  'coupon.created': {
    ...money('coupon', COUPON),
    sets: { status: 'active' },
    en: ['Coupon created', 'created [coupon {coupon}|a coupon]'],
    de: ['Coupon angelegt', 'hat [Coupon {coupon}|einen Coupon] angelegt'],
    'pt-PT': ['Cupão criado', 'criou [o cupão {coupon}|um cupão]'],
    es: ['Cupón creado', 'creó [el cupón {coupon}|un cupón]'],
  },
  'coupon.updated': {
    ...money('coupon', COUPON),
    en: ['Coupon changed', 'changed [coupon {coupon}|a coupon]'],
    de: ['Coupon geändert', 'hat [Coupon {coupon}|einen Coupon] geändert'],
    'pt-PT': ['Cupão alterado', 'alterou [o cupão {coupon}|um cupão]'],
    es: ['Cupón modificado', 'modificó [el cupón {coupon}|un cupón]'],
  },
  'coupon.redeemed': {
    ...money('coupon', COUPON),
    en: [
      'Coupon redeemed',
      'redeemed [coupon {coupon}|a coupon]',
      'redeemed [coupon {coupon}|a coupon] for {client}',
    ],
    de: [
      'Coupon eingelöst',
      'hat [Coupon {coupon}|einen Coupon] eingelöst',
      'hat [Coupon {coupon}|einen Coupon] für {client:acc} eingelöst',
    ],
    'pt-PT': [
      'Cupão utilizado',
      'utilizou [o cupão {coupon}|um cupão]',
      'utilizou [o cupão {coupon}|um cupão] para {client}',
    ],
    es: [
      'Cupón canjeado',
      'canjeó [el cupón {coupon}|un cupón]',
      'canjeó [el cupón {coupon}|un cupón] para {client}',
    ],
  },
  'coupon.expired': {
    ...money('hourglass', COUPON),
    sets: { status: 'expired' },
    en: ['Coupon expired', '= [Coupon {coupon}|A coupon] expired'],
    de: ['Coupon abgelaufen', '= [Coupon {coupon}|Ein Coupon] ist abgelaufen'],
    'pt-PT': ['Cupão expirado', '= [Cupão {coupon}|Um cupão] expirou'],
    es: ['Cupón caducado', '= [Cupón {coupon}|Un cupón] caducó'],
  },
  'coupon.deleted': {
    ...money('trash', COUPON),
    sets: { deleted: 'yes' },
    en: ['Coupon deleted', 'deleted [coupon {coupon}|a coupon]'],
    de: ['Coupon gelöscht', 'hat [Coupon {coupon}|einen Coupon] gelöscht'],
    'pt-PT': ['Cupão eliminado', 'eliminou [o cupão {coupon}|um cupão]'],
    es: ['Cupón eliminado', 'eliminó [el cupón {coupon}|un cupón]'],
  },
})
