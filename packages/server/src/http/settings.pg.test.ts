import { defaultChecklist } from '@daybook/catalogue'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Draft } from '@daybook/protocol'
import { checkWholeLog } from '../check/check-whole-log.ts'
import { countDaysJob } from '../jobs/count-days.ts'
import { inWorkspace } from '../store/transaction.ts'
import { openTestDoor, type TestAnswer, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let owner: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
})
beforeEach(async () => {
  owner = await door.openWorkspace({ timeZone: 'Europe/Lisbon' })
})
afterAll(() => door?.close())
afterEach(() => {
  expect(door.failures).toEqual([])
})

const patch = (body: unknown): Promise<TestAnswer> => owner.call('PATCH', '/v1/settings', body)
const lastChange = async () => (await owner.read('/v1/entries?action=settings.updated&limit=1')).entries[0]!

describe('settings', () => {
  test('are one document with what holds where nobody has chosen', async () => {
    expect((await owner.call('GET', '/v1/settings')).body).toEqual({
      id: owner.id,
      name: 'Harbour Practice',
      timeZone: 'Europe/Lisbon',
      locale: 'en',
      clientWord: 'client',
      teamVisibility: 'everyone',
      profileViews: false,
      logViews: true,
      recordIp: true,
      fields: {},
      checklist: defaultChecklist('en'),
      links: null,
      privacy: { graceDays: 90, onRequest: 'ask' },
      retention: { years: null },
      security: { twoFactor: [] },
      onlineBooking: false,
      onlineConfirm: false,
      onlineHorizonDays: 60,
      onlineNoticeHours: 2,
      onlineSlug: '',
      onlineStep: 30,
      countingDays: false,
    })
  })

  test('J10 every change is one entry with before and after, and what is given alone changes', async () => {
    const given = {
      name: 'Harbour Clinic',
      locale: 'de',
      clientWord: 'patient',
      teamVisibility: 'own_clients',
      profileViews: true,
      logViews: false,
      recordIp: false,
    } as const
    for (const [name, value] of Object.entries(given)) {
      const before = (await owner.call('GET', '/v1/settings')).body
      const { status, body } = await patch({ [name]: value })
      // The usual steps of a booking are named in the workspace's language.
      const steps = name === 'locale' && { checklist: defaultChecklist('de') }
      expect([name, status, body]).toEqual([name, 200, { ...before, [name]: value, ...steps }])
      expect((await lastChange()).changes).toMatchObject([
        { field: name, before: before[name], after: value },
      ])
    }
    await patch({ name: 'Harbour', clientWord: 'guest', fields: { 'client.phone': 'hide' } })
    expect((await lastChange()).changes).toMatchObject([
      { field: 'name', before: 'Harbour Clinic', after: 'Harbour' },
      { field: 'clientWord', before: 'patient', after: 'guest' },
      { field: 'fields.client.phone', before: 'track', after: 'hide' },
    ])
    const settled = await owner.count('?action=settings.updated')
    const same = await patch({ name: 'Harbour', fields: { 'client.phone': 'hide', 'client.email': 'track' } })
    expect([same.status, same.body.fields]).toEqual([200, { 'client.phone': 'hide' }])
    expect((await owner.count('?action=settings.updated')).total).toBe(settled.total)
    await patch({ fields: { 'client.phone': 'track' } })
    expect((await owner.call('GET', '/v1/settings')).body.fields).toEqual({})
  })

  test('changed by two at once keep both, and the entries follow from one another', async () => {
    const answers = await Promise.all(
      ['One', 'Two', 'Three', 'Four'].flatMap(name => [
        patch({ name }),
        patch({ profileViews: name === 'One' }),
      ]),
    )
    expect(answers.map(one => one.status)).toEqual(answers.map(() => 200))
    const { entries } = await owner.read('/v1/entries?action=settings.updated&order=asc')
    let name = 'Harbour Practice'
    for (const { changes } of entries)
      for (const change of changes ?? [])
        if (change.field === 'name') {
          expect(change.before).toBe(name)
          name = change.after as string
        }
    expect((await owner.call('GET', '/v1/settings')).body.name).toBe(name)
  })

  test('that are wrong are refused by their place, whoever may not change them too', async () => {
    for (const [body, path] of [
      [{ name: ' ' }, '/name'],
      [{ timeZone: 'Europe/Lisboa' }, '/timeZone'],
      [{ locale: 'fr' }, '/locale'],
      [{ profileViews: 'yes' }, '/profileViews'],
      [{ fields: { 'workspace.name': 'ignore' } }, '/fields/workspace.name'],
      [{ colour: 'red' }, '/colour'],
    ] as const) {
      const answer = await patch(body)
      expect([body, answer.status, answer.body.errors?.[0].path]).toEqual([body, 422, path])
    }
    const auditor = await door.member(owner, 'auditor')
    expect((await auditor.get('/v1/settings')).status).toBe(200)
    expect((await auditor.call('PATCH', '/v1/settings', { name: 'Mine' })).body.code).toBe('scope_missing')
    const staff = await door.member(owner, 'staff')
    expect((await staff.get('/v1/settings')).status).toBe(403)
  })

  test('about profile views are told to the staff, with when they were switched', async () => {
    const staff = await door.member(owner, 'staff')
    const told = async () => (await staff.get('/v1/session')).body.workspaces[0]
    expect(await told()).toMatchObject({ profileViews: false, clientWord: 'client' })
    expect(await told()).not.toHaveProperty('profileViewsSince')
    await patch({ profileViews: true, clientWord: 'patient' })
    expect(await told()).toMatchObject({
      profileViews: true,
      profileViewsSince: expect.stringMatching(/Z$/),
      clientWord: 'patient',
    })
  })
})

describe('addresses', () => {
  const visit = (key: string): Draft => ({
    action: 'client.updated',
    client: { id: 'c-ip' },
    key,
    context: { ip: '203.0.113.9', userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
  })

  test('are in no entry while they are not recorded, of sign-ins neither', async () => {
    expect((await owner.appendAndRead(visit('with'))).context?.ip).toBe('203.0.113.9')
    await patch({ recordIp: false })
    const without = await owner.appendAndRead(visit('without'))
    expect(without.context?.ip).toBeUndefined()
    expect(without.context).toHaveProperty('userAgent')
    const member = await door.member(owner, 'manager', { password: 'correct horse battery' })
    await member.post('/api/auth/sign-out')
    const [signOut] = (await owner.read('/v1/entries?action=account.signed_out')).entries
    expect(signOut!.context?.ip).toBeUndefined()
    // A retry of what was sent before is still that.
    expect(await owner.append(visit('with'))).toMatchObject([{ duplicate: true }])
    expect(await owner.append(visit('without'))).toMatchObject([{ duplicate: true }])
  })
})

describe('J1 a change of zone', () => {
  /** Half past midnight in Lisbon on these days of January is the day before in New York. */
  const at = (day: number): Draft => ({
    action: 'client.updated',
    client: { id: `c-${day % 3}` },
    occurredAt: `2026-01-${String(day).padStart(2, '0')}T00:30:00Z`,
  })
  const days = Array.from({ length: 20 }, (_, index) => index + 1)
  const countOn = async (date: string): Promise<[number, boolean]> => {
    const { total, exact } = await owner.count(`?action=client.updated&from=${date}&to=${date}`)
    return [total, exact]
  }
  const runJob = () =>
    countDaysJob.run(door.daybook, {
      workspaceId: owner.workspaceId,
      item: 0,
      attempt: 1,
      signal: new AbortController().signal,
    })
  const sets = (): Promise<number[]> =>
    inWorkspace(door.daybook.pools.app, owner.workspaceId, async run =>
      (
        await run<{ zone_set: number }>(
          {
            name: 'test_zone_sets',
            text: 'select distinct zone_set from daybook.counts where workspace_id = $1 and object = 0 order by 1',
          },
          [owner.workspaceId],
        )
      ).map(row => row.zone_set),
    )
  const isWhole = async () =>
    expect(
      await checkWholeLog(door.daybook, owner.workspaceId, { signal: new AbortController().signal }),
    ).toMatchObject({ problems: [] })

  test('is logged with the old and the new, and days are the new zone’s at once', async () => {
    await owner.append(...days.map(at))
    expect(await countOn('2026-01-10')).toEqual([1, true])
    expect(await countOn('2025-12-31')).toEqual([0, true])
    const { body } = await patch({ timeZone: 'America/New_York' })
    expect(body).toMatchObject({ timeZone: 'America/New_York', countingDays: true })
    expect((await lastChange()).changes).toMatchObject([
      { field: 'timeZone', before: 'Europe/Lisbon', after: 'America/New_York' },
    ])
    // Before the job has begun, while it is under way, and after it: right each time.
    expect([await countOn('2025-12-31'), await countOn('2026-01-20')]).toEqual([
      [1, true],
      [0, true],
    ])
    await owner.append(at(25))
    expect(await countOn('2026-01-24')).toEqual([1, true])
    await isWhole()
    await runJob()
    expect((await owner.call('GET', '/v1/settings')).body.countingDays).toBe(false)
    await owner.append(at(26))
    expect([
      await countOn('2025-12-31'),
      await countOn('2026-01-20'),
      await countOn('2026-01-24'),
      await countOn('2026-01-25'),
    ]).toEqual([
      [1, true],
      [0, true],
      [1, true],
      [1, true],
    ])
    expect(await owner.count('?action=client.updated')).toMatchObject({ total: 22, exact: true })
    expect(await sets()).toHaveLength(1)
    await isWhole()
  })

  test('back, or to a third zone, before the job has run, leaves nothing counted twice', async () => {
    await owner.append(...days.map(at))
    await patch({ timeZone: 'America/New_York' })
    await owner.append(at(21))
    await patch({ timeZone: 'Asia/Tokyo' })
    await owner.append(at(22))
    await patch({ timeZone: 'Europe/Lisbon' })
    expect((await owner.call('GET', '/v1/settings')).body.countingDays).toBe(false)
    await patch({ timeZone: 'Asia/Tokyo' })
    await runJob()
    await isWhole()
    expect(await owner.count('?action=client.updated')).toMatchObject({ total: 22, exact: true })
    expect(await countOn('2026-01-22')).toEqual([1, true])
    expect(await sets()).toHaveLength(1)
  })

  test('under load, on two servers, counts every entry once in the new days', async () => {
    const beside = await openTestDoor({ beside: door })
    try {
      const other = async (draft: Draft) =>
        (
          await beside.app.request('/v1/entries', {
            method: 'POST',
            headers: { authorization: `Bearer ${owner.key}`, 'content-type': 'application/json' },
            body: JSON.stringify(draft),
          })
        ).status
      await owner.append(...days.map(at))
      const load = Array.from({ length: 60 }, async (_, index) => {
        await new Promise(resolve => setTimeout(resolve, index * 15))
        return index % 2 === 0 ? other(at(1 + (index % 28))) : void (await owner.append(at(1 + (index % 28))))
      })
      await new Promise(resolve => setTimeout(resolve, 200))
      await patch({ timeZone: 'America/New_York' })
      const job = runJob()
      await new Promise(resolve => setTimeout(resolve, 150))
      await patch({ timeZone: 'Asia/Tokyo' })
      expect((await Promise.all(load)).filter(status => status !== undefined)).toEqual(
        Array.from({ length: 30 }, () => 201),
      )
      await job
      await runJob()
      await isWhole()
      expect(await owner.count('?action=client.updated')).toMatchObject({ total: 80, exact: true })
      expect(await sets()).toHaveLength(1)
    } finally {
      await beside.close()
    }
  })
})

describe('who is held or deleted', () => {
  test('is listed, the latest first, page by page', async () => {
    for (const id of ['a', 'b', 'c']) {
      await owner.append({ action: 'client.created', client: { id, name: `Client ${id}` } })
      await owner.call('PUT', `/v1/clients/${id}/hold`, { reason: 'complaint' })
    }
    await owner.call('DELETE', '/v1/clients/b')
    const first = (await owner.call('GET', '/v1/privacy/clients?limit=2')).body
    expect(first.clients).toMatchObject([
      { name: 'Client c', privacy: { hold: { since: expect.any(String) } } },
      { name: 'Client b', privacy: { deleted: { daysLeft: 90 } } },
    ])
    const rest = (await owner.call('GET', `/v1/privacy/clients?limit=2&cursor=${first.next}`)).body
    expect(rest).toMatchObject({ clients: [{ name: 'Client a' }], next: null })
    const deleted = (await owner.call('GET', '/v1/privacy/clients?state=deleted')).body
    expect(deleted).toMatchObject({ clients: [{ hostId: 'b' }], next: null })
    const staff = await door.member(owner, 'staff')
    expect((await staff.get('/v1/privacy/clients')).status).toBe(403)
  })
})
