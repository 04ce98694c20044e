/** Live entries: what was missed since `lastSeq`, then everything as it is appended. */
import { type Locale } from '@daybook/catalogue'
import type { Entry, EntryFilter } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Presenting } from '../entry/present-entry.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { matchesRow } from '../store/read/filter.ts'
import { type OpenRow, openRows, presentRows } from '../store/read/open-rows.ts'
import { scanPlain } from '../store/read/scan.ts'
import { readTogether } from '../store/transaction.ts'
import { parseId } from '../ids.ts'
import { resolveList, type Subject } from './read-entries.ts'
import { requireScope } from './require-scope.ts'

export interface FollowRequest {
  readonly subject: Subject
  readonly filter: EntryFilter
  /** The last entry that the listener has; from now on where absent. */
  readonly lastSeq?: number
  readonly locale?: Locale
}

/** `heard` names the last entry looked at, so that a resume need not look again at those that did not match. */
export type Deliver = (entries: readonly Entry[], heard: number) => void

/** Answers how to stop. Entries come in order of seq, each once. */
export async function followEntries(
  daybook: Daybook,
  principal: Principal,
  request: FollowRequest,
  deliver: Deliver,
): Promise<() => void> {
  requireScope(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const presenting = { locale: request.locale ?? (workspace.locale as Locale), timeZone: workspace.timeZone }
  let list = await resolveList(daybook, workspace, request.subject, request.filter)
  let done = 0
  // One delivery after another: a later batch must not overtake an earlier one that is still being presented.
  let turn: Promise<void> = Promise.resolve()
  const pass = (rows: readonly OpenRow[]): void => {
    turn = turn
      .then(async () => {
        const fresh = rows.filter(({ row }) => row.seq > done)
        const heard = fresh.at(-1)?.row.seq
        if (heard === undefined) return
        // A kind, actor or object that the filter names may be new since the last batch.
        if (list.incomplete || fresh.some(({ row }) => row.kind > list.lastKind)) {
          list = await resolveList(daybook, workspace, request.subject, request.filter)
        }
        const matching = fresh.filter(
          one =>
            matchesRow(one.row, list.rows) &&
            list.matches?.(one.opened) !== false &&
            (list.object === undefined || isOf(one, list.object)) &&
            (list.others.length === 0 || list.others.some(object => isOf(one, object))),
        )
        done = heard
        deliver(await presentOnce(daybook, workspace, matching, presenting), heard)
      })
      .catch(() => {})
  }
  let catchingUp: OpenRow[][] | undefined = []
  const followed = await daybook.tail.follow(workspace.id, rows => {
    if (catchingUp === undefined) pass(rows)
    else catchingUp.push([...rows])
  })
  done = request.lastSeq ?? followed.from
  let at = done
  while (at < followed.from) {
    const page = await readTogether(daybook.pools.app, workspace.id, run =>
      scanPlain(run, { workspaceId: workspace.id, order: 'asc', after: { at: 0, seq: at }, limit: 500 }),
    )
    if (page.rows.length === 0) break
    at = page.rows.at(-1)!.seq
    pass(await openRows(daybook, workspace.id, page.rows))
  }
  for (const rows of catchingUp) pass(rows)
  catchingUp = undefined
  return followed.stop
}

const presented = new WeakMap<OpenRow, Map<string, Promise<Entry>>>()

/** All listeners of one language share the entry that is made for the first of them. */
function presentOnce(
  daybook: Daybook,
  workspace: Workspace,
  rows: readonly OpenRow[],
  presenting: Presenting,
): Promise<Entry[]> {
  return Promise.all(
    rows.map(row => {
      let byLocale = presented.get(row)
      if (byLocale === undefined) presented.set(row, (byLocale = new Map()))
      let entry = byLocale.get(presenting.locale)
      if (entry === undefined) {
        entry = presentRows(daybook, workspace, [row], presenting).then(([one]) => one!)
        byLocale.set(presenting.locale, entry)
      }
      return entry
    }),
  )
}

/** True where the client or object stands in the entry. */
function isOf({ record }: OpenRow, id: number): boolean {
  if (record.clientIds.includes(id)) return true
  const objects = record.fields.get('objects')
  return typeof objects === 'string' && (JSON.parse(objects) as [string, string][]).some(([, ref]) => parseId('ob', ref) === id)
}
