import type { PrivacyRequest as RequestView } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatEntryId, formatId } from '../ids.ts'
import { MODE_OF } from '../store/privacy/client-privacy.ts'
import type { PrivacyRequest } from '../store/privacy/privacy-requests.ts'

/** What clients asked, as the routes answer it, with the names that are still known. */
export async function presentRequests(
  daybook: Daybook,
  workspace: Workspace,
  requests: readonly PrivacyRequest[],
): Promise<RequestView[]> {
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  const entry = (seq: number): string => formatEntryId(entryIdKey, workspace.generations, seq)
  const shown: RequestView[] = []
  for (const request of requests) {
    const { seq, clientId, mode, askedAt, askedBy, atOnce, decision } = request
    const client = await daybook.clientIndex.get(daybook, workspace.id, clientId)
    shown.push({
      id: entry(seq),
      client: {
        id: formatId('cl', clientId),
        ...(client?.hostId !== undefined && { hostId: client.hostId }),
        ...(client?.name !== undefined && { name: client.name }),
        erased: client?.erased ?? true,
      },
      ...(mode !== undefined && { mode: MODE_OF[mode] }),
      askedAt: formatInstant(askedAt),
      askedBy,
      atOnce,
      ...(decision !== undefined && {
        decision: {
          outcome: decision === 'declined' ? 'decline' : MODE_OF[decision],
          at: formatInstant(request.decidedAt!),
          entry: entry(request.decidedSeq!),
        },
      }),
    })
  }
  return shown
}
