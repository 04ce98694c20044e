import type { Draft } from '@daybook/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatEntryId, formatEntryIds } from '../../ids.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../../http/test-door.ts'
import { copyOut } from '../copy-out.ts'
import { rowsOf } from './rows-of.ts'

let door: TestDoor
let workspace: TestWorkspace
const COUNT = 300

const client = { id: 'c-1', name: 'Jonas Łukasz' }
const drafts: readonly Draft[] = [
  {
    action: 'client.created',
    client,
    occurredAt: '2026-03-29',
    actor: { type: 'staff', id: 'größe', name: 'Żaneta 😀' },
  },
  {
    action: 'booking.booked',
    clients: [client, { id: 'c-2' }, { id: 'c-3' }],
    object: { type: 'booking', id: 'BK-1' },
  },
  { action: 'service.updated', object: { type: 'service', id: 's', name: 'Massagē' }, outcome: 'failure' },
  { action: 'booking.note_added', client, reason: 'x'.repeat(60_000), occurredAt: '0900-01-02T03:04:05Z' },
]

beforeAll(async () => {
  door = await openTestDoor()
  workspace = await door.openWorkspace()
  await workspace.append(...Array.from({ length: COUNT }, (_, i) => drafts[i % (i < 40 ? 4 : 3)]!))
})
afterAll(() => door.close())

const read = (seqs: readonly number[]) => rowsOf(door.daybook.pools.app, workspace.workspaceId, seqs)

test('Many rows at once are byte for byte what a few at a time are, in the order that was asked for.', async () => {
  const up = Array.from({ length: COUNT }, (_, i) => i + 1)
  const scattered = [...up.filter(seq => seq % 2 === 0).reverse(), ...up.filter(seq => seq % 2 === 1)]
  for (const seqs of [up, up.toReversed(), scattered]) {
    const few: unknown[] = []
    for (let at = 0; at < COUNT; at += 50) few.push(...(await read(seqs.slice(at, at + 50))))
    expect(await read(seqs)).toEqual(few)
    expect(few).toHaveLength(COUNT)
  }
})

test('Many rows are those of one workspace, and those that there are.', async () => {
  const other = await door.openWorkspace()
  const seqs = Array.from({ length: COUNT }, (_, i) => i + 1)
  const own = await rowsOf(door.daybook.pools.app, other.workspaceId, seqs)
  expect(own.map(row => row.seq)).toEqual([1, 2])
  const last = (await read(seqs)).at(-1)!
  expect((await read(seqs.map(seq => seq + COUNT - 1)))[0]).toEqual(last)
  expect(await read(seqs.map(seq => seq + 10_000))).toEqual([])
})

test('A copy that fails says why, and leaves no transaction open behind it.', async () => {
  const { app } = door.daybook.pools
  await expect(copyOut(app, workspace.workspaceId, 'select 1 / 0')).rejects.toThrow('division by zero')
  await expect(copyOut(app, workspace.workspaceId, 'select * from daybook.nothing')).rejects.toThrow(
    'does not exist',
  )
  expect((await read([1, 2])).map(row => row.seq)).toEqual([1, 2])
})

test('Ids of several entries are those of each.', () => {
  const key = Buffer.alloc(16, 7)
  const generations = [{ generation: 3, firstSeq: 100 }]
  const seqs = [1, 99, 100, 2 ** 40 + 5]
  expect(formatEntryIds(key, generations, seqs)).toEqual(
    seqs.map(seq => formatEntryId(key, generations, seq)),
  )
  expect(formatEntryIds(key, generations, [])).toEqual([])
})
