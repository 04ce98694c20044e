/** Vouchers that still hold something, coupons and rewards that can be used now, and what stands in the rooms. */
import { DESK, euros, MANAGER, OFFICE, RECEPTION } from './cast.ts'
import { later } from './demo-clock.ts'
import type { Diary } from './diary.ts'
import { clientOf, PEOPLE } from './people.ts'

export function tellOffers(diary: Diary): void {
  tellOpenVouchers(diary)
  tellNewOffers(diary)
  tellEquipment(diary)
}

/** Sold in the last months; of one a part is used. */
function tellOpenVouchers(diary: Diary): void {
  const { clock } = diary
  const sold = [
    { person: PEOPLE[8]!, day: -58, amount: 12_000, name: 'Birthday', used: 5500 },
    { person: PEOPLE[12]!, day: -33, amount: 6000, name: 'One massage', used: 0 },
    { person: PEOPLE[20]!, day: -11, amount: 24_000, name: 'Four sessions', used: 0 },
  ]
  for (const [index, { person, day, amount, name, used }] of sold.entries()) {
    const code = `G-${7301 + index * 12}`
    const object = { type: 'voucher', id: diary.number('V'), name }
    const client = clientOf(person)
    const at = clock.at(clock.open(day), 15, 20)
    diary.add(at, {
      action: 'voucher.purchased',
      client,
      object,
      actor: RECEPTION,
      context: { ...DESK, amount: euros(amount) },
      state: {
        name,
        code,
        status: 'active',
        amount,
        balance: amount,
        currency: 'EUR',
        validUntil: clock.date(day + 365),
      },
    })
    if (used > 0)
      diary.add(later(at, 60 * 24 * 20 + 45), {
        action: 'voucher.redeemed',
        client,
        object,
        actor: RECEPTION,
        context: { ...DESK, amount: euros(used) },
        changes: [
          { field: 'status', before: 'active', after: 'active' },
          { field: 'balance', before: amount, after: amount - used },
        ],
        data: { status: 'active' },
      })
  }
}

function tellNewOffers(diary: Diary): void {
  const { clock } = diary
  const office = { actor: MANAGER, context: OFFICE }
  const coupon = { type: 'coupon', id: 'CP-3', name: 'WINTER15' }
  const at = clock.at(clock.openBefore(-20), 9, 15)
  diary.add(at, {
    ...office,
    action: 'coupon.created',
    object: coupon,
    state: {
      name: 'Winter',
      code: 'WINTER15',
      status: 'active',
      percent: '15',
      limit: 40,
      uses: 0,
      validUntil: clock.date(70),
    },
  })
  for (const [index, person] of PEOPLE.slice(9, 12).entries())
    diary.add(later(at, 60 * 24 * (index * 4 + 2) + 70), {
      action: 'coupon.redeemed',
      client: clientOf(person),
      object: coupon,
      actor: RECEPTION,
      context: DESK,
      changes: [
        { field: 'status', before: 'active', after: 'active' },
        { field: 'uses', before: index, after: index + 1 },
      ],
      data: { status: 'active' },
    })
  for (const [index, [name, points]] of (
    [
      ['A session of posture training', 600],
      ['Balance cushion', 450],
    ] as const
  ).entries())
    diary.add(clock.at(clock.openBefore(-90), 11, 20 + index), {
      ...office,
      action: 'reward.created',
      object: { type: 'reward', id: `RW-${index + 3}`, name },
      state: { name, points, active: true },
    })
}

/** An object type of the clinic's own: what stands in the rooms, and when it was looked after. */
export const EQUIPMENT = {
  label: 'Device',
  plural: 'Devices',
  fields: [
    { name: 'name', label: 'Name', kind: 'text' },
    { name: 'serial', label: 'Serial number', kind: 'text' },
    { name: 'room', label: 'Room', kind: 'text' },
    { name: 'condition', label: 'Condition', kind: 'enum', choices: ['good', 'worn', 'broken'] },
    { name: 'checkedOn', label: 'Last check', kind: 'date' },
  ],
} as const

function tellEquipment(diary: Diary): void {
  const { clock } = diary
  const devices = [
    ['D-1', 'Treatment couch', 'TC-40718', 'Room 1'],
    ['D-2', 'Ultrasound unit', 'US-2291', 'Room 2'],
    ['D-3', 'Treadmill with cameras', 'GA-0077', 'Room 3'],
  ] as const
  for (const [index, [id, name, serial, room]] of devices.entries()) {
    const object = { type: 'device', id, name }
    const checked = clock.date(-410 + index)
    const at = clock.at(clock.openBefore(-410), 16, 10 + index)
    diary.add(at, {
      action: 'object.created',
      object,
      actor: MANAGER,
      context: OFFICE,
      state: { name, serial, room, condition: 'good', checkedOn: checked },
    })
    diary.add(clock.at(clock.openBefore(-45 + index * 3), 16, 30), {
      action: 'object.updated',
      object,
      actor: index === 1 ? RECEPTION : MANAGER,
      context: index === 1 ? DESK : OFFICE,
      ...(index === 1 && { reason: 'the head crackles' }),
      changes: [
        { field: 'checkedOn', before: checked, after: clock.date(-45 + index * 3) },
        ...(index === 1 ? [{ field: 'condition', before: 'good', after: 'worn' }] : []),
      ],
    })
  }
}
