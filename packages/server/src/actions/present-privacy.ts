import type { ClientPrivacy as PrivacyView } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { DAY_MS, formatInstant } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatEntryId } from '../ids.ts'
import { type ClientPrivacy, MODE_OF } from '../store/privacy/client-privacy.ts'

/** What is decided about a client, as the routes answer it. */
export function presentPrivacy(daybook: Daybook, workspace: Workspace, privacy: ClientPrivacy): PrivacyView {
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  const { deletedAt, deletedSeq, eraseAt, graceLeft, heldAt, heldSeq, gone, goneAt, goneSeq } = privacy
  const entry = (seq: number | undefined): string => formatEntryId(entryIdKey, workspace.generations, seq!)
  return {
    ...(deletedAt !== undefined && {
      deleted: {
        at: formatInstant(deletedAt),
        entry: entry(deletedSeq),
        ...(eraseAt !== undefined && { eraseAt: formatInstant(eraseAt) }),
        ...(graceLeft !== undefined && { daysLeft: Math.ceil(graceLeft / DAY_MS) }),
      },
    }),
    ...(heldAt !== undefined && { hold: { since: formatInstant(heldAt), entry: entry(heldSeq) } }),
    ...(gone !== undefined && {
      gone: { mode: MODE_OF[gone], at: formatInstant(goneAt!), entry: entry(goneSeq) },
    }),
  }
}
