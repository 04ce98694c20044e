import type { Locale } from '@daybook/catalogue'
import { LogError } from '@daybook/protocol'
import { writeClientExport } from '../client-export/write-client-export.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { readDirectory } from '../store/read/directory-of.ts'
import { privacyOf } from './decide-privacy.ts'
import { findSurvivor } from './find-own-client.ts'
import { recordOwn } from './record-own.ts'

export interface ClientExportRequest {
  /** With internal notes and entries. */
  readonly notes: boolean
  /** The client asked for it: that is written down as well. */
  readonly requested: boolean
  readonly locale?: Locale
}

/**
 * A client's own data (R-G4), as a zip that is made while it is read. That it was made is an entry on the client's
 * timeline. Throws `not_found`, and `state_conflict` where the client was erased or anonymised.
 */
export async function exportClient(
  daybook: Daybook,
  principal: Principal,
  id: string,
  request: ClientExportRequest,
): Promise<{ readonly fileName: string; readonly bytes: AsyncGenerator<Uint8Array, void, void> }> {
  requireRight(principal, 'export')
  const { workspace, clientId } = await findSurvivor(daybook, principal, id)
  const { gone } = await privacyOf(daybook, workspace, clientId)
  const client = await readDirectory(daybook, workspace.id, clientId)
  if (gone !== undefined || client === undefined)
    throw new LogError('state_conflict', 'This client is gone: there is nothing left to export.')
  const about = { client: { id: formatId('cl', clientId) }, data: { format: 'zip' } }
  const record = async (action: string, causedBy?: string) =>
    recordOwn(
      daybook,
      principal,
      workspace,
      { action, ...about, ...(causedBy !== undefined && { causedBy }) },
      async () => {},
    )
  const asked = request.requested ? await record('client.export_requested') : undefined
  const { seq } = await record('client.exported', asked?.id)
  const merges = await daybook.privacy.merges(workspace.id)
  const merged = await Promise.all(
    merges.mergedInto(clientId).map(async other => {
      const profile = await readDirectory(daybook, workspace.id, other)
      return profile === undefined ? [] : [{ clientId: other, ...profile }]
    }),
  )
  const madeAt = daybook.now()
  return {
    fileName: `client-data-${new Date(madeAt).toISOString().slice(0, 10)}.zip`,
    bytes: writeClientExport(daybook, {
      workspace,
      profiles: [{ clientId, ...client }, ...merged.flat()],
      upTo: seq,
      notes: request.notes,
      locale: request.locale ?? (workspace.locale as Locale),
      madeAt,
    }),
  }
}
