/** A booking's links and its letter, written with the act that makes them needed. */
import type { WorkspaceKeys } from '../keys/key-folder.ts'
import { randomId } from '../random.ts'
import { insertLink } from '../store/online/client-links.ts'
import { insertLetter, type LetterName } from '../store/online/letters.ts'
import type { Run } from '../store/transaction.ts'
import { hashOf, linkNumber, linkSecret } from './secrets.ts'

/** How long what was booked online waits for its confirmation, in ms. */
export const CONFIRM_WITHIN = 3_600_000
const DAY = 86_400_000

export interface BookingLinks {
  readonly workspaceId: number
  readonly keys: WorkspaceKeys
  readonly clientId: number
  readonly objectId: number
  readonly letter: LetterName
  /** Of the act's entry. */
  readonly seq: number
  /** Names the request: the same again has the same links. */
  readonly key: string
  /** UTC ms. */
  readonly now: number
  /** When the booking ends: then its links do. */
  readonly until: number
}

/** The secret of the link that whoever has just acted goes on with. */
export const ownSecret = (keys: WorkspaceKeys, key: string): string =>
  linkSecret(keys, linkNumber(keys, 'own', key))

/** One link for the page that follows, and one for the letter. Answers the letter's number. */
export async function writeLinks(run: Run, given: BookingLinks): Promise<number> {
  const { workspaceId, keys, clientId, objectId, key, now, until } = given
  const linkIds = { own: linkNumber(keys, 'own', key), mailed: linkNumber(keys, 'mailed', key) }
  for (const [kind, linkId] of Object.entries(linkIds)) {
    await insertLink(run, {
      workspaceId,
      linkId,
      hash: hashOf(linkSecret(keys, linkId)),
      purpose: 'visit',
      clientId,
      objectId,
      mailed: kind === 'mailed',
      createdAt: now,
      expiresAt: until,
    })
  }
  return writeLetter(run, { ...given, linkId: linkIds.mailed })
}

/** A letter that is due at once. */
export async function writeLetter(
  run: Run,
  given: Omit<BookingLinks, 'keys' | 'key' | 'objectId' | 'seq'> & {
    readonly objectId?: number | undefined
    readonly linkId?: number | undefined
    readonly seq?: number | undefined
  },
): Promise<number> {
  const { workspaceId, clientId, objectId, letter, seq, now, until, linkId } = given
  const letterId = randomId()
  await insertLetter(run, {
    workspaceId,
    letterId,
    letter,
    clientId,
    objectId,
    linkId,
    causeSeq: seq,
    state: 'waiting',
    tries: 0,
    createdAt: now,
    dueAt: now,
    expiresAt: Math.max(until, now + DAY / 96),
  })
  return letterId
}
