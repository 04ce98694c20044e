/** What a group's entries ask and decide about erasure: the list of open requests follows them like any read model. */
import { parseEntryId } from '../../ids.ts'
import type { Workspace } from '../../entry/workspace.ts'
import type { WorkspaceKeys } from '../../keys/key-folder.ts'
import type { Write } from '../combine-statements.ts'
import type { Gone } from '../privacy/client-privacy.ts'
import {
  DECLINE_REQUESTS,
  declineValues,
  INSERT_REQUESTS,
  type Declining,
  type PrivacyRequest,
  requestValues,
} from '../privacy/privacy-requests.ts'
import type { PreparedEntry, PreparedGroup } from './group.ts'

const ASKED = 'client.erasure_requested'
const DECLINED = 'client.erasure_declined'
/** What is older was asked elsewhere, long ago: it waits for somebody to decide. */
const RECENT_MS = 86_400_000

export interface Asked extends Pick<PrivacyRequest, 'clientId' | 'mode' | 'askedAt' | 'askedBy' | 'atOnce'> {
  readonly entry: number
  readonly keyMac?: Buffer
}
export interface Declined extends Omit<Declining, 'seq'> {
  readonly entry: number
}

/** Everything of a group about requests; `entry` is the place among the prepared. */
export function askedInGroup(
  entries: readonly PreparedEntry[],
  workspace: Workspace,
  keys: WorkspaceKeys,
): { asked: readonly Asked[]; declined: readonly Declined[] } {
  const asked: Asked[] = []
  const declined: Declined[] = []
  for (const [entry, { intent, clientIds, actor, recordedAt }] of entries.entries()) {
    const { at } = intent.occurrence
    if (intent.outcome !== 'success') continue
    const askedBy = intent.actor.type
    // Of several clients it is the one who acts who asks, else the first.
    const clientId = askedBy === 'client' ? actor : clientIds[0]
    if (intent.action === ASKED && clientId !== undefined) {
      const atOnce =
        (workspace.settings.privacy?.onRequest ?? 'ask') !== 'ask' &&
        askedBy === 'client' &&
        recordedAt * 1000 - at < RECENT_MS
      asked.push({
        clientId,
        mode: modeOf(intent.data['mode']),
        askedAt: at,
        askedBy,
        atOnce,
        entry,
        keyMac: intent.keyMac,
      })
    }
    if (intent.action !== DECLINED) continue
    const cause =
      intent.causedBy === undefined
        ? undefined
        : parseEntryId(keys.entryIdKey, workspace.generations, intent.causedBy)
    for (const clientId of clientIds)
      declined.push({ clientId, cause, causeMac: intent.causedByKey, at, entry })
  }
  return { asked, declined }
}

const modeOf = (value: unknown): Gone | undefined =>
  value === 'erase' ? 'erased' : value === 'anonymise' ? 'anonymised' : undefined

export function writeAsked(
  workspaceId: number,
  { asked, declined }: PreparedGroup,
  seqOf: (place: number) => number,
): Write[] {
  const writes: Write[] = []
  const declining = declined.map(one => ({ ...one, seq: seqOf(one.entry) }))
  if (asked.length > 0) {
    const made = asked.map(one => ({ ...one, seq: seqOf(one.entry) }))
    // The statement that closes requests sees the rows as they were before this one writes its own.
    const closed = made.map(one =>
      declining.find(
        other =>
          other.clientId === one.clientId &&
          other.seq > one.seq &&
          (other.cause === undefined || other.cause === one.seq) &&
          (other.causeMac === undefined || one.keyMac?.equals(other.causeMac) === true),
      ),
    )
    writes.push({ statement: INSERT_REQUESTS, values: requestValues(workspaceId, made, closed) })
  }
  if (declining.length > 0)
    writes.push({ statement: DECLINE_REQUESTS, values: declineValues(workspaceId, declining) })
  return writes
}
