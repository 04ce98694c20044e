import type { Draft, Entry } from '@daybook/protocol'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eraseDueJob } from '../jobs/erase-due.ts'
import { JobRunner } from '../jobs/job-runner.ts'
import { eraseDue } from '../privacy/erase-due.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let now = Date.UTC(2026, 10, 22, 9)
let door: TestDoor
let owner: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor({ now: () => now })
})
beforeEach(async () => {
  owner = await door.openWorkspace()
  await owner.append(
    { action: 'client.created', client: { id: 'c-1', name: 'Clara Vogel' } },
    { action: 'client.created', client: { id: 'c-2', name: 'Jonas Petersen' } },
  )
})
afterAll(async () => {
  await door?.close()
})
afterEach(() => {
  expect(door.failures).toEqual([])
})

async function must(method: string, path: string, body?: unknown, of = owner): Promise<any> {
  const answer = await of.call(method, path, body)
  expect([method, path, answer.status, answer.body]).toEqual([
    method,
    path,
    expect.toBeOneOf([200, 201]),
    answer.body,
  ])
  return answer.body
}
const asked = (more: Partial<Draft> = {}): Draft => ({
  action: 'client.erasure_requested',
  actor: { type: 'client', id: 'c-1' },
  ...more,
})
const requests = async (query = ''): Promise<any[]> =>
  (await must('GET', `/v1/privacy/requests${query}`)).requests
const decide = (id: string, body: unknown): ReturnType<TestWorkspace['call']> =>
  owner.call('POST', `/v1/privacy/requests/${id}/decide`, body)
const due = (): Promise<number> => eraseDue(door.daybook, owner.workspaceId)
const erasures = (): Promise<Entry[]> =>
  owner.readAll('/v1/entries?action=client.erased&action=client.anonymised')

describe('a request for erasure', () => {
  test('by the client, in any program, waits as open until it is decided', async () => {
    const [receipt] = await owner.append(asked({ data: { mode: 'anonymise' }, reason: 'I moved' }))
    expect(await requests()).toEqual([
      {
        id: receipt!.id,
        client: { id: expect.stringMatching(/^cl_/), hostId: 'c-1', name: 'Clara Vogel', erased: false },
        mode: 'anonymise',
        askedAt: '2026-11-22T09:00:00Z',
        askedBy: 'client',
        atOnce: false,
      },
    ])
    expect(await due()).toBe(0)
    expect(await requests('?state=decided')).toEqual([])
  })

  test('by staff for the client is an entry that says so', async () => {
    const staff = await owner.withKey(['read', 'append'])
    const request = await must(
      'POST',
      '/v1/privacy/requests',
      { client: 'c-2', mode: 'erase', reason: 'by letter' },
      staff,
    )
    expect(request).toMatchObject({ client: { hostId: 'c-2' }, mode: 'erase', askedBy: 'key', atOnce: false })
    const entry: Entry = await must('GET', `/v1/entries/${request.id}`)
    expect(entry).toMatchObject({
      action: 'client.erasure_requested',
      onBehalfOf: { type: 'client', name: 'Jonas Petersen' },
      reason: 'by letter',
    })
    expect(entry.sentence).toContain('recorded the request of Jonas Petersen')
    expect(await requests()).toEqual([request])
    for (const body of [{}, { client: '' }, { client: 'c-2', mode: 'forget' }])
      expect((await staff.call('POST', '/v1/privacy/requests', body)).body.code).toBe('query_invalid')
    expect((await staff.call('POST', '/v1/privacy/requests', { client: 'nobody' })).status).toBe(404)
  })

  test.each(['erase', 'anonymise'] as const)('that is granted (%s) leads to it', async decision => {
    const [receipt] = await owner.append(asked())
    const { status, body } = await decide(receipt!.id, { decision })
    expect([status, body.decision]).toEqual([
      200,
      { outcome: decision, at: '2026-11-22T09:00:00Z', entry: expect.stringMatching(/^en_/) },
    ])
    expect(body.client).toEqual({ id: body.client.id, erased: true })
    const entry: Entry = await must('GET', `/v1/entries/${body.decision.entry}`)
    expect(entry).toMatchObject({ causedBy: receipt!.id, actor: { type: 'key' } })
    expect(await requests()).toEqual([])
    expect(await requests('?state=decided')).toHaveLength(1)
    const again = await decide(receipt!.id, { decision: 'decline', reason: 'no' })
    expect([again.status, again.body.code]).toEqual([409, 'state_conflict'])
  })

  test('that is declined keeps its reason, and the client', async () => {
    const [receipt] = await owner.append(asked())
    for (const body of [{ decision: 'decline' }, { decision: 'decline', reason: '' }, { decision: 'no' }, {}])
      expect((await decide(receipt!.id, body)).body.code).toBe('query_invalid')
    const { body } = await decide(receipt!.id, { decision: 'decline', reason: 'invoices must be kept' })
    expect(body.decision.outcome).toBe('decline')
    expect(await must('GET', `/v1/entries/${body.decision.entry}`)).toMatchObject({
      action: 'client.erasure_declined',
      causedBy: receipt!.id,
      reason: 'invoices must be kept',
    })
    expect(await requests()).toEqual([])
    expect((await must('GET', '/v1/clients/c-1')).erased).toBe(false)
    expect((await decide(receipt!.id, { decision: 'erase' })).body.code).toBe('state_conflict')
    await owner.append(asked())
    expect(await requests()).toHaveLength(1)
  })

  test('decided by two at one moment is decided once', async () => {
    const [receipt] = await owner.append(asked())
    const answers = await Promise.all([
      decide(receipt!.id, { decision: 'erase' }),
      decide(receipt!.id, { decision: 'decline', reason: 'no' }),
      decide(receipt!.id, { decision: 'anonymise' }),
    ])
    expect(answers.map(one => one.status).sort()).toEqual([200, 409, 409])
    const [request] = await requests('?state=decided')
    const outcome = request.decision.outcome
    expect(await erasures()).toHaveLength(outcome === 'decline' ? 0 : 1)
  })

  test('is closed by the host’s own decision, told as an entry, and by an erasure that nobody asked for', async () => {
    const [first] = await owner.append(asked({ key: 'ask-1' }))
    await owner.append(asked({ key: 'ask-2' }))
    await owner.append({
      action: 'client.erasure_declined',
      client: { id: 'c-1' },
      causedBy: { key: 'ask-2' },
    })
    expect((await requests()).map(one => one.id)).toEqual([first!.id])
    await owner.append({ action: 'client.erasure_declined', client: { id: 'c-1' }, causedBy: first!.id })
    expect(await requests()).toEqual([])
    const [third] = await owner.append(
      asked({ actor: { type: 'client', id: 'c-2' }, key: 'ask-3' }),
      { action: 'client.erasure_declined', client: { id: 'c-2' }, causedBy: { key: 'ask-3' } },
      asked({ actor: { type: 'client', id: 'c-2' }, key: 'ask-4' }),
    )
    expect((await requests()).map(one => one.id)).not.toContain(third!.id)
    expect(await requests()).toHaveLength(1)
    await must('POST', '/v1/clients/c-2/erase', { mode: 'erase' })
    expect(await requests()).toEqual([])
    expect(await requests('?state=all')).toHaveLength(4)
  })

  test('is blocked by a hold', async () => {
    const [receipt] = await owner.append(asked())
    await must('PUT', '/v1/clients/c-1/hold')
    expect((await decide(receipt!.id, { decision: 'erase' })).body.code).toBe('client_held')
    expect(await requests()).toHaveLength(1)
  })

  test('that is not here is not found; pages go on', async () => {
    expect((await decide('en_00000000000000000000000000', { decision: 'erase' })).status).toBe(404)
    const [entry] = await owner.readAll('/v1/entries')
    expect((await decide(entry!.id, { decision: 'erase' })).status).toBe(404)
    await owner.append(...Array.from({ length: 7 }, () => asked()))
    const page = await must('GET', '/v1/privacy/requests?limit=5')
    expect(page.requests).toHaveLength(5)
    const rest = await must('GET', `/v1/privacy/requests?limit=5&cursor=${page.next}`)
    expect([rest.requests.length, rest.next]).toEqual([2, null])
    const other = await owner.call('GET', `/v1/privacy/requests?state=all&cursor=${page.next}`)
    expect(other.body.code).toBe('cursor_invalid')
  })
})

describe('a workspace that lets it happen at once', () => {
  beforeEach(() => must('PUT', '/v1/settings/privacy', { onRequest: 'anonymise' }))
  const jobs = (): JobRunner =>
    new JobRunner(door.daybook, [eraseDueJob], { report: error => door.failures.push(error) })

  test('does what the client asked, or what the workspace chose, without anybody’s decision', async () => {
    const [one, two] = await owner.append(
      asked({ data: { mode: 'erase' } }),
      asked({ actor: { type: 'client', id: 'c-2' } }),
    )
    expect((await requests()).map(request => request.atOnce)).toEqual([true, true])
    await jobs().runDue()
    const done = await erasures()
    expect(
      done.map(({ action, causedBy, actor, source }) => [action, causedBy, actor.type, source]).sort(),
    ).toEqual([
      ['client.anonymised', two!.id, 'system', 'automated'],
      ['client.erased', one!.id, 'system', 'automated'],
    ])
    expect(await requests()).toEqual([])
    const named = await owner.readAll('/v1/entries?named=removed_on_own_request')
    expect(named.map(entry => entry.seq).sort()).toEqual(done.map(entry => entry.seq).sort())
  })

  test('does so only for the client’s own, fresh wish: staff and old histories wait for a decision', async () => {
    await must('POST', '/v1/privacy/requests', { client: 'c-1' })
    await owner.append(asked({ actor: { type: 'client', id: 'c-2' }, occurredAt: '2019-03-03T10:00:00Z' }))
    await owner.append(asked({ actor: { type: 'client', id: 'c-2' }, outcome: 'denied' }))
    expect((await requests()).map(request => request.atOnce)).toEqual([false, false])
    await jobs().runDue()
    expect(await erasures()).toEqual([])
  })

  test('waits where the client is held, and goes on after the release', async () => {
    await must('PUT', '/v1/clients/c-1/hold')
    await owner.append(asked())
    expect(await due()).toBe(0)
    expect(await requests()).toHaveLength(1)
    await must('DELETE', '/v1/clients/c-1/hold')
    expect(await due()).toBe(1)
  })

  test('and changes its mind lets what was asked before wait for a decision', async () => {
    await owner.append(asked())
    await must('PUT', '/v1/settings/privacy', { onRequest: 'ask' })
    expect(await due()).toBe(0)
    expect(await requests()).toHaveLength(1)
  })
})

test('removed_on_own_request names deletions and erasures by the client or because of their request', async () => {
  const [receipt] = await owner.append(asked({ key: 'ask' }))
  await owner.append({
    action: 'client.deleted',
    client: { id: 'c-2' },
    actor: { type: 'client', id: 'c-2' },
  })
  await must('DELETE', '/v1/clients/c-2')
  await decide(receipt!.id, { decision: 'erase' })
  const named = await owner.readAll('/v1/entries?named=removed_on_own_request&order=asc')
  expect(named.map(({ action, source }) => [action, source])).toEqual([
    ['client.deleted', 'customer'],
    ['client.erased', 'api'],
  ])
  now += 1
})
