import { LogError, type RetentionPreview, type RetentionYear } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { yearOfKind } from '../entry/open-entry.ts'
import { formatInstant, startOfYear } from '../entry/times.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { RETENTION_PAUSE } from '../privacy/apply-retention.ts'
import { countPersonalEntries } from '../privacy/count-personal-entries.ts'
import { readHeld } from '../store/privacy/client-privacy.ts'
import { type PersonalKey, readKeys, readKinds } from '../store/privacy/personal-keys.ts'
import { readSize } from '../store/read-size.ts'
import { readTogether, type Run } from '../store/transaction.ts'

/** Milliseconds after which no further year is counted. */
const COUNTING_TIME = 3000
const PAGE = 5000

/**
 * How many entries' personal parts a limit of so many years makes unreadable, by year and when (J5). Without a limit, of
 * the one that the workspace has; throws `query_invalid` where it has none.
 */
export async function previewRetention(
  daybook: Daybook,
  principal: Principal,
  given: number | undefined,
): Promise<RetentionPreview> {
  requireRight(principal, 'readSettings')
  const { id, settings } = await daybook.workspaces.get(principal.workspaceId)
  const chosen = settings.retention ?? undefined
  const years = given ?? chosen?.years
  if (years === undefined)
    throw new LogError('query_invalid', '/years: retention is off: say how many years to preview.', {
      errors: [{ path: '/years', message: 'retention is off: say how many years to preview' }],
    })
  const now = daybook.now()
  const from = (chosen?.years === years ? chosen.since : now) + RETENTION_PAUSE
  const kinds = await read(daybook, id, run => readKinds(run, id))
  const end = performance.now() + COUNTING_TIME
  const byYear: RetentionYear[] = []
  for (const [year, own] of [...Map.groupBy(kinds, yearOfKind)].sort(([a], [b]) => a - b)) {
    if (performance.now() > end) return { years, byYear, complete: false }
    const at = formatInstant(Math.max(from, now, startOfYear(year + years + 1)))
    const [taken, held] = [await countKeys(daybook, id, own, false), await countKeys(daybook, id, own, true)]
    if (taken.clients + held.clients > 0) byYear.push({ year, at, ...taken, held })
  }
  return { years, byYear, complete: true }
}

/** The keys of one year, of those who are held or of all others. */
async function countKeys(
  daybook: Daybook,
  workspaceId: number,
  kinds: readonly number[],
  ofHeld: boolean,
): Promise<{ entries: number; clients: number }> {
  const [held, upTo] = await read(daybook, workspaceId, run =>
    Promise.all([readHeld(run, workspaceId), readSize(run, workspaceId)]),
  )
  const keys: PersonalKey[] = []
  for (const kind of kinds) {
    for (let after = 0; ; after = keys.at(-1)!.clientId) {
      const page = { kind, after, held, ofHeld, limit: PAGE }
      const more = await read(daybook, workspaceId, run => readKeys(run, workspaceId, page))
      keys.push(...more)
      if (more.length < PAGE) break
    }
  }
  return {
    entries: await countPersonalEntries(daybook, workspaceId, keys, upTo),
    clients: new Set(keys.map(key => key.clientId)).size,
  }
}

const read = <T>(daybook: Daybook, workspaceId: number, job: (run: Run) => Promise<T>): Promise<T> =>
  readTogether(daybook.pools.app, workspaceId, job)
