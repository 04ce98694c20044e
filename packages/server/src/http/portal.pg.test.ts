/** The portal, through the door: who gets in, what is written down of it, and that nothing else is reachable from there. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eraseClient } from '../actions/erase-client.ts'
import type { Mail } from '../online/parts.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'
import { DEVICE } from './test-person.ts'
import { openVisitor, type Visitor } from './test-visitor.ts'

const START = Date.parse('2026-10-19T08:00:00Z')
const EMAIL = 'ana@example.com'

let now = START
let door: TestDoor
let shop: TestWorkspace
let visitor: Visitor
let base: string
let mails: Mail[] = []
let made = 0

beforeAll(async () => {
  door = await openTestDoor({ now: () => now, online: { send: async mail => void mails.push(mail) } })
})
afterAll(() => door.close())
beforeEach(async () => {
  now = START
  mails = []
  shop = await door.openWorkspace({ name: 'Harbour Practice' })
  visitor = openVisitor(door, `198.51.100.${(made++ % 250) + 1}`)
  base = `/portal/portal-${made}`
  await shop.call('PATCH', '/v1/settings', { onlineBooking: true, onlineSlug: `portal-${made}` })
  await shop.call('POST', '/v1/clients', {
    act: 'create',
    fields: { name: 'Ana Lima', email: 'Ana@Example.com' },
  })
  const [ana] = (await shop.call('GET', '/v1/clients?q=ana')).body.clients
  await shop.append(
    {
      action: 'booking.booked',
      client: { id: ana.hostId },
      object: { type: 'booking', id: 'BK-1', name: 'Massage' },
      state: {
        service: 'Massage',
        startsAt: '2026-10-23T10:00:00Z',
        duration: 60,
        status: 'scheduled',
        notes: 'SECRETNOTE of the staff',
      },
      reason: 'SECRETREASON',
    },
    {
      action: 'booking.booked',
      client: { id: 'other', name: 'Otherperson' },
      object: { type: 'booking', id: 'BK-2', name: 'Yoga' },
      state: { service: 'Yoga', startsAt: '2026-10-23T12:00:00Z', duration: 60, status: 'scheduled' },
    },
  )
})

async function ask(email = EMAIL) {
  const page = await visitor.post(`${base}/sign-in`, { email })
  await door.online.settled()
  return page
}

const linkIn = (mail: Mail): string => new URL(/https?:\S+/.exec(mail.text)![0]).pathname
const codeIn = (mail: Mail): string => /code: (\d{6})/.exec(mail.text)![1]!

async function signIn(name = 'Ana Lima'): Promise<void> {
  await ask()
  const page = await visitor.send(linkIn(mails.at(-1)!), {})
  expect(page.text).toContain(`Hello ${name}`)
}

const ana = async () => (await shop.call('GET', '/v1/clients?q=ana')).body.clients[0].id as string
const access = async () =>
  (await shop.read(`/v1/clients/${await ana()}/access`)).entries.map(entry => ({
    action: entry.action,
    actor: entry.actor.type,
    ip: entry.context?.ip,
    userAgent: entry.context?.userAgent,
    source: entry.source,
  }))

test('a mailed link signs in once; opening it uses nothing up', async () => {
  await ask()
  const link = linkIn(mails[0]!)
  expect((await visitor.get(link)).text).toContain('Sign in to your appointments with Harbour Practice?')
  expect((await visitor.get(link)).status).toBe(200)
  const home = await visitor.send(link, {})
  expect(home.text).toContain('Massage')
  expect(home.text).not.toContain('Yoga')
  const cookie = [...visitor.cookies][0]!
  expect(cookie[0]).toBe('daybook_portal')
  expect(await access()).toEqual([
    { action: 'client.signed_in', actor: 'client', ip: visitor.ip, userAgent: DEVICE, source: 'customer' },
  ])
  const again = openVisitor(door)
  expect((await again.post(link, {})).text).toContain('This link was used')
  expect((await access())[0]).toMatchObject({ action: 'client.sign_in_failed', actor: 'client' })
  expect(cookie[1]).toHaveLength(43)
})

test('a code signs in; wrong ones are entries, and after five there are no more tries', async () => {
  await ask()
  const code = codeIn(mails[0]!)
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  const refused = await visitor.post(`${base}/code`, { email: EMAIL, code: wrong })
  expect([refused.status, refused.text.includes('This code is wrong')]).toEqual([401, true])
  expect(await access()).toMatchObject([{ action: 'client.sign_in_failed', ip: visitor.ip }])
  expect((await visitor.send(`${base}/code`, { email: EMAIL, code: ` ${code} ` })).text).toContain(
    'Hello Ana Lima',
  )
  expect((await access())[0]).toMatchObject({ action: 'client.signed_in' })
  // Used, the code is wrong; and whoever goes on is stopped.
  const statuses = []
  for (let i = 0; i < 5; i++)
    statuses.push((await visitor.post(`${base}/code`, { email: EMAIL, code })).status)
  expect(statuses).toEqual([401, 401, 401, 429, 429])
})

test('link and code run out after a quarter of an hour', async () => {
  await ask()
  now += 16 * 60_000
  expect((await visitor.get(linkIn(mails[0]!))).text).toContain('This link has run out')
  expect((await visitor.post(`${base}/code`, { email: EMAIL, code: codeIn(mails[0]!) })).status).toBe(401)
})

test('nobody learns which addresses are known', async () => {
  const known = await ask()
  const unknown = await ask('nobody@example.com')
  const bare = (text: string, email: string) => text.replaceAll(email, '…')
  expect(bare(unknown.text, 'nobody@example.com')).toBe(bare(known.text, EMAIL))
  expect(unknown.status).toBe(known.status)
  expect(mails).toHaveLength(1)
  const code = { code: '000000' }
  const a = await visitor.post(`${base}/code`, { email: EMAIL, ...code })
  const b = await visitor.post(`${base}/code`, { email: 'nobody@example.com', ...code })
  expect([b.status, bare(b.text, 'nobody@example.com')]).toEqual([a.status, bare(a.text, EMAIL)])
  const failed = await shop.read('/v1/entries?action=client.sign_in_failed')
  expect(failed.entries).toHaveLength(1)
})

test('signing out ends the session, everywhere ends all of them; each is an entry', async () => {
  await signIn()
  const other = openVisitor(door, '192.0.2.99')
  for (const [name, value] of visitor.cookies) other.cookies.set(name, value)
  const out = await visitor.send(`${base}/sign-out`, {})
  expect(out.text).toContain('You are signed out.')
  expect((await other.get(base)).text).not.toContain('Ana')
  expect((await access())[0]).toMatchObject({ action: 'client.signed_out', actor: 'client' })
  await signIn()
  const second = new Map(visitor.cookies)
  await signIn()
  await visitor.send(`${base}/sign-out-everywhere`, {})
  for (const [name, value] of second) other.cookies.set(name, value)
  expect((await other.get(base)).text).not.toContain('Ana')
  expect((await access()).filter(one => one.action === 'client.signed_out')).toHaveLength(3)
})

test('Q1 a session that ran out is an entry with the address and device of its sign-in, by whoever finds it first', async () => {
  await signIn()
  now += 15 * 24 * 3_600_000
  const stranger = openVisitor(door, '192.0.2.123')
  for (const [name, value] of visitor.cookies) stranger.cookies.set(name, value)
  const [home] = await Promise.all([stranger.get(base), door.online.sweep(shop.workspaceId)])
  expect(home.text).not.toContain('Ana')
  expect((await access())[0]).toEqual({
    action: 'client.session_expired',
    actor: 'system',
    ip: visitor.ip,
    userAgent: DEVICE,
    source: 'system',
  })
  expect((await access()).filter(one => one.action === 'client.session_expired')).toHaveLength(1)
})

test('one’s own bookings can be confirmed, moved and cancelled by the rules', async () => {
  await shop.call('POST', '/v1/objects/schedule', {
    act: 'create',
    fields: { name: 'Hours', monday: ['09:00-17:00'], friday: ['09:00-17:00'] },
  })
  await signIn()
  const home = await visitor.get(base)
  const own = home.links.find(href => href.includes('/bookings/'))!
  const page = await visitor.get(own)
  await visitor.send(`${own}/confirm`, page.hidden)
  const [confirmed] = (await shop.read('/v1/entries?action=booking.confirmed')).entries
  expect(confirmed).toMatchObject({ actor: { type: 'client', name: 'Ana Lima' }, source: 'customer' })
  const to = await visitor.get(`${own}/move?to=20261026T100000Z`)
  expect((await visitor.send(`${own}/move`, to.hidden)).text).toContain('Your appointment was moved')
  const cancel = await visitor.get(`${own}/cancel`)
  expect((await visitor.send(`${own}/cancel`, cancel.hidden)).text).toContain('Your appointment is cancelled')
  const actions = (await shop.read('/v1/objects/booking/BK-1/history')).entries.map(entry => entry.action)
  expect(actions).toContain('booking.rescheduled')
  expect(actions).toContain('booking.cancelled')
})

test('Q2 nothing of the log, of other clients or of staff notes is reachable from a portal session', async () => {
  await signIn()
  const secrets = ['SECRETNOTE', 'SECRETREASON', 'Otherperson', 'Yoga', 'booking.booked']
  const cookies = [...visitor.cookies].map(pair => pair.join('=')).join('; ')
  const token = [...visitor.cookies.values()][0]!
  const { paths } = (await shop.call('GET', '/v1/openapi.json')).body
  const clientId = await ana()
  const tried: string[] = []
  for (const [path, methods] of Object.entries<Record<string, unknown>>(paths))
    for (const method of Object.keys(methods))
      for (const known of [
        [
          ['cookie', cookies],
          ['daybook-workspace', shop.id],
        ],
        [['authorization', `Bearer ${token}`]],
      ]) {
        const address = path
          .replace('{type}', 'booking')
          .replace('{id}', path.startsWith('/v1/clients') ? clientId : 'BK-1')
          .replaceAll(/\{\w+\}/g, 'x')
        const response = await door.app.request(address, {
          method: method.toUpperCase(),
          headers: {
            ...Object.fromEntries(known),
            'content-type': 'application/json',
            origin: 'http://localhost',
          },
          ...(method !== 'get' && { body: '{}' }),
        })
        const text = await response.text()
        const isDoor = path.startsWith('/api/auth/')
        if (!isDoor) expect([path, response.status]).toEqual([path, 401])
        for (const secret of secrets) expect(text, path).not.toContain(secret)
        tried.push(`${method} ${path}`)
      }
  expect(tried.length).toBeGreaterThan(150)
  const others = (await shop.call('GET', '/v1/objects/booking/BK-2')).body.ref
  const own = (await shop.call('GET', '/v1/objects/booking/BK-1')).body.ref
  for (const path of [
    base,
    `${base}/bookings/${own}`,
    `${base}/bookings/${own}/move`,
    `${base}/bookings/${own}/cancel`,
    `${base}/bookings/${others}`,
    `${base}/bookings/${others}/cancel`,
    `${base}/bookings/BK-2`,
    `${base}/erasure`,
    `${base}/timeline`,
    `${base}/${clientId}`,
  ]) {
    const { text } = await visitor.get(path)
    for (const secret of secrets) expect(text, path).not.toContain(secret)
  }
  expect((await visitor.get(`${base}/bookings/${others}`)).status).toBe(404)
  expect((await visitor.post(`${base}/bookings/${others}/cancel`, { cost: '0' })).status).toBe(404)
})

test('a session is of one workspace: in another it opens nothing', async () => {
  await signIn()
  const other = await door.openWorkspace({ name: 'Elsewhere' })
  await other.call('PATCH', '/v1/settings', { onlineBooking: true, onlineSlug: `elsewhere-${made}` })
  expect((await visitor.get(`/portal/elsewhere-${made}`)).text).not.toContain('Ana')
})

test('whose profiles are merged sees the bookings of all of them, and acts on them', async () => {
  const { body } = await shop.call('POST', `/v1/clients/${await ana()}/merge`, { other: 'other' })
  expect(body.code, JSON.stringify(body)).toBeUndefined()
  await signIn()
  const home = await visitor.get(base)
  expect(home.text).toContain('Massage')
  expect(home.text).toContain('Yoga')
  const ref = (await shop.call('GET', '/v1/objects/booking/BK-2')).body.ref
  const page = await visitor.get(`${base}/bookings/${ref}`)
  await visitor.send(`${base}/bookings/${ref}/confirm`, page.hidden)
  const [confirmed] = (await shop.read('/v1/entries?action=booking.confirmed')).entries
  expect(confirmed).toMatchObject({ actor: { type: 'client', name: 'Ana Lima' }, source: 'customer' })
})

describe('somebody who is merged into another profile', () => {
  const anas = async () =>
    (await shop.call('GET', '/v1/clients?q=ana')).body.clients.map((one: any) => one.id)
  let survivor: string
  let merged: string
  beforeEach(async () => {
    merged = await ana()
    survivor = (await shop.call('GET', '/v1/clients/other')).body.id
    await shop.call('POST', '/v1/objects/service', {
      act: 'create',
      fields: { name: 'Foot bath', duration: 30, price: 2500, currency: 'EUR', online: true },
    })
    await shop.call('POST', '/v1/objects/schedule', {
      act: 'create',
      fields: { name: 'Hours', monday: ['09:00-17:00'], friday: ['09:00-17:00'] },
    })
  })

  test('signs in by the address of either, sees the bookings of both, books for the survivor, and un-merged is who they were', async () => {
    expect((await shop.call('POST', `/v1/clients/${survivor}/merge`, { other: merged })).status).toBe(201)
    // The address was only the other's: it came along, and is known under both.
    expect(await anas()).toEqual([survivor])
    await ask()
    const home = await visitor.send(linkIn(mails.at(-1)!), {})
    expect(home.text).toContain('Hello Otherperson')
    for (const service of ['Massage', 'Yoga']) expect(home.text).toContain(service)
    const [signedIn] = (await shop.read('/v1/entries?action=client.signed_in')).entries
    expect(signedIn).toMatchObject({ clients: [{ id: survivor }], actor: { type: 'client' } })
    const ref = (await shop.call('GET', '/v1/objects/booking/BK-1')).body.ref
    const own = await visitor.get(`${base}/bookings/${ref}`)
    await visitor.send(`${base}/bookings/${ref}/confirm`, own.hidden)
    expect((await shop.read('/v1/entries?action=booking.confirmed')).entries[0]).toMatchObject({
      clients: [{ id: survivor }],
      actor: { type: 'client', name: 'Otherperson' },
    })

    // A session that began before the end of the merge is of the survivor, and of nobody else's bookings.
    expect((await shop.call('POST', `/v1/clients/${survivor}/unmerge`, {})).status).toBe(201)
    const apart = await visitor.get(base)
    expect(apart.text).toContain('Yoga')
    expect(apart.text).not.toContain('Massage')
    expect((await visitor.get(`${base}/bookings/${ref}`)).status).toBe(404)

    const again = openVisitor(door, '198.51.100.251')
    mails = []
    await again.post(`${base}/sign-in`, { email: EMAIL })
    await door.online.settled()
    expect(mails).toHaveLength(1)
    const alone = await again.send(linkIn(mails[0]!), {})
    expect(alone.text).toContain('Hello Ana Lima')
    expect(alone.text).toContain('Massage')
    expect(alone.text).not.toContain('Yoga')
    expect((await shop.call('POST', '/v1/log/check')).status).toBeLessThan(300)
  })

  test('who was signed in before the merge stays signed in, on the survivor’s page', async () => {
    await signIn()
    expect((await shop.call('POST', `/v1/clients/${survivor}/merge`, { other: merged })).status).toBe(201)
    const home = await visitor.get(base)
    for (const word of ['Massage', 'Yoga']) expect(home.text).toContain(word)
    await visitor.send(`${base}/sign-out`, {})
    expect((await shop.read('/v1/entries?action=client.signed_out')).entries[0]).toMatchObject({
      clients: [{ id: survivor }],
    })
  })

  test('who books online under the address of the merged one is the survivor', async () => {
    expect((await shop.call('POST', `/v1/clients/${survivor}/merge`, { other: merged })).status).toBe(201)
    const { links } = await visitor.get(`/book/portal-${made}`)
    const path = `${links.find(href => /\/ob_\w+$/.test(href))!}/20261023T130000Z`
    const form = await visitor.get(path)
    await visitor.send(path, { ...form.hidden, name: 'Ana Lima', email: EMAIL, phone: '', note: '' })
    const [booked] = (await shop.read('/v1/entries?action=booking.booked')).entries
    expect(booked).toMatchObject({
      clients: [{ id: survivor }],
      actor: { type: 'client' },
      source: 'customer',
    })
    expect(await anas()).toEqual([survivor])
    await signIn('Otherperson')
    expect((await visitor.get(base)).text).toContain('Foot bath')
    // What came in between stays with the survivor.
    await shop.call('POST', `/v1/clients/${survivor}/unmerge`, {})
    expect((await visitor.get(base)).text).toContain('Foot bath')
  })
})

test('asking for data and for erasure are requests of the client; erasing ends sessions and links', async () => {
  await signIn()
  expect((await visitor.send(`${base}/data`, {})).text).toContain('will send you a copy of your data')
  expect((await visitor.send(`${base}/erasure`, {})).text).toContain('will decide about it')
  for (const action of ['client.export_requested', 'client.erasure_requested'])
    expect((await shop.read(`/v1/entries?action=${action}`)).entries[0]).toMatchObject({
      actor: { type: 'client', name: 'Ana Lima' },
      source: 'customer',
      context: { ip: visitor.ip },
    })
  const { requests } = (await shop.call('GET', '/v1/privacy/requests')).body
  expect(requests).toHaveLength(1)
  await ask()
  const link = linkIn(mails.at(-1)!)
  const maker = {
    workspaceId: shop.workspaceId,
    kind: 'daybook',
    actor: { type: 'system' },
    scopes: ['admin'],
  } as const
  await eraseClient(door.daybook, maker, await ana(), { mode: 'erase' })
  expect((await visitor.get(base)).text).not.toContain('Ana')
  expect((await visitor.get(link)).text).toContain('This link is not valid')
  expect((await visitor.post(`${base}/code`, { email: EMAIL, code: codeIn(mails.at(-1)!) })).status).toBe(401)
})

test('without a mail server letters are the staff’s to hand over, and each is an entry', async () => {
  const { send } = door.online.parts
  Object.assign(door.online.parts, { send: undefined })
  await ask()
  Object.assign(door.online.parts, { send })
  const [skipped] = (await shop.read('/v1/entries?action=message.skipped')).entries
  expect(skipped).toMatchObject({ actor: { type: 'system' }, data: { reason: 'no mail server' } })
  const { letters } = (await shop.call('GET', '/v1/letters')).body
  expect(letters).toMatchObject([{ letter: 'sign_in', client: { name: 'Ana Lima' }, email: EMAIL }])
  const staff = await door.member(shop, 'staff', { name: 'Rosa' })
  expect((await staff.post(`/v1/letters/${letters[0].id}/handed-over`)).status).toBe(200)
  expect((await staff.post(`/v1/letters/${letters[0].id}/handed-over`)).status).toBe(404)
  const [sent] = (await shop.read('/v1/entries?action=message.sent')).entries
  expect(sent).toMatchObject({ actor: { type: 'staff', name: 'Rosa' }, data: { channel: 'in_person' } })
  expect((await shop.call('GET', '/v1/letters')).body.letters).toEqual([])
  expect((await visitor.send(linkIn({ to: '', subject: '', text: letters[0].text }), {})).text).toContain(
    'Hello',
  )
  const auditor = await door.member(shop, 'auditor')
  expect((await auditor.get('/v1/letters')).status).toBe(403)
})

test('no secret and no word of a client stands in the tables of what is online', async () => {
  await signIn()
  await ask()
  const pool = door.daybook.pools.app
  const client = await pool.connect()
  try {
    await client.query(`begin; set local daybook.workspace = '${shop.workspaceId}'`)
    let all = ''
    for (const table of ['client_links', 'letters', 'client_sessions'])
      all += JSON.stringify(
        await client.query(`select t::text from daybook.${table} t`).then(found => found.rows),
      )
    await client.query('rollback')
    const secret = [...visitor.cookies.values()][0]!
    const link = linkIn(mails.at(-1)!).split('/').at(-1)!
    for (const word of ['ana', 'Ana', 'lima', 'example', secret, link, codeIn(mails.at(-1)!)])
      expect(all).not.toContain(word)
    expect(all).toContain(String(shop.workspaceId))
  } finally {
    client.release()
  }
})
