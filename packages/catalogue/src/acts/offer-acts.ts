import { WEEKDAYS } from '../opening-hours.ts'
import { CHANGE, CREATE, defineActs, deleting, restoring } from './define-acts.ts'

const SERVICE = [
  'name',
  'description',
  'duration',
  'buffer',
  'bufferBefore',
  'groupSize',
  'price',
  'currency',
  'group',
  'location',
  'room',
  'members',
  'online',
  'noticeHours',
  'horizonDays',
  'active',
] as const

export const SERVICE_ACTS = defineActs('service', {
  create: { label: CREATE, action: 'service.created', makes: true, fields: SERVICE, needs: ['name'] },
  update: { label: CHANGE, action: 'service.updated', fields: SERVICE },
  delete: deleting('service.deleted'),
  restore: restoring('service.restored'),
})

const SCHEDULE = [
  'name',
  'member',
  'location',
  'timeZone',
  ...WEEKDAYS,
  'exceptions',
  'validFrom',
  'validUntil',
] as const

export const SCHEDULE_ACTS = defineActs('schedule', {
  create: { label: CREATE, action: 'schedule.created', makes: true, fields: SCHEDULE, needs: ['name'] },
  update: { label: CHANGE, action: 'schedule.updated', fields: SCHEDULE },
  delete: deleting('schedule.deleted'),
  restore: restoring('schedule.restored'),
})

const REWARD = ['name', 'description', 'points', 'active', 'validUntil'] as const

export const REWARD_ACTS = defineActs('reward', {
  create: { label: CREATE, action: 'reward.created', makes: true, fields: REWARD, needs: ['name', 'points'] },
  update: { label: CHANGE, action: 'reward.updated', fields: REWARD },
  redeem: {
    label: ['Redeem', 'Einlösen', 'Utilizar', 'Canjear'],
    action: 'reward.redeemed',
    client: true,
    when: { active: [null, true] },
  },
  delete: deleting('reward.deleted'),
  restore: restoring('object.restored'),
})

const VOUCHER = [
  'name',
  'code',
  'amount',
  'currency',
  'service',
  'validUntil',
  'recipient',
  'message',
] as const
const redeem = ['Redeem', 'Einlösen', 'Utilizar', 'Canjear'] as const
const expire = ['Expire', 'Ablaufen lassen', 'Expirar', 'Caducar'] as const

export const VOUCHER_ACTS = defineActs('voucher', {
  create: {
    label: CREATE,
    action: 'voucher.created',
    makes: true,
    sets: { status: 'active' },
    fields: VOUCHER,
    needs: ['code'],
    amount: 'amount',
  },
  sell: {
    label: ['Sell', 'Verkaufen', 'Vender', 'Vender'],
    action: 'voucher.purchased',
    makes: true,
    client: true,
    sets: { status: 'active' },
    fields: VOUCHER,
    needs: ['code'],
    amount: 'amount',
  },
  update: { label: CHANGE, action: 'voucher.updated', from: ['active'], fields: VOUCHER },
  redeem: {
    label: redeem,
    action: 'voucher.redeemed',
    from: ['active'],
    data: ['amount'],
  },
  expire: { label: expire, action: 'voucher.expired', from: ['active'], sets: { status: 'expired' } },
  delete: deleting('voucher.deleted'),
  restore: restoring('object.restored'),
})

const COUPON = ['name', 'code', 'percent', 'amount', 'currency', 'limit', 'validFrom', 'validUntil'] as const

export const COUPON_ACTS = defineActs('coupon', {
  create: {
    label: CREATE,
    action: 'coupon.created',
    makes: true,
    sets: { status: 'active' },
    fields: COUPON,
    needs: ['code'],
  },
  update: { label: CHANGE, action: 'coupon.updated', from: ['active'], fields: COUPON },
  redeem: { label: redeem, action: 'coupon.redeemed', from: ['active'], client: true },
  expire: { label: expire, action: 'coupon.expired', from: ['active'], sets: { status: 'expired' } },
  delete: deleting('coupon.deleted'),
  restore: restoring('object.restored'),
})
