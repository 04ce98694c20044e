/**
 * Records: services, schedules, vouchers, coupons, rewards, invoices, quotes and types of one's own. Every act is done on
 * a page as somebody does it, and its entry stands in the object's history with who did it, from where, and what was
 * before and after.
 */
import { readFile } from 'node:fs/promises'
import { ACTS } from '@daybook/catalogue'
import type { DaybookClient } from '@daybook/client'
import type { Entry, ObjectView } from '@daybook/protocol'
import type { Locator, Page } from 'playwright-core'
import { fill, openAct, send } from './act-on-page.ts'
import { expectReachable } from './axe.ts'
import { expect, newClient, ownTest as test } from './browser-test.ts'

interface Case {
  /** Done before through the API; by default nothing for what makes the object, else `create`. */
  readonly before?: readonly (readonly [act: string, input?: object])[]
  /** Which of several acts that make one. */
  readonly choose?: string
  /** What is typed, by label. */
  readonly typed?: Readonly<Record<string, string>>
  /** More that is done in the dialog. */
  also?(dialog: Locator): Promise<void>
  /** The client is chosen in the dialog. */
  readonly client?: true
  /** The changes that the entry has, before and after; `*` is any value. */
  readonly changes: Readonly<Record<string, readonly [before: unknown, after: unknown]>>
  /** What the history's lines say. */
  readonly says?: readonly string[]
}

const none = undefined
const status = (before: string | undefined, after: string) => ({ status: [before, after] as const })

/** With what each type is made through the API. */
const MADE: Readonly<Record<string, object>> = {
  service: { fields: { name: 'Deep tissue', duration: 60, price: 6000, currency: 'EUR' } },
  schedule: { fields: { name: 'Summer', member: 'Vera', monday: ['09:00-12:30', '14:00-18:00'] } },
  voucher: { fields: { name: 'Ten visits', code: 'TEN', amount: 50_000, currency: 'EUR' } },
  coupon: { fields: { name: 'Spring', code: 'SPRING', percent: '10', limit: 2 } },
  reward: { fields: { name: 'Free session', points: 500 } },
  invoice: { fields: { number: '2026-17', total: 9500, currency: 'EUR' } },
  quote: { fields: { number: 'Q-17', total: 12_000, currency: 'EUR' } },
  asset: { fields: { name: 'Couch', serial: 'K-1', condition: 'good' } },
}
/** Those that are always somebody's. */
const OWNED = new Set(['invoice', 'quote'])

/** How each act is tried: none of the catalogue's may be missing. */
const CASES: Readonly<Record<string, Case>> = {
  'service.create': {
    typed: { Name: 'Hot stones', 'Duration (minutes)': '75', Price: '90.00' },
    changes: {
      name: [none, 'Hot stones'],
      duration: [none, 75],
      price: [none, 9000],
      currency: [none, 'EUR'],
    },
    says: ['created service Hot stones', '€90.00'],
  },
  'service.update': {
    typed: { Price: '72.50', Reason: 'new year' },
    changes: { price: [6000, 7250] },
    says: ['changed service Deep tissue', '€60.00', '€72.50', 'new year'],
  },
  'service.delete': { changes: {}, says: ['deleted service Deep tissue'] },
  'service.restore': { before: [['create'], ['delete']], changes: {}, says: ['restored service'] },
  'schedule.create': {
    typed: { Name: 'Winter', Staff: 'Vera' },
    async also(dialog) {
      const monday = dialog.getByRole('group', { name: 'Monday', exact: true })
      await monday.getByRole('button', { name: 'Add hours' }).click()
      await dialog.getByLabel('Monday until').fill('12:30')
      await monday.getByRole('button', { name: 'Add hours' }).click()
      await dialog.getByRole('button', { name: 'The same until Friday' }).click()
      await dialog.getByRole('button', { name: 'Add an exception' }).click()
      await dialog.getByLabel('From', { exact: true }).fill('2026-12-24')
      await dialog.getByLabel('Until', { exact: true }).fill('2026-12-26')
    },
    changes: {
      name: [none, 'Winter'],
      member: [none, 'Vera'],
      ...Object.fromEntries(
        ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map(day => [
          day,
          [none, ['09:00-12:30', '14:00-18:00']],
        ]),
      ),
      exceptions: [none, ['2026-12-24/2026-12-26: closed']],
    },
    says: ['created the schedule Winter', '09:00-12:30, 14:00-18:00', '2026-12-24/2026-12-26: closed'],
  },
  'schedule.update': {
    async also(dialog) {
      await dialog.getByRole('button', { name: 'Remove Monday 14:00-18:00' }).click()
      await dialog.getByLabel('Monday from').fill('10:00')
    },
    changes: { monday: [['09:00-12:30', '14:00-18:00'], ['10:00-12:30']] },
    says: ['Monday', '09:00-12:30, 14:00-18:00', '10:00-12:30'],
  },
  'schedule.delete': { changes: {}, says: ['deleted the schedule Summer'] },
  'schedule.restore': { before: [['create'], ['delete']], changes: {}, says: ['restored the schedule'] },
  'voucher.create': {
    choose: 'Create',
    typed: { Code: 'GIFT-1', Amount: '80.00', 'Valid until': '2027-06-30' },
    changes: {
      ...status(none, 'active'),
      code: [none, 'GIFT-1'],
      amount: [none, 8000],
      balance: [none, 8000],
      currency: [none, 'EUR'],
      validUntil: [none, '2027-06-30'],
    },
    says: ['created', '€80.00'],
  },
  'voucher.sell': {
    choose: 'Sell',
    client: true,
    typed: { Code: 'GIFT-2', Amount: '40.00' },
    changes: {
      ...status(none, 'active'),
      code: [none, 'GIFT-2'],
      amount: [none, 4000],
      balance: [none, 4000],
      currency: [none, 'EUR'],
    },
    says: ['€40.00'],
  },
  'voucher.update': {
    typed: { 'Valid until': '2027-12-31' },
    changes: { validUntil: [none, '2027-12-31'] },
    says: ['31 Dec 2027'],
  },
  'voucher.redeem': {
    typed: { Amount: '200.00' },
    changes: { balance: [50_000, 30_000] },
    says: ['redeemed voucher', '€500.00', '€300.00'],
  },
  'voucher.expire': { changes: status('active', 'expired'), says: ['expired', 'active'] },
  'voucher.delete': { changes: {}, says: ['deleted voucher'] },
  'voucher.restore': { before: [['create'], ['delete']], changes: {}, says: ['restored'] },
  'coupon.create': {
    typed: { Code: 'HELLO', 'Discount (%)': '15', Limit: '100' },
    changes: {
      ...status(none, 'active'),
      code: [none, 'HELLO'],
      percent: [none, '15'],
      limit: [none, 100],
    },
    says: ['created coupon', '15'],
  },
  'coupon.update': {
    typed: { 'Discount (%)': '20' },
    changes: { percent: ['10', '20'] },
    says: ['changed coupon', '10', '20'],
  },
  'coupon.redeem': { client: true, changes: { uses: [none, 1] }, says: ['redeemed coupon', '{client}'] },
  'coupon.expire': { changes: status('active', 'expired'), says: ['expired'] },
  'coupon.delete': { changes: {}, says: ['deleted coupon'] },
  'coupon.restore': { before: [['create'], ['delete']], changes: {}, says: ['restored'] },
  'reward.create': {
    typed: { Name: 'Free insoles', Points: '800' },
    changes: { name: [none, 'Free insoles'], points: [none, 800] },
    says: ['created reward Free insoles', '800'],
  },
  'reward.update': {
    typed: { Points: '450' },
    changes: { points: [500, 450] },
    says: ['changed reward', '500', '450'],
  },
  'reward.redeem': { client: true, changes: {}, says: ['redeemed reward Free session for {client}'] },
  'reward.delete': { changes: {}, says: ['deleted reward'] },
  'reward.restore': { before: [['create'], ['delete']], changes: {}, says: ['restored'] },
  'invoice.create': {
    client: true,
    typed: { Number: '2026-18', Total: '120.00' },
    changes: {
      ...status(none, 'draft'),
      number: [none, '2026-18'],
      total: [none, 12_000],
      currency: [none, 'EUR'],
    },
    says: ['created invoice 2026-18', '€120.00'],
  },
  'invoice.send': {
    changes: { ...status('draft', 'sent'), sentAt: [none, '*'] },
    says: ['sent invoice 2026-17', 'draft', 'sent'],
  },
  'invoice.mark-paid': {
    before: [['create'], ['send']],
    changes: { ...status('sent', 'paid'), paid: [none, true], paidAt: ['*', '*'] },
    says: ['Invoice 2026-17 was paid', 'paid'],
  },
  'invoice.void': {
    typed: { Reason: 'wrong address' },
    changes: status('draft', 'void'),
    says: ['voided invoice 2026-17', 'wrong address'],
  },
  'quote.create': {
    client: true,
    typed: { Number: 'Q-18', Total: '300.00' },
    changes: {
      ...status(none, 'draft'),
      number: [none, 'Q-18'],
      total: [none, 30_000],
      currency: [none, 'EUR'],
    },
    says: ['created quote Q-18', '€300.00'],
  },
  'quote.send': { changes: status('draft', 'sent'), says: ['sent quote Q-17'] },
  'quote.accept': { before: [['create'], ['send']], changes: status('sent', 'accepted'), says: ['accepted'] },
  'quote.decline': { changes: status('draft', 'declined'), says: ['declined quote Q-17'] },
  // A type of the workspace's own.
  'asset.create': {
    typed: { Name: 'Traction table', 'Serial number': 'T-9', Condition: 'worn' },
    changes: { name: [none, 'Traction table'], serial: [none, 'T-9'], condition: [none, 'worn'] },
    says: ['created Traction table', 'T-9'],
  },
  'asset.update': {
    typed: { Condition: 'worn' },
    changes: { condition: ['good', 'worn'] },
    says: ['changed Couch', 'good', 'worn'],
  },
  'asset.delete': { changes: {}, says: ['deleted Couch'] },
  'asset.restore': { before: [['create'], ['delete']], changes: {}, says: ['restored Couch'] },
}

const OWN_TYPE = {
  label: 'Asset',
  plural: 'Assets',
  fields: [
    { name: 'name', label: 'Name', kind: 'text' },
    { name: 'serial', label: 'Serial number', kind: 'text' },
    { name: 'condition', label: 'Condition', kind: 'enum', choices: ['good', 'worn'] },
  ],
}
let declared: Promise<unknown> | undefined
let made = 0

/** What the button of an act says. */
const labelOf = (type: string, act: string): string => {
  const known: Readonly<Record<string, { readonly label: { readonly en: string } } | undefined>> =
    ACTS[type as keyof typeof ACTS] ?? ACTS.service
  return known[act]!.label.en
}

/** Does the act on the pages; answers the object. */
async function doAct(page: Page, log: DaybookClient, name: string, client: Client): Promise<ObjectView> {
  const [type = '', act = ''] = name.split('.')
  const of = CASES[name]!
  const makes = ['create', 'sell'].includes(act)
  const id = `${type}-${process.pid}-${++made}`
  let dialog: Locator
  if (makes) {
    await page.goto(`/records/${type}`)
    await page.getByRole('button', { name: /^New / }).first().click()
    dialog = page.locator('dialog[open]')
    await dialog.waitFor()
    if (of.choose !== undefined) await dialog.getByText(of.choose, { exact: true }).first().click()
  } else {
    for (const [before, input = MADE[type]] of of.before ?? [['create']])
      await log.request('POST', `/v1/objects/${type}/${id}/${before}`, {
        body:
          before === 'create' ? { ...input, ...(OWNED.has(type) && { client: { id: client.hostId } }) } : {},
      })
    await page.goto(`/objects/${type}/${id}`)
    dialog = await openAct(page, labelOf(type, act))
  }
  if (of.client) {
    await dialog.getByRole('searchbox').fill(client.hostId)
    await dialog.getByRole('button', { name: client.name }).click()
  }
  await fill(dialog, of.typed ?? {})
  await of.also?.(dialog)
  await send(dialog)
  if (!makes) return log.acts.read(type, id)
  const { objects } = await log.request<{ objects: ObjectView[] }>('GET', `/v1/objects/${type}?limit=1`)
  return objects[0]!
}

interface Client {
  readonly id: string
  readonly hostId: string
  readonly name: string
}

const without = <T>(value: T | null | undefined): T | undefined => value ?? undefined

/** The changes of an entry, with times left out where any will do. */
function expectChanges({ changes = [] }: Entry, wanted: Case['changes']): void {
  const told = Object.fromEntries(
    changes.map(({ field, before, after }) => [field, [without(before), without(after)]]),
  )
  const masked = Object.fromEntries(
    Object.entries(told).map(([field, [before, after]]) => [
      field,
      [wanted[field]?.[0] === '*' ? '*' : before, wanted[field]?.[1] === '*' ? '*' : after],
    ]),
  )
  expect(masked).toEqual(wanted)
}

/** The lines of an entry in the table: its sentence, and one for each field that it changed. */
const linesOf = (line: Locator): Promise<string> =>
  line.evaluate(row => {
    const texts = [row.textContent]
    let next = row.nextElementSibling
    for (; next && !next.hasAttribute('data-entry'); next = next.nextElementSibling)
      texts.push(next.textContent)
    return texts.join(' | ')
  })

for (const name of Object.keys(CASES))
  test(`act ${name}: its entry is in the history, by whom and from where, with before and after`, async ({
    page,
    log,
  }) => {
    declared ??= log.request('PUT', '/v1/settings/object-types/asset', { body: OWN_TYPE })
    await declared
    const [type = '', act = ''] = name.split('.')
    const of = CASES[name]!
    const needs = of.client === true || OWNED.has(type)
    const client: Client = needs
      ? await newClient(log, one => [{ action: 'client.created', client: one }])
      : { id: '', hostId: '', name: '' }
    const object = await doAct(page, log, name, client)
    const history = await log.request<{ entries: Entry[] }>(
      'GET',
      `/v1/objects/${type}/${object.ref}/history`,
      { query: { limit: 1 } },
    )
    const [entry] = history.entries
    const known: Readonly<Record<string, { readonly action: string } | undefined>> =
      ACTS[type as keyof typeof ACTS] ?? {}
    const action = known[act]?.action ?? `object.${act}d`
    expect([entry!.action, entry!.actor.type, entry!.source]).toEqual([action, 'staff', 'staff'])
    expectChanges(entry!, of.changes)
    if (needs) expect(entry!.clients.map(one => one.hostId)).toEqual([client.hostId])
    // On the object's page: the same, as whoever opens it reads it.
    if (!page.url().includes('/objects/')) await page.goto(`/objects/${type}/${object.ref}`)
    const line = page.locator(`tr[data-entry="${entry!.id}"]`)
    await line.waitFor()
    const lines = await linesOf(line)
    expect(lines).toContain('Owner')
    for (const text of of.says ?? []) expect(lines).toContain(text.replace('{client}', client.name))
  })

/** Of a client, and tried beside the rewards. */
const POINTS = ['points.awarded', 'points.spent', 'points.expired']

/** Where the acts of other types are tried. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  booking: 'booking-acts.test.ts',
  payment: 'booking-acts.test.ts',
  fee: 'booking-acts.test.ts',
  client: 'profile.test.ts',
}

test('every act of the catalogue is tried on a page, here or where its type is', async () => {
  const own = ['create', 'update', 'delete', 'restore'].map(act => `asset.${act}`)
  const here: string[] = [...own]
  const missing: string[] = []
  for (const [type, acts] of Object.entries(ACTS)) {
    const file = ELSEWHERE[type]
    if (file === undefined) {
      here.push(...Object.keys(acts).map(act => `${type}.${act}`))
      continue
    }
    const source = await readFile(new URL(file, import.meta.url), 'utf8')
    const tried = (name: string): boolean => source.includes(`'${name}'`) || POINTS.includes(name)
    for (const { name, action } of Object.values<{ name: string; action: string }>(acts))
      if (!tried(`${type}.${name}`) && !tried(action)) missing.push(`${type}.${name}`)
  }
  expect(missing).toEqual([])
  expect(Object.keys(CASES).toSorted()).toEqual(here.toSorted())
})

const DELETABLE = ['service', 'schedule', 'voucher', 'coupon', 'reward', 'asset']

test('the types of records are one line, and on a phone the open one is in sight', async ({
  openPage,
  clinic,
}) => {
  const page = await openPage({ viewport: { width: 360, height: 780 } })
  await clinic.open(page, '/records/payment')
  const link = page.getByRole('navigation', { name: 'Records' }).getByRole('link', { name: 'Payments' })
  await link.waitFor()
  const isInSight = () =>
    link.evaluate(one => {
      const { left, right } = one.getBoundingClientRect()
      return left >= 0 && right <= innerWidth
    })
  await expect.poll(isInSight).toBe(true)
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 780 })
    const tops = await page
      .getByRole('navigation', { name: 'Records' })
      .getByRole('link')
      .evaluateAll(all => new Set(all.map(one => one.getBoundingClientRect().top)).size)
    expect(tops, `${width}`).toBe(1)
  }
})

test('U1: deleting and restoring keeps everything, and the history of each shows old and new', async ({
  page,
  log,
}) => {
  const changed: Readonly<Record<string, object>> = {
    schedule: { monday: ['10:00-12:00'] },
    asset: { serial: 'K-2' },
  }
  for (const type of DELETABLE) {
    const id = `u1-${type}-${process.pid}`
    const act = (name: string, body: object = {}) =>
      log.request('POST', `/v1/objects/${type}/${id}/${name}`, { body })
    await act('create', MADE[type])
    await act('update', { fields: changed[type] ?? { name: 'Renamed' } })
    const before = await log.acts.read(type, id)
    if (type !== 'service') {
      await act('delete', { reason: 'by mistake' })
      await act('restore')
    } else {
      // From the list, as somebody does it.
      await page.goto('/records/service')
      const row = page.getByRole('row').filter({ hasText: id })
      await row.getByRole('button', { name: 'More acts' }).click()
      await page.getByRole('dialog', { name: 'More that can be done' }).getByRole('button').last().click()
      const dialog = page.locator('dialog[open]')
      await fill(dialog, { Reason: 'by mistake' })
      await send(dialog)
      await row.waitFor({ state: 'detached' })
      await page.getByRole('switch', { name: 'Deleted ones' }).check()
      await row.getByRole('button', { name: 'Restore' }).click()
      await send(page.locator('dialog[open]'))
      await row.waitFor({ state: 'detached' })
      await page.getByRole('switch', { name: 'Deleted ones' }).uncheck()
      await row.waitFor()
    }
    const after = await log.acts.read(type, id)
    expect({ ...after.fields, deleted: undefined }).toEqual({ ...before.fields, deleted: undefined })
    expect([after.deleted, after.name]).toEqual([false, before.name])
    await page.goto(`/objects/${type}/${id}`)
    const acts = page.locator('tr[data-entry]')
    await expect.poll(() => acts.count()).toBe(4)
    await expect.poll(() => acts.nth(0).textContent()).toContain('restored')
    await expect.poll(() => acts.nth(1).textContent()).toContain('by mistake')
    const [old, now] = { schedule: ['09:00-12:30', '10:00-12:00'], asset: ['K-1', 'K-2'] }[type] ?? [
      String((MADE[type] as { fields: { name: string } }).fields.name),
      'Renamed',
    ]
    const lines = await linesOf(acts.nth(2))
    expect(lines).toContain(old)
    expect(lines).toContain(now)
  }
})

test('U2: a rule change never changes what earlier entries say', async ({ openPage, clinic }) => {
  const page = await openPage()
  const cancelLate = async (id: string): Promise<Entry> => {
    const startsAt = new Date(Date.now() + 3_600_000 * (id.endsWith('1') ? 2 : 4)).toISOString()
    const post = (path: string, body: object) => clinic.log.request('POST', `/v1/objects/${path}`, { body })
    await post(`booking/${id}/book`, {
      client: { id: 'u2', name: 'Ugo Testa' },
      fields: { service: 'Massage', startsAt, duration: 60, price: 6000, currency: 'EUR' },
    })
    await post(`booking/${id}/cancel`, { forClient: true })
    return (await clinic.last('fee.charged'))!
  }
  await clinic.open(page, '/settings/rules')
  const rule = page.getByRole('form', { name: 'Late cancellation' })
  await rule.getByRole('button', { name: 'Save' }).waitFor()
  const first = await cancelLate(`U2-${process.pid}-1`)
  expect([first.rule!.name, first.context!.amount!.value]).toEqual(['Late cancellation', 3000])
  const said = first.sentence

  await rule.getByLabel('Percent of the price for a late cancellation').fill('80')
  await rule.getByLabel('Name, as entries cite it').fill('Short notice')
  await rule.getByRole('button', { name: 'Save' }).click()
  await expect.poll(async () => (await clinic.last('rule.updated'))?.objects[0]?.name).toBe('Short notice')
  const second = await cancelLate(`U2-${process.pid}-2`)
  expect([second.rule!.name, second.context!.amount!.value]).toEqual(['Short notice', 4800])

  const again = await clinic.log.request<Entry>('GET', `/v1/entries/${first.id}`)
  expect(again).toEqual({ ...first, hash: again.hash })
  await page.goto(`/entries/${first.id}`)
  await expect.poll(() => page.locator('main').textContent()).toContain('Late cancellation')
  expect(await page.locator('main').textContent()).not.toContain('Short notice')
  expect(said).toContain('€30.00')

  // The rule's own history has both values.
  await clinic.open(page, '/settings/rules')
  await page.getByRole('link', { name: 'History' }).first().click()
  for (const text of ['Late cancellation', 'Short notice', '50', '80'])
    await expect.poll(() => linesOf(page.locator('tr[data-entry]').first())).toContain(text)
  await clinic.log.request('PATCH', '/v1/settings/rules/late-cancellation', {
    body: { name: 'Late cancellation', feePercent: 50 },
  })
})

test('a rule is switched off, and nothing follows by itself', async ({ openPage, clinic }) => {
  const page = await openPage()
  await clinic.open(page, '/settings/rules')
  const part = page.getByRole('region', { name: 'No-show', exact: true })
  await part.getByRole('switch').uncheck()
  await expect.poll(async () => (await clinic.last('rule.updated'))?.changes?.[0]?.after).toBe(false)
  await expect.poll(() => part.textContent()).toContain('Nothing follows by itself')
  // As it stands after that, whoever looks: what was read meanwhile takes the place of the switch that was pressed.
  await clinic.open(page, '/settings/rules')
  await expect.poll(() => part.getByRole('switch').isChecked()).toBe(false)
  await part.getByRole('switch').check()
  await expect.poll(async () => (await clinic.last('rule.updated'))?.changes?.[0]?.after).toBe(true)
  await expectReachable(page, 'rules')
})

test('R-K4 an object type of one’s own has a list, forms and histories; its labels change, and it is retired', async ({
  openPage,
  clinic,
}) => {
  const page = await openPage()
  await clinic.open(page, '/settings/types')
  await page.getByRole('button', { name: 'New type' }).click()
  const dialog = page.locator('dialog[open]')
  await fill(dialog, { 'One is called': 'Locker key', 'Many are called': 'Locker keys' })
  await dialog.getByRole('button', { name: 'Add a field' }).click()
  const field = dialog.getByRole('group', { name: 'Field 2' })
  await field.getByLabel('Label').fill('State')
  await field.getByLabel('Kind').selectOption({ label: 'Choice' })
  await sendWrong(dialog, 'The choices are missing.')
  await field.getByLabel('Choices, one a line').fill('here\nlent')
  await send(dialog)
  const declared = await clinic.last('settings.updated')
  expect(declared!.changes![0]!.after).toMatchObject({ label: 'Locker key' })

  await page.getByRole('link', { name: 'Locker keys' }).click()
  await page.getByRole('button', { name: 'New locker key' }).first().click()
  await fill(dialog, { Name: 'Key 7', State: 'here' })
  await send(dialog)
  await page.getByRole('row').filter({ hasText: 'Key 7' }).getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: /Key 7/ }).waitFor()
  await (await openAct(page, 'Change')).getByLabel('State').selectOption({ label: 'lent' })
  await send(dialog)
  const change = page.locator('tr[data-entry]').first()
  await expect.poll(() => linesOf(change)).toContain('lent')
  const history = page.url()

  await clinic.open(page, '/settings/types')
  await page.getByRole('button', { name: 'Change Locker keys' }).click()
  await dialog.getByRole('group', { name: 'Field 2' }).getByLabel('Label').fill('Whereabouts')
  await send(dialog)
  await page.goto('/records/locker_key')
  await page.getByRole('columnheader', { name: 'Whereabouts' }).waitFor()
  await expectReachable(page, 'a list of records')

  await clinic.open(page, '/settings/types')
  await expectReachable(page, 'own types')
  await page.getByRole('button', { name: 'Retire Locker keys' }).click()
  await send(dialog)
  await page.getByRole('button', { name: 'Change Locker keys' }).waitFor({ state: 'detached' })
  await page.goto(history)
  await expect.poll(() => linesOf(page.locator('tr[data-entry]').first())).toContain('lent')
  // What was recorded keeps the label that it had.
  const told = await page.getByRole('table').textContent()
  expect([told!.includes('State'), told!.includes('Whereabouts')]).toEqual([true, false])
})

/** Sends the form, which stays and says what is wrong. */
async function sendWrong(dialog: Locator, says: string): Promise<void> {
  await dialog.locator('button[type=submit]').click()
  await dialog.getByText(says).waitFor()
}

test('records are found by what they are called, and whose they are', async ({ page, log }) => {
  const client = await newClient(log, one => [{ action: 'client.created', client: one }])
  const id = `found-${process.pid}`
  await log.request('POST', `/v1/objects/voucher/${id}/sell`, {
    body: {
      client: { id: client.hostId },
      fields: { code: `Zx${process.pid}`, amount: 4000, currency: 'EUR' },
    },
  })
  await page.goto('/records/voucher')
  const search = page.getByRole('searchbox')
  for (const q of [`zx${process.pid}`, client.hostId]) {
    await search.fill(q)
    await expect.poll(() => page.getByRole('rowheader').allTextContents()).toEqual([`Zx${process.pid}${id}`])
    // What is looked for is in no server's log.
    await expect.poll(() => new URL(page.url()).search).toBe('')
  }
  await search.fill('nothing like it')
  await page.getByRole('button', { name: 'Clear search' }).first().waitFor()
})

test('the points of a client are shown, given and spent', async ({ page, log }) => {
  const client = await newClient(log, one => [{ action: 'client.created', client: one }])
  await page.goto('/records/reward')
  const points = page.getByRole('region', { name: 'Points' })
  await points.getByRole('searchbox').fill(client.hostId)
  await points.getByRole('button', { name: client.name }).click()
  await points.getByText('0 points').waitFor()
  for (const [label, amount, left] of [
    ['Award points', '50', '50 points'],
    ['Spend points', '49', '1 point'],
    ['Expire points', '1', '0 points'],
  ] as const) {
    await points.getByRole('button', { name: label }).click()
    const dialog = page.locator('dialog[open]')
    await fill(dialog, { Points: amount })
    await send(dialog)
    await expect.poll(() => points.textContent()).toContain(left)
  }
  const { entries } = await log.timeline(client.id, { limit: 3 }).page()
  expect(entries.map(({ action, actor, source }) => [action, actor.type, source])).toEqual(
    POINTS.toReversed().map(action => [action, 'staff', 'staff']),
  )
  expect(entries.map(({ changes }) => [changes![0]!.before, changes![0]!.after])).toEqual([
    [1, 0],
    [50, 1],
    [undefined, 50],
  ])
  await expectReachable(page, 'rewards and points')
})

test('the form of a schedule is whole for a keyboard, a screen reader and a phone', async ({ page }) => {
  await page.goto('/records/schedule')
  await page.getByRole('button', { name: 'New schedule' }).first().click()
  const dialog = page.locator('dialog[open]')
  await dialog.getByRole('group', { name: 'Tuesday', exact: true }).getByRole('button').first().click()
  await dialog.getByRole('button', { name: 'Add an exception' }).click()
  await expectReachable(page, 'form of a schedule')
  await fill(dialog, { Name: 'Broken' })
  await dialog.getByLabel('Tuesday until').fill('08:00')
  await dialog.locator('button[type=submit]').click()
  await dialog.getByText('must be hours in their order').waitFor()
  await expect.poll(() => dialog.getByLabel('Tuesday from').getAttribute('aria-invalid')).toBe('true')
})
