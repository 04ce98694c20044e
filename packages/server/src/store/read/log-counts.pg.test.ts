import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Draft, EntryFilter } from '@daybook/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { appendEntries } from '../../actions/append-entries.ts'
import { countEntries } from '../../actions/count-entries.ts'
import { createWorkspace } from '../../actions/create-workspace.ts'
import type { Principal } from '../../entry/workspace.ts'
import { openDaybook } from '../../open-daybook.ts'
import { freshDatabase } from '../../postgres/test-postgres.ts'

const ACTIONS = ['booking.booked', 'payment.succeeded', 'client.updated', 'client.tagged']
const ACTORS = ['M-1', 'M-2', 'M-3']
const SOURCES = ['staff', 'api'] as const

const draftOf = (n: number): Draft =>
  ({
    action: ACTIONS[n % 4]!,
    client: { id: `C-${n % 5}`, name: `Client ${n % 5}` },
    actor: { type: 'staff', id: ACTORS[n % 3], name: 'Somebody' },
    source: SOURCES[n % 2],
  }) as Draft

const step = fc.record({
  server: fc.nat(1),
  appended: fc.nat({ max: 7 }),
  asking: fc.array(
    fc.record({ server: fc.nat(1), action: fc.subarray(ACTIONS), source: fc.subarray([...SOURCES]) }),
    {
      maxLength: 3,
    },
  ),
})

test('the counts of a log are those of its entries at every moment, on a server that did not write them too', async () => {
  const database = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'daybook-keys-'))
  const servers = [openDaybook(database.urls, folder), openDaybook(database.urls, folder)]
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async steps => {
        const { id } = await createWorkspace(servers[0]!, { name: 'Counted', timeZone: 'Europe/Lisbon' })
        const principal: Principal = {
          workspaceId: id,
          kind: 'daybook',
          actor: { type: 'system' },
          scopes: ['admin', 'append', 'read'],
        }
        const written: Draft[] = ACTIONS.map((_, n) => draftOf(n))
        await appendEntries(servers[0]!, principal, { entries: written }, 10_000)
        // Which kinds there are, another server learns within a second.
        for (const { kinds } of servers) await kinds.refresh(id)
        for (const { server, appended, asking } of steps) {
          const drafts = Array.from({ length: appended }, (_, n) => draftOf(written.length + n))
          if (appended > 0) await appendEntries(servers[server]!, principal, { entries: drafts }, 10_000)
          written.push(...drafts)
          const answers = await Promise.all(
            asking.map(({ server: other, action, source }) => {
              const filter = {
                category: ['bookings', 'payments', 'customers'],
                action,
                source,
              } as EntryFilter
              const { action: _, source: __, ...any } = filter
              return countEntries(
                servers[other]!,
                principal,
                { of: 'log' },
                {
                  ...any,
                  ...(action.length > 0 && { action }),
                  ...(source.length > 0 && { source: [...source] }),
                },
              )
            }),
          )
          for (const [i, { action, source }] of asking.entries()) {
            const matching = written.filter(
              draft =>
                (action.length === 0 || action.includes(draft.action)) &&
                (source.length === 0 || source.includes(draft.source as never)),
            )
            expect(answers[i]!.total).toBe(matching.length)
            const byAction = Object.groupBy(matching, draft => draft.action)
            expect(answers[i]!.facets.action).toEqual(
              Object.fromEntries(Object.entries(byAction).map(([name, list]) => [name, list!.length])),
            )
          }
        }
      }),
      { numRuns: 25 },
    )
  } finally {
    for (const daybook of servers) await daybook.close()
    await database.drop()
    rmSync(folder, { recursive: true })
  }
})
