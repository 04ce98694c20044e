/** Booking online and the links of letters, through the door: who acts, what is refused, what strangers cannot do. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Mail } from '../online/parts.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'
import { openVisitor, type Visitor } from './test-visitor.ts'

const START = Date.parse('2026-10-19T08:00:00Z')
const DAY = 86_400_000

let now = START
let door: TestDoor
let shop: TestWorkspace
let visitor: Visitor
let service: string
let slug: string
let mails: Mail[] = []
let made = 0

beforeAll(async () => {
  door = await openTestDoor({
    now: () => now,
    online: { send: async mail => void mails.push(mail) },
  })
})
afterAll(() => door.close())
beforeEach(async () => {
  now = START
  mails = []
  shop = await door.openWorkspace({ name: 'Harbour Practice' })
  visitor = openVisitor(door, `198.51.100.${(made++ % 250) + 1}`)
  slug = `harbour-${made}`
  await settings({ onlineBooking: true, onlineSlug: slug })
  const hours = Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map(day => [day, ['09:00-17:00']]),
  )
  await create('schedule', { name: 'Opening hours', ...hours })
  const fields = { name: 'Massage', duration: 60, price: 6000, currency: 'EUR', online: true }
  service = await create('service', fields)
})

async function settings(change: object): Promise<void> {
  const { status, body } = await shop.call('PATCH', '/v1/settings', change)
  expect(status, JSON.stringify(body)).toBe(200)
}

async function create(type: string, fields: object): Promise<string> {
  const { status, body } = await shop.call('POST', `/v1/objects/${type}`, { act: 'create', fields })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.object.ref
}

const AT = '20261021T090000Z'
const DETAILS = { name: 'Ana Lima', email: 'ana@example.com', phone: '', note: '' }

async function book(at = AT, details: object = {}, by = visitor) {
  const path = `/book/${slug}/${service}/${at}`
  const { hidden } = await by.get(path)
  return by.send(path, { ...hidden, ...DETAILS, ...details })
}

/** The path of the link in the last letter. */
async function mailedLink(): Promise<string> {
  await door.online.settled()
  return new URL(/https?:\S+/.exec(mails.at(-1)!.text)![0]).pathname
}

const bookings = async () => (await shop.call('GET', '/v1/objects/booking')).body.objects
const entries = async (action: string) => (await shop.read(`/v1/entries?action=${action}`)).entries

test('a stranger books a free time: the actor is the client, the source customer, and the profile is made with it', async () => {
  const page = await visitor.get(`/book/${slug}`)
  expect(page.status).toBe(200)
  expect(page.text).toContain('Massage')
  const times = await visitor.get(page.links.find(href => href.includes(service))!)
  expect(times.text).toContain('Times in Lisbon (WEST)')
  expect(times.links).toContain(`/book/${slug}/${service}/20261019T100000Z`)
  const done = await book(AT, { phone: '+351 910 000 000', note: 'My back hurts.' })
  expect(done.text).toContain('You are booked')
  expect(done.text).toContain('Wednesday, 21 October 2026, 10:00–11:00')
  const [entry] = await entries('booking.booked')
  expect(entry).toMatchObject({
    actor: { type: 'client', name: 'Ana Lima' },
    source: 'customer',
    context: { ip: visitor.ip },
    clients: [{ name: 'Ana Lima' }],
  })
  const after = Object.fromEntries(entry!.changes!.map(change => [change.field, change.after]))
  expect(after).toMatchObject({
    service: 'Massage',
    startsAt: '2026-10-21T09:00:00Z',
    price: 6000,
    channel: 'online',
    clientNotes: 'My back hurts.',
  })
  const [created] = await entries('client.created')
  expect(created).toMatchObject({ actor: { type: 'client' }, source: 'customer' })
  const profile = await shop.call('GET', `/v1/clients/${entry!.clients![0]!.id}/profile`)
  expect(profile.body.fields).toMatchObject({ email: 'ana@example.com', phone: '+351 910 000 000' })
})

test('the letter is an entry that its booking caused, and its link confirms', async () => {
  await book()
  const link = await mailedLink()
  expect(mails[0]).toMatchObject({ to: 'ana@example.com', subject: 'Your appointment with Harbour Practice' })
  const [sent] = await entries('message.sent')
  const [booked] = await entries('booking.booked')
  expect(sent).toMatchObject({ actor: { type: 'system' }, causedBy: booked!.id, data: { channel: 'email' } })
  expect(sent!.objects!.map(one => one.type)).toEqual(['message', 'booking'])
  const page = await visitor.get(link)
  expect(page.text).toContain('Confirm')
  const confirmed = await visitor.send(`${link}/confirm`, page.hidden)
  expect(confirmed.text).toContain('your appointment is confirmed')
  const [entry] = await entries('booking.confirmed')
  expect(entry).toMatchObject({ actor: { type: 'client', name: 'Ana Lima' }, source: 'customer' })
  expect(entry!.changes).toMatchObject([{ field: 'status', before: 'scheduled', after: 'confirmed' }])
  // Again it is neither offered nor done.
  expect((await visitor.get(link)).text).not.toContain('/confirm"')
  await visitor.post(`${link}/confirm`, page.hidden)
  expect(await entries('booking.confirmed')).toHaveLength(1)
})

test('whoever has just booked may move and cancel, but only the mailed link confirms', async () => {
  const done = await book()
  const own = done.location!.split('?')[0]!
  const page = await visitor.get(own)
  expect(page.text).not.toContain('/confirm"')
  await visitor.post(`${own}/confirm`, page.hidden)
  expect(await entries('booking.confirmed')).toHaveLength(0)
  expect(page.text).toContain('/move"')
})

test('a link moves the booking to another free time and is used up; a new one is sent', async () => {
  await book()
  const link = await mailedLink()
  const move = await visitor.get(`${link}/move?from=2026-10-21&day=2026-10-22`)
  const to = move.links.find(href => href.endsWith('20261022T130000Z'))!
  const ask = await visitor.get(to)
  expect(ask.text).toContain('Move to this time')
  const moved = await visitor.send(`${link}/move`, ask.hidden)
  expect(moved.text).toContain('Your appointment was moved')
  expect(moved.text).toContain('Thursday, 22 October 2026, 14:00–15:00')
  const [entry] = await entries('booking.rescheduled')
  expect(entry).toMatchObject({ actor: { type: 'client', name: 'Ana Lima' }, source: 'customer' })
  expect(entry!.changes!.find(change => change.field === 'startsAt')).toMatchObject({
    before: '2026-10-21T09:00:00Z',
    after: '2026-10-22T13:00:00Z',
  })
  // Sent twice, it is moved once, and whoever sent it goes on all the same.
  expect((await visitor.send(`${link}/move`, ask.hidden)).text).toContain('Your appointment was moved')
  expect(await entries('booking.rescheduled')).toHaveLength(1)
  const used = await visitor.get(link)
  expect([used.status, used.text.includes('This link was used')]).toEqual([410, true])
  for (const told of ['Harbour', 'Ana', 'Massage', 'October']) expect(used.text).not.toContain(told)
  const next = await mailedLink()
  expect(next).not.toBe(link)
  expect((await visitor.get(next)).status).toBe(200)
})

test('what a late cancellation costs is said before it happens, and asked again where it has changed', async () => {
  await book()
  const link = await mailedLink()
  const early = await visitor.get(`${link}/cancel`)
  expect(early.text).toContain('Cancelling costs you nothing.')
  now = Date.parse('2026-10-20T12:00:00Z')
  const changed = await visitor.post(`${link}/cancel`, early.hidden)
  expect(changed.status).toBe(409)
  expect(changed.text).toContain('What cancelling costs has changed')
  expect(changed.text).toContain('cancelling now costs €30.00')
  expect(await entries('booking.cancelled')).toHaveLength(0)
  // Late, it cannot be moved either, or the rule would be gone around.
  expect((await visitor.get(link)).text).toContain('it can no longer be moved here')
  await visitor.post(`${link}/move`, { key: early.hidden['key']!, to: '20261023T100000Z' })
  expect(await entries('booking.rescheduled')).toHaveLength(0)
  const cancelled = await visitor.post(`${link}/cancel`, { ...changed.hidden, reason: 'I am ill' })
  expect(cancelled.text).toContain('Your appointment is cancelled')
  const [entry] = await entries('booking.cancelled')
  expect(entry).toMatchObject({
    actor: { type: 'client', name: 'Ana Lima' },
    source: 'customer',
    reason: 'I am ill',
    data: { late: true },
  })
  const [fee] = await entries('fee.charged')
  expect(fee).toMatchObject({ causedBy: entry!.id, context: { amount: { value: 3000, currency: 'EUR' } } })
  expect((await visitor.get(link)).status).toBe(410)
})

test('a link that ran out, was altered or never was says so, and tells nothing else', async () => {
  await book()
  const link = await mailedLink()
  const altered = `${link.slice(0, -2)}${link.endsWith('AA') ? 'BB' : 'AA'}`
  for (const path of [altered, '/visit/nothing', `/visit/${'A'.repeat(43)}`, '/visit/']) {
    const page = await visitor.get(path)
    expect([page.status, page.text.includes('This link is not valid')]).toEqual([404, true])
    expect(page.text).not.toContain('Harbour')
  }
  now = START + 3 * DAY
  const late = await visitor.get(link)
  expect([late.status, late.text.includes('This link has run out')]).toEqual([410, true])
  for (const told of ['Harbour', 'Ana', 'Massage']) expect(late.text).not.toContain(told)
  await visitor.post(`${link}/cancel`, { cost: '0' })
  expect(await entries('booking.cancelled')).toHaveLength(0)
})

test('64 strangers race for one time: one gets it, the others are shown the next free ones', async () => {
  // A limit of each address, and of the workspace, stands before it: here the race is what is tested.
  const { limits } = door.online.parts
  Object.assign(door.online.parts, { limits: { ...limits, book: async () => {}, look: async () => {} } })
  const path = `/book/${slug}/${service}/${AT}`
  const forms = await Promise.all(
    Array.from({ length: 64 }, async (_, i) => {
      const by = openVisitor(door, `203.0.113.${i}`)
      const { hidden } = await by.get(path)
      return () => by.post(path, { ...hidden, ...DETAILS, name: `N ${i}`, email: `n${i}@example.com` })
    }),
  )
  const answers = await Promise.all(forms.map(send => send()))
  Object.assign(door.online.parts, { limits })
  expect(answers.filter(one => one.status === 303)).toHaveLength(1)
  const taken = answers.filter(one => one.status !== 303)
  expect(new Set(taken.map(one => one.status))).toEqual(new Set([409]))
  for (const one of taken) expect(one.links).toContain(`/book/${slug}/${service}/20261021T100000Z`)
  expect(await bookings()).toHaveLength(1)
  // Nobody else left a profile behind.
  expect(await entries('client.created')).toHaveLength(1)
})

test('the same form sent twice, or twice at once, books once', async () => {
  const path = `/book/${slug}/${service}/${AT}`
  const { hidden } = await visitor.get(path)
  const form = { ...hidden, ...DETAILS }
  const [a, b] = await Promise.all([visitor.post(path, form), visitor.post(path, form)])
  const c = await visitor.post(path, form)
  expect([a!.status, b!.status, c.status]).toEqual([303, 303, 303])
  expect(new Set([a!.location, b!.location, c.location]).size).toBe(1)
  expect(await bookings()).toHaveLength(1)
})

test('a client who comes again is the same client, and their profile stays as it is', async () => {
  await book()
  await book('20261021T110000Z', { email: 'ANA@example.com', name: 'ana  lima', phone: '999' })
  const list = await bookings()
  expect(list).toHaveLength(2)
  expect(list[0].clients[0].id).toBe(list[1].clients[0].id)
  expect(await entries('client.updated')).toHaveLength(0)
  // Somebody else with the same address is somebody else.
  await book('20261021T130000Z', { name: 'Rui Lima' })
  expect(new Set((await bookings()).map((one: any) => one.clients[0].id)).size).toBe(2)
})

test('where bookings must be confirmed, the time is kept for an hour and then free again', async () => {
  await settings({ onlineConfirm: true })
  const done = await book()
  expect(done.text).toContain('Please confirm')
  expect((await entries('booking.requested'))[0]).toMatchObject({ actor: { type: 'client' } })
  now += 59 * 60_000
  await door.online.sweep(shop.workspaceId)
  expect(await entries('booking.rejected')).toHaveLength(0)
  now += 2 * 60_000
  await door.online.sweep(shop.workspaceId)
  expect((await entries('booking.rejected'))[0]).toMatchObject({
    actor: { type: 'system' },
    rule: { id: 'online-confirmation' },
  })
  const times = await visitor.get(`/book/${slug}/${service}?from=2026-10-21`)
  expect(times.links).toContain(`/book/${slug}/${service}/${AT}`)
  await book()
  const link = await mailedLink()
  await visitor.send(`${link}/confirm`, (await visitor.get(link)).hidden)
  now += 3 * 3_600_000
  await door.online.sweep(shop.workspaceId)
  expect((await bookings()).map((one: any) => one.fields.status).toSorted()).toEqual([
    'confirmed',
    'rejected',
  ])
})

test('what is not offered cannot be booked: outside hours, notice and horizon, services that are not online', async () => {
  for (const at of [
    '20261021T060000Z',
    '20261024T090000Z',
    '20261019T090000Z',
    '20270301T100000Z',
    '20261021T090500Z',
  ]) {
    const path = `/book/${slug}/${service}/${at}`
    expect((await visitor.post(path, DETAILS)).status, at).toBe(409)
    visitor.ip = `198.51.100.${(made++ % 250) + 1}`
  }
  const hidden = await create('service', { name: 'Not online', duration: 30 })
  expect((await visitor.get(`/book/${slug}/${hidden}`)).status).toBe(404)
  expect((await visitor.get(`/book/${slug}/${service}/20261399T090000Z`)).status).toBe(404)
  await settings({ onlineBooking: false })
  expect((await visitor.get(`/book/${slug}`)).status).toBe(404)
  expect((await visitor.get(`/book/${slug}/${service}`)).text).not.toContain('Harbour')
  expect(await bookings()).toHaveLength(0)
})

test('mistakes are said beside their fields, and nothing that was filled in is lost', async () => {
  const path = `/book/${slug}/${service}/${AT}`
  const page = await visitor.post(path, { ...DETAILS, name: '', email: 'ana@', note: 'x < y & "z"' })
  expect(page.status).toBe(422)
  expect(page.text).toContain('Please enter your name.')
  expect(page.text).toContain('Please enter a whole e-mail address')
  expect(page.text).toContain('x &lt; y &amp; &quot;z&quot;')
  expect(await bookings()).toHaveLength(0)
})

test('programs that fill in every field book nothing, and one address books only so much', async () => {
  const path = `/book/${slug}/${service}/${AT}`
  expect((await visitor.post(path, { ...DETAILS, website: 'http://spam' })).status).toBe(303)
  expect(await bookings()).toHaveLength(0)
  let status = 0
  for (let i = 0; i < 8 && status !== 429; i++) {
    const form = { ...DETAILS, email: `n${i}@example.com`, name: `N${i}` }
    status = (await visitor.post(`/book/${slug}/${service}/2026102${1 + (i % 3)}T${10 + i}0000Z`, form))
      .status
  }
  expect(status).toBe(429)
  const huge = await visitor.post(path, { ...DETAILS, note: 'x'.repeat(20_000) })
  expect(huge.status).toBe(413)
  const foreign = await visitor.post(path, DETAILS, {
    'sec-fetch-site': 'cross-site',
    origin: 'https://evil.example',
  })
  expect(foreign.status).toBe(403)
})

test('businesses of one name that open their booking pages in the same moment get an address each', async () => {
  const all = await Promise.all(
    Array.from({ length: 8 }, () => door.openWorkspace({ name: 'Twin Practice' })),
  )
  const answers = await Promise.all(
    all.map(one => one.call('PATCH', '/v1/settings', { onlineBooking: true })),
  )
  expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200))
  const slugs = answers.map(({ body }) => body.onlineSlug as string)
  expect(new Set(slugs).size).toBe(all.length)
  expect(slugs).toContain('twin-practice')
  // One that is chosen goes to one of them, and the others are told.
  const chosen = await Promise.all(
    all.map(one => one.call('PATCH', '/v1/settings', { onlineSlug: 'the-twins' })),
  )
  expect(chosen.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422, 422, 422, 422])
})

test('two workspaces never have the same address, and each gets one made of its name', async () => {
  const other = await door.openWorkspace({ name: 'Café São João' })
  const taken = await other.call('PATCH', '/v1/settings', { onlineBooking: true, onlineSlug: slug })
  expect([taken.status, taken.body.code, taken.body.errors[0].path]).toEqual([
    422,
    'query_invalid',
    '/onlineSlug',
  ])
  const own = await other.call('PATCH', '/v1/settings', { onlineBooking: true })
  expect(own.body.onlineSlug).toBe('cafe-sao-joao')
  const [entry] = (await other.read('/v1/entries?action=settings.updated')).entries
  expect(entry!.changes!.map(({ field, before, after }) => [field, before, after])).toEqual([
    ['onlineBooking', false, true],
    ['onlineSlug', '', 'cafe-sao-joao'],
  ])
})

test('a letter that the mail server does not take is tried again, and then left to the staff', async () => {
  const send = door.online.parts.send
  Object.assign(door.online.parts, {
    send: async () => {
      throw new Error('the mail server refuses')
    },
  })
  await book()
  await door.online.settled()
  for (const minutes of [2, 11, 61, 200]) {
    now += minutes * 60_000
    await door.online.sweep(shop.workspaceId)
  }
  Object.assign(door.online.parts, { send })
  const [failed] = await entries('message.failed')
  expect(failed).toMatchObject({ outcome: 'failure', actor: { type: 'system' } })
  expect(await entries('message.failed')).toHaveLength(1)
  expect(door.failures.splice(0)).toHaveLength(4)
})
