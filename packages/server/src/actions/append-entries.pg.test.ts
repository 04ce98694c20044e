import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDaybook, openDaybook } from '../open-daybook.ts'
import { freshDatabase, type TestDatabase } from '../postgres/test-postgres.ts'
import type { Principal } from '../entry/workspace.ts'
import { appendEntries } from './append-entries.ts'
import { createWorkspace } from './create-workspace.ts'

let database: TestDatabase
let daybook: OpenDaybook
let principal: Principal
const folder = mkdtempSync(join(tmpdir(), 'daybook-keys-'))

beforeAll(async () => {
  database = await freshDatabase()
  daybook = openDaybook(database.urls, folder)
  const workspace = await createWorkspace(daybook, { name: 'Harbour Practice', timeZone: 'Europe/Lisbon' })
  principal = {
    workspaceId: workspace.id,
    kind: 'key',
    actor: { type: 'key', id: 'k' },
    scopes: ['append', 'read'],
  }
})
afterAll(async () => {
  await daybook?.close()
  await database?.drop()
  rmSync(folder, { recursive: true })
})

const append = (body: unknown) => appendEntries(daybook, principal, body, 1000)

test('numbers entries without gaps and answers a repeat with the first receipt', async () => {
  const draft = {
    action: 'booking.booked',
    key: 'one',
    client: { id: 'c1', name: 'Client One' },
    object: { type: 'booking', id: 'BK-1' },
  }
  const [first] = await append(draft)
  const [again] = await append(draft)
  expect(first).toMatchObject({ seq: 2, duplicate: false })
  expect(again).toEqual({ ...first, duplicate: true })
  await expect(append({ ...draft, reason: 'other' })).rejects.toMatchObject({ code: 'key_conflict' })
})

test('writes what many callers send at once, each once', async () => {
  const receipts = await Promise.all(
    Array.from({ length: 500 }, (_, i) =>
      append({
        action: 'booking.rescheduled',
        key: `k${i}`,
        client: { id: `c${i % 7}` },
        object: { type: 'booking', id: `BK-${i % 50}` },
        after: { startsAt: `2026-11-22T10:00:${String(i % 60).padStart(2, '0')}Z` },
      }),
    ),
  )
  const seqs = receipts.map(([receipt]) => receipt!.seq).sort((a, b) => a - b)
  expect(seqs).toEqual(Array.from({ length: 500 }, (_, i) => i + 3))
})
