/** Merging and un-merging over random histories, against a model that knows only who is whose (R-C10). */
import type { Draft, Entry } from '@daybook/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkLog } from '../actions/check-log.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await openTestDoor()
})
afterAll(() => door?.close())

const HOSTS = ['h0', 'h1', 'h2', 'h3'] as const
const host = fc.integer({ min: 0, max: HOSTS.length - 1 })
const booking = fc.integer({ min: 0, max: 5 })

type Step =
  | {
      readonly do: 'append'
      readonly clients: readonly number[]
      readonly booking: number
      readonly day: number
    }
  | { readonly do: 'alone'; readonly booking: number }
  | { readonly do: 'edit'; readonly client: number; readonly city: string }
  | { readonly do: 'merge'; readonly into: number; readonly other: number; readonly wins: boolean }
  | { readonly do: 'unmerge'; readonly client: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      clients: fc.uniqueArray(host, { minLength: 1, maxLength: 3 }),
      booking,
      day: fc.integer({ min: 1, max: 28 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('alone' as const), booking }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      client: host,
      city: fc.constantFrom('Porto', 'Bern', 'Wien'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('merge' as const), into: host, other: host, wins: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unmerge' as const), client: host }) },
)

/** Whose an entry is, whatever page it stands on. */
interface Told {
  readonly seq: number
  readonly action: string
  readonly of: ReadonlySet<number>
}

class Model {
  readonly parent = new Map<number, number>()
  readonly city = new Map<number, string | undefined>()
  /** What each merge changed of the survivor's city, to be taken back. */
  readonly took = new Map<number, { before: string | undefined; after: string }>()
  readonly owners = new Map<number, number[]>()
  readonly told: Told[] = []

  root(client: number): number {
    let at = client
    while (this.parent.has(at)) at = this.parent.get(at)!
    return at
  }

  survivors(client: number): number[] {
    const found: number[] = []
    for (let at = client; this.parent.has(at); ) found.push((at = this.parent.get(at)!))
    return found
  }

  roots(clients: readonly number[]): number[] {
    return [...new Set(clients.map(client => this.root(client)))]
  }

  own(booking: number, clients: readonly number[]): void {
    const owners = this.owners.get(booking) ?? []
    const survivors = owners.flatMap(owner => this.survivors(owner))
    this.owners.set(booking, [
      ...owners,
      ...clients.filter(client => !owners.includes(client) && !survivors.includes(client)),
    ])
  }

  page(client: number): Told[] {
    const root = this.root(client)
    return this.told.filter(entry => [...entry.of].some(one => this.root(one) === root))
  }
}

async function take(workspace: TestWorkspace, model: Model, one: Step): Promise<void> {
  const tell = (entry: Entry, of: readonly number[], ids: readonly string[]): void => {
    expect(entry.clients.map(client => client.id)).toEqual(of.map(client => ids[client]))
    model.told.push({ seq: entry.seq, action: entry.action, of: new Set(of) })
  }
  const ids = idsOf.get(workspace)!
  const append = async (draft: Draft, of: readonly number[]): Promise<void> =>
    tell(await workspace.appendAndRead(draft), of, ids)
  switch (one.do) {
    case 'append': {
      const clients = model.roots(one.clients)
      model.own(one.booking, clients)
      await append(
        {
          action: 'booking.booked',
          clients: one.clients.map(client => ({ id: HOSTS[client]! })),
          object: { type: 'booking', id: `b${one.booking}` },
          state: { notes: `day ${one.day}` },
          reason: 'knee',
          occurredAt: `2026-05-${String(one.day).padStart(2, '0')}T10:00:00Z`,
        },
        clients,
      )
      return
    }
    case 'alone': {
      const clients = model.roots(model.owners.get(one.booking) ?? [])
      model.own(one.booking, clients)
      await append({ action: 'booking.noted', object: { type: 'booking', id: `b${one.booking}` } }, clients)
      return
    }
    case 'edit': {
      const root = model.root(one.client)
      model.city.set(root, one.city)
      await append(
        {
          action: 'client.updated',
          client: { id: HOSTS[one.client]! },
          changes: [{ field: 'city', after: one.city }],
        },
        [root],
      )
      return
    }
    case 'merge': {
      const root = model.root(one.into)
      const possible = root !== model.root(one.other) && !model.parent.has(one.other)
      const known = [root, one.other].some(client => model.city.get(client) !== undefined)
      const answer = await workspace.call('POST', `/v1/clients/${HOSTS[one.into]}/merge`, {
        other: HOSTS[one.other],
        ...(one.wins && known && { fields: { city: 'other' } }),
      })
      expect([one, answer.status]).toEqual([one, possible ? 201 : 409])
      if (!possible) return
      const [own, others] = [model.city.get(root), model.city.get(one.other)]
      const city = one.wins && known ? others : (own ?? others)
      model.took.delete(one.other)
      if (city !== own) {
        model.city.set(root, city)
        model.took.set(one.other, { before: own, after: city! })
      }
      model.parent.set(one.other, root)
      model.told.push({
        seq: answer.body.entry.seq,
        action: 'client.merged',
        of: new Set([root, one.other]),
      })
      return
    }
    case 'unmerge': {
      const parent = model.parent.get(one.client)
      const answer = await workspace.call('POST', `/v1/clients/${HOSTS[one.client]}/unmerge`, {
        ...(parent !== undefined && { other: HOSTS[one.client] }),
      })
      if (parent === undefined) {
        if (answer.status !== 201) return
        // A survivor of one alone was named: that one is separated.
        const other = idsOf.get(workspace)!.indexOf(answer.body.other)
        return end(model, other, one.client, answer.body.entry.seq)
      }
      expect([one, answer.status]).toEqual([one, 201])
      return end(model, one.client, parent, answer.body.entry.seq)
    }
  }
}

function end(model: Model, other: number, parent: number, seq: number): void {
  expect(model.parent.get(other)).toBe(parent)
  model.parent.delete(other)
  const took = model.took.get(other)
  if (took !== undefined && model.city.get(parent) === (took.after ?? undefined))
    model.city.set(parent, took.before)
  model.told.push({ seq, action: 'client.unmerged', of: new Set([parent, other]) })
}

const idsOf = new WeakMap<TestWorkspace, string[]>()

async function begin(): Promise<{ workspace: TestWorkspace; model: Model }> {
  const workspace = await door.openWorkspace()
  const model = new Model()
  const ids: string[] = []
  for (const [client, id] of HOSTS.entries()) {
    const entry = await workspace.appendAndRead({
      action: 'client.created',
      client: { id, name: `Name ${id}` },
    })
    ids.push(entry.clients[0]!.id)
    model.told.push({ seq: entry.seq, action: entry.action, of: new Set([client]) })
  }
  idsOf.set(workspace, ids)
  return { workspace, model }
}

async function compare(workspace: TestWorkspace, model: Model): Promise<void> {
  const ids = idsOf.get(workspace)!
  const lines = new Map<string, any>(
    (await workspace.call('GET', '/v1/clients')).body.clients.map((line: any) => [line.id, line]),
  )
  const roots = new Set(HOSTS.map((_, client) => model.root(client)))
  expect(new Set(lines.keys())).toEqual(new Set([...roots].map(root => ids[root])))
  for (const [client, id] of HOSTS.entries()) {
    const page = model.page(client)
    const seqs = (of: readonly { readonly seq: number }[]) => of.map(one => one.seq).sort((a, b) => a - b)
    const at = `/v1/clients/${id}/timeline`
    const booked = page.filter(one => one.action.startsWith('booking.'))
    const [asc, desc] = [await workspace.readAll(`${at}?order=asc`, 3), await workspace.readAll(at)]
    expect([id, seqs(desc)]).toEqual([id, seqs(page)])
    expect(asc.map(one => one.seq)).toEqual(desc.map(one => one.seq).reverse())
    expect(seqs(await workspace.readAll(`${at}?action=booking.*&action=none.such`, 2))).toEqual(seqs(booked))
    expect(seqs(await workspace.readAll(`${at}?q=knee`))).toEqual(
      seqs(page.filter(one => one.action === 'booking.booked')),
    )
    const counts = await workspace.count(`?client=${id}`)
    expect([counts.total, counts.exact]).toEqual([page.length, true])
    expect(counts.facets.action['booking.booked'] ?? 0).toBe(
      page.filter(one => one.action === 'booking.booked').length,
    )
    expect(
      (await workspace.count(`?client=${id}&action=booking.*&from=2026-05-01&to=2027-12-31`)).total,
    ).toBe(booked.length)
    const exported = (await workspace.call('GET', `/v1/exports/count?client=${id}&action=booking.*`)).body
    expect([exported.count, exported.exact]).toEqual([booked.length, true])
    const line = lines.get(ids[model.root(client)]!)
    expect(line.entries).toBe(page.length)
    expect((await workspace.call('GET', `/v1/clients/${id}/profile`)).body.fields.city).toBe(
      model.city.get(model.root(client)),
    )
  }
}

test('every page shows what its profiles have, and after un-merging all of them each is as if nobody had been merged', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async steps => {
      const { workspace, model } = await begin()
      for (const [n, one] of steps.entries()) {
        await take(workspace, model, one)
        if (n % 8 === 7) await compare(workspace, model)
      }
      await compare(workspace, model)
      for (const client of HOSTS.keys())
        if (model.parent.has(client)) await take(workspace, model, { do: 'unmerge', client })
      await compare(workspace, model)
      expect((await checkLog(door.daybook, workspace.workspaceId))?.problems).toEqual([])
    }),
    { numRuns: Number(process.env['RUNS'] ?? 12) },
  )
  expect(door.failures).toEqual([])
})
