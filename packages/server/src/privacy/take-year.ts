/**
 * Retention takes a year: destroys the personal keys of its entries in the transaction that appends the entry telling of
 * it, behind the head's lock. Whoever prepared something for that year finds there that it was taken, and seals it under
 * a new key.
 */
import { LogError } from '@daybook/protocol'
import { recordOwn } from '../actions/record-own.ts'
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { eraseExports } from '../store/exports/erase-exports.ts'
import { readKekInForce } from '../store/kek-rows.ts'
import { markPrivacy, readHeld } from '../store/privacy/client-privacy.ts'
import { cameSince, destroyKeys, type PersonalKey, readKeys } from '../store/privacy/personal-keys.ts'
import { insertTake, readTaken, type RetentionTake } from '../store/privacy/retention-takes.ts'
import { readSize } from '../store/read-size.ts'
import { readTogether, type Run } from '../store/transaction.ts'
import { countPersonalEntries } from './count-personal-entries.ts'
import { systemOf } from './system-of.ts'

/** Keys of one take: more would keep the log waiting for too long. A larger year is taken in several. */
const MOST_KEYS = 20_000
/** Tries that new entries of the year, or a decision about a hold, may spoil. */
const MOST_TRIES = 5

export interface YearToTake {
  readonly year: number
  /** The kinds of its keys. */
  readonly kinds: readonly number[]
  /** Clients whose keys stay, where that was decided when the year was taken before; else those who are held now. */
  readonly spared?: readonly number[]
  /** How often the year was taken by then: it is taken even where no key is left. */
  readonly again?: number | undefined
  /** Why it is taken, where that is not the workspace's choice. */
  readonly rule?: { readonly id: string; readonly name: string }
}

/** Answers the take, or undefined where there is nothing left to destroy. */
export async function takeYear(
  daybook: Daybook,
  workspace: Workspace,
  order: YearToTake,
): Promise<RetentionTake | undefined> {
  const { app } = daybook.pools
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const [upTo, held] = await readTogether(app, workspace.id, run =>
      Promise.all([readSize(run, workspace.id), order.spared ?? readHeld(run, workspace.id)]),
    )
    const keys = await keysOf(daybook, workspace.id, order, held)
    if (keys.length === 0 && order.again === undefined) return undefined
    const take = await attempt(daybook, workspace, order, { upTo, held, keys })
    if (take !== undefined) return take
  }
  throw new LogError('log_busy', `Entries of ${order.year} are being written: retention waits for them.`, {
    retryAfter: 60,
  })
}

async function keysOf(
  daybook: Daybook,
  workspaceId: number,
  { kinds }: YearToTake,
  held: readonly number[],
): Promise<PersonalKey[]> {
  const keys: PersonalKey[] = []
  for (const kind of kinds) {
    const page = { kind, after: 0, held, ofHeld: false, limit: MOST_KEYS - keys.length }
    keys.push(
      ...(await readTogether(daybook.pools.app, workspaceId, run => readKeys(run, workspaceId, page))),
    )
    if (keys.length === MOST_KEYS) break
  }
  return keys
}

interface Counted {
  /** The entries that are counted go so far. */
  readonly upTo: number
  readonly held: readonly number[]
  readonly keys: readonly PersonalKey[]
}

class Moved extends Error {}

/** Undefined where something came between the counting and the lock. */
async function attempt(
  daybook: Daybook,
  workspace: Workspace,
  order: YearToTake,
  counted: Counted,
): Promise<RetentionTake | undefined> {
  const { year, again = 1 } = order
  const { keys, upTo } = counted
  const count = await countPersonalEntries(daybook, workspace.id, keys, upTo)
  let take: RetentionTake | undefined
  try {
    const { seq } = await recordOwn(
      daybook,
      systemOf(workspace),
      workspace,
      {
        action: 'retention.applied',
        source: 'automated',
        data: { count, year: String(year) },
        ...(order.rule !== undefined && { rule: order.rule }),
      },
      async () => {},
      async (run, own) => {
        await refuseIfMoved(run, workspace.id, order, { ...counted, before: own })
        const [taken, kek] = await Promise.all([
          readTaken(run, workspace.id),
          readKekInForce(run, workspace.id),
        ])
        const times = Math.max((taken.get(year) ?? 0) + 1, again)
        take = { year, times, seq: own, at: daybook.now(), kek: kek! }
        await Promise.all([insertTake(run, workspace.id, take), markPrivacy(run, workspace.id, own)])
        // A file that is kept may hold what has just become unreadable.
        const clientIds = keys.map(key => key.clientId)
        await eraseExports(run, workspace.id, clientIds)
      },
    )
    // Before anybody hears that it is done.
    daybook.privacy.changed(workspace.id, seq)
    return take
  } catch (error) {
    if (error instanceof Moved) return undefined
    throw error
  }
}

async function refuseIfMoved(
  run: Run,
  workspaceId: number,
  { year, spared }: YearToTake,
  { keys, held, upTo, before }: Counted & { readonly before: number },
): Promise<void> {
  const heldNow = spared === undefined ? await readHeld(run, workspaceId) : []
  if (heldNow.some(id => !held.includes(id))) throw new Moved()
  if (await cameSince(run, workspaceId, year, { after: upTo, before })) throw new Moved()
  if ((await destroyKeys(run, workspaceId, keys)) !== keys.length) throw new Moved()
}
