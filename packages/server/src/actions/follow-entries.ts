/** Live entries: what was missed since `lastSeq`, then everything as it is appended. */
import { type Locale } from '@daybook/catalogue'
import type { Entry, EntryFilter } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Presenting } from '../entry/present-entry.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { seesClient, type Sight } from '../policy/sight.ts'
import { veil } from '../read/veil.ts'
import { matchesRow } from '../store/read/filter.ts'
import { freshRows, type OpenRow, openRows, presentRows } from '../store/read/open-rows.ts'
import { scanPlain, type Step } from '../store/read/scan.ts'
import { readTogether } from '../store/transaction.ts'
import { parseId } from '../ids.ts'
import { resolveList, type ResolvedList, type Subject } from './read-entries.ts'
import { visibilityOf } from './visibility-of.ts'

export interface FollowRequest {
  readonly subject: Subject
  readonly filter: EntryFilter
  /** The last entry that the listener has; from now on where absent. */
  readonly lastSeq?: number
  readonly locale?: Locale
}

/**
 * `heard` names the last entry looked at, so that a resume need not look again at those that did not match. Answers
 * false where nobody listens any more.
 */
export type Deliver = (entries: readonly Entry[], heard: number) => boolean

/**
 * Answers how to stop. Entries come in order of seq, each once. Calls `lose` where entries could not be read: nothing
 * is delivered after them, and the listener resumes behind the last that it heard of.
 */
export async function followEntries(
  daybook: Daybook,
  principal: Principal,
  request: FollowRequest,
  deliver: Deliver,
  lose: () => void,
): Promise<() => void> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const locale = request.locale ?? (workspace.locale as Locale)
  const audience: Audience = { daybook, workspace, principal, request, locale }
  let list = await resolve(audience)
  let done = 0
  // One delivery after another: a later batch must not overtake an earlier one that is still being presented.
  let turn: Promise<void> = Promise.resolve()
  let lost = false
  const pass = (rows: readonly OpenRow[]): void => {
    turn = turn
      .then(async () => {
        if (lost) return
        const fresh = rows.filter(({ row }) => row.seq > done)
        const heard = fresh.at(-1)?.row.seq
        if (heard === undefined) return
        if (await isOutdated(audience, list, fresh)) list = await resolve(audience)
        lost = !(await show(audience, fresh, list, entries => deliver(entries, heard)))
        done = heard
      })
      .catch(() => {
        lost = true
        lose()
      })
  }
  const catchUp = async (to: number): Promise<void> => {
    for (let at = done; at < to && !lost; ) {
      const page = await readAfter(daybook, workspace.id, at)
      if (page.rows.length === 0) break
      at = page.rows.at(-1)!.seq
      pass(await openRows(daybook, workspace.id, page.rows))
      // One page at a time: a long history must not pile up in memory, nor be read for nobody.
      await turn
    }
  }
  let catchingUp: OpenRow[][] | undefined = []
  const followed = await daybook.tail.follow(workspace.id, rows => {
    if (catchingUp === undefined) pass(rows)
    else catchingUp.push([...rows])
  })
  done = request.lastSeq ?? followed.from
  try {
    await catchUp(followed.from)
  } catch (error) {
    followed.stop()
    throw error
  }
  for (const rows of catchingUp) pass(rows)
  catchingUp = undefined
  return followed.stop
}

interface Audience {
  readonly daybook: Daybook
  readonly workspace: Workspace
  readonly principal: Principal
  readonly request: FollowRequest
  readonly locale: Locale
}

const resolve = async ({ daybook, workspace, principal, request }: Audience): Promise<ResolvedList> =>
  resolveList(daybook, workspace, request.subject, request.filter, await visibilityOf(daybook, principal))

/** Delivers what of some rows belongs in the list and may be seen now, however long ago they were read. */
async function show(
  { daybook, workspace, principal, request, locale }: Audience,
  rows: readonly OpenRow[],
  list: ResolvedList,
  deliver: (entries: readonly Entry[]) => boolean,
): Promise<boolean> {
  if (rows.some(changesPrivacy)) daybook.privacy.lookAgain(workspace.id)
  for (;;) {
    const epoch = daybook.clientKeys.epoch(workspace.id)
    const sight = await visibilityOf(daybook, principal)
    const seen = (await freshRows(daybook, workspace.id, rows)).flatMap(row => veil(row, sight) ?? [])
    const listed = isNobodys(request.subject, list, sight) ? [] : seen.filter(row => isListed(row, list))
    const presenting = { locale, timeZone: workspace.timeZone, deleted: sight.deleted }
    const entries = await presentOnce(daybook, workspace, listed, presenting)
    // Of a client erased in the meantime nothing goes out any more.
    if (epoch === daybook.clientKeys.epoch(workspace.id)) return deliver(entries)
  }
}

/** A kind, actor or object that the filter names may be new since the last batch, and whose page it is another. */
async function isOutdated(
  { daybook, workspace }: Audience,
  list: ResolvedList,
  rows: readonly OpenRow[],
): Promise<boolean> {
  const isMerge = changesMerges(rows)
  if (isMerge) daybook.privacy.lookAgain(workspace.id)
  const newest = Math.max(...rows.map(({ row }) => row.kind))
  if (!isMerge && !list.incomplete && newest <= list.lastKind) return false
  // Another server may have made it: the kinds known here can be a second old.
  await daybook.kinds.get(workspace.id, newest)
  return true
}

/** Another's history may stand on the client's page from now on, or no more. */
const MERGE_ACTIONS = ['client.merged', 'client.unmerged', 'client.erased', 'client.anonymised']
const changesMerges = (rows: readonly OpenRow[]): boolean =>
  rows.some(({ record }) => MERGE_ACTIONS.includes(String(record.fields.get('action'))))

/** True where the list is of a client whom the listener no longer sees. */
const isNobodys = (subject: Subject, { object }: ResolvedList, sight: Sight): boolean =>
  subject.of === 'client' && object !== undefined && !seesClient(sight, object)

/** Whoever may be seen is another after these. */
const PRIVACY_ACTIONS = [
  'client.deleted',
  'client.restored',
  'client.merged',
  'client.unmerged',
  'client.erased',
  'client.anonymised',
]
const changesPrivacy = ({ record }: OpenRow): boolean =>
  PRIVACY_ACTIONS.includes(String(record.fields.get('action')))

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

const readAfter = (daybook: Daybook, workspaceId: number, seq: number): Promise<Step> =>
  readTogether(daybook.pools.app, workspaceId, run =>
    scanPlain(run, { workspaceId, order: 'asc', after: { at: 0, seq }, limit: 500 }),
  )

const isListed = (one: OpenRow, list: ResolvedList): boolean =>
  matchesRow(one.row, list.rows) &&
  list.matches?.(one) !== false &&
  (list.object === undefined || [list.object, ...(list.merged ?? [])].some(id => isOf(one, id))) &&
  (list.others.length === 0 || list.others.some(object => isOf(one, object)))

/** True where the client or object stands in the entry. */
function isOf({ record }: OpenRow, id: number): boolean {
  if (record.clientIds.includes(id)) return true
  const objects = record.fields.get('objects')
  return (
    typeof objects === 'string' &&
    (JSON.parse(objects) as [string, string][]).some(([, ref]) => parseId('ob', ref) === id)
  )
}
