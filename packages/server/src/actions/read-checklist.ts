/** How a booking stands, step by step, and the ways into the app of the host that keeps it. */
import type { Locale } from '@daybook/catalogue'
import {
  type ChecklistAnswer,
  checklistOf,
  expandLink,
  HOST_LINK_NAMES,
  type HostLinks,
} from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { readEntriesBySeq } from '../read/read-of-objects.ts'
import { veil } from '../read/veil.ts'
import { readLinked } from '../store/read/linked-after.ts'
import { openRows, presentRows } from '../store/read/open-rows.ts'
import { findStored, missing } from './read-object.ts'
import { choicesOf } from './read-settings.ts'
import { visibilityOf } from './visibility-of.ts'

/** Told from the entries that this reader sees, by the steps of now. Throws `not_found`. */
export async function readChecklist(
  daybook: Daybook,
  principal: Principal,
  id: string,
): Promise<ChecklistAnswer> {
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const found = await findStored(daybook, principal, workspace, 'booking', id)
  if (found?.of !== 'object') throw missing('booking')
  const { object, owners } = found.stored
  const entries = await entriesAbout(daybook, principal, workspace, object.id)
  if (entries.length === 0) throw missing('booking')
  const { checklist, links } = choicesOf(workspace)
  const record = { id: object.hostId, client: owners.find(owner => owner.hostId !== undefined)?.hostId }
  return {
    steps: checklistOf(checklist, entries, formatId('ob', object.id)),
    links: links && expandAll(links, record),
  }
}

/** Oldest first. */
async function entriesAbout(daybook: Daybook, principal: Principal, workspace: Workspace, subject: number) {
  const seqs = await readLinked(daybook.pools.app, workspace.id, subject)
  const all = await readEntriesBySeq(daybook, workspace.id, seqs)
  const sight = await visibilityOf(daybook, principal)
  const opened = await openRows(
    daybook,
    workspace.id,
    seqs.flatMap(seq => all.get(seq) ?? []),
  )
  const rows = opened
    .flatMap(row => veil(row, sight) ?? [])
    .sort((a, b) => a.row.occurred_at - b.row.occurred_at || a.row.seq - b.row.seq)
  return presentRows(daybook, workspace, rows, {
    locale: workspace.locale as Locale,
    timeZone: workspace.timeZone,
    deleted: sight.deleted,
  })
}

const expandAll = (links: HostLinks, record: Parameters<typeof expandLink>[1]): HostLinks =>
  Object.fromEntries(
    HOST_LINK_NAMES.flatMap(name => {
      const template = links[name]
      const address = template === undefined ? undefined : expandLink(template, record)
      return address === undefined ? [] : [[name, address]]
    }),
  )
