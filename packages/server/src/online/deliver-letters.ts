/** Sends letters to clients. What became of each is an entry: sent, failed, or not sent because nobody sends mail here. */
import { LOCALES } from '@daybook/catalogue'
import type { Draft } from '@daybook/protocol'
import { recordOwn } from '../actions/record-own.ts'
import { newId } from '../acts/new-id.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatEntryId } from '../ids.ts'
import { systemOf } from '../privacy/system-of.ts'
import {
  claimLetters,
  giveToStaff,
  type QueuedLetter,
  removeLetter,
  retryLetter,
} from '../store/online/letters.ts'
import { inWorkspace } from '../store/transaction.ts'
import { type WrittenLetter, writeOnlineLetter } from './letter-text.ts'
import type { OnlineParts } from './parts.ts'
import { ONLINE_WORDS } from './words/online-words.ts'

const MINUTE = 60_000
/** How long whoever sends a letter may take; then it is somebody else's. */
const CLAIMED_FOR = 2 * MINUTE
/** Waits between tries, in ms; behind the last the letter has failed. */
const WAITS = [MINUTE, 10 * MINUTE, 60 * MINUTE]

/** Sends one letter now; nobody waits for it. What fails is tried again by the job. */
export function deliverLetter(parts: OnlineParts, workspaceId: number, letterId: number): void {
  parts.delivering(deliverLetters(parts, workspaceId, letterId).catch(parts.report))
}

/** Sends what is due. */
export async function deliverLetters(
  parts: OnlineParts,
  workspaceId: number,
  letterId?: number,
): Promise<void> {
  const { daybook } = parts
  const now = daybook.now()
  const claim = { now, until: now + CLAIMED_FOR, ...(letterId !== undefined && { letterId }) }
  const letters = await claimLetters(daybook.pools.app, workspaceId, claim)
  if (letters.length === 0) return
  const workspace = await daybook.workspaces.get(workspaceId)
  for (const letter of letters) await deliver(parts, workspace, letter)
}

async function deliver(parts: OnlineParts, workspace: Workspace, letter: QueuedLetter): Promise<void> {
  const { daybook, send, baseUrl } = parts
  // The staff read it, in the language of the workspace.
  const words = ONLINE_WORDS[LOCALES.find(one => one === workspace.locale) ?? 'en']
  const written = await writeOnlineLetter(daybook, baseUrl, workspace, letter)
  if (written === undefined || letter.expiresAt <= daybook.now()) {
    await inWorkspace(daybook.pools.app, workspace.id, run => removeLetter(run, letter))
    return
  }
  const { to, subject, text } = written
  if (send === undefined || to === undefined) {
    const reason = to === undefined ? words.noAddress : words.noServer
    return conclude(parts, workspace, letter, written, { action: 'message.skipped', data: { reason } })
  }
  try {
    await send({ to, subject, text })
  } catch (error) {
    parts.report(error)
    const wait = WAITS[letter.tries - 1]
    if (wait !== undefined) return retryLetter(daybook.pools.app, letter, daybook.now() + wait)
    const failed = { action: 'message.failed', outcome: 'failure', data: { reason: words.refused } } as const
    return conclude(parts, workspace, letter, written, failed)
  }
  return conclude(parts, workspace, letter, written, { action: 'message.sent' })
}

/** What became of it is an entry, and in the same transaction the letter is done, or the staff's to hand over. */
async function conclude(
  { daybook }: OnlineParts,
  workspace: Workspace,
  letter: QueuedLetter,
  written: WrittenLetter,
  what: Pick<Draft, 'action' | 'outcome' | 'data'>,
): Promise<void> {
  const isSent = what.action === 'message.sent'
  await recordOwn(
    daybook,
    systemOf(workspace),
    workspace,
    messageDraft({ daybook }, workspace, letter, written, {
      ...what,
      source: 'automated',
      data: { channel: 'email', ...what.data },
      // Cut off behind this, it is sent again, and told once.
      key: `letter:${letter.letterId}:${what.action}`,
    }),
    async () => {},
    run => (isSent ? removeLetter(run, letter) : giveToStaff(run, letter)),
  )
}

/** The entry about a letter: linked to its client and its booking, caused by what the letter tells of. */
export function messageDraft(
  { daybook }: Pick<OnlineParts, 'daybook'>,
  workspace: Workspace,
  letter: QueuedLetter,
  { client, booking, subject, to }: WrittenLetter,
  more: Pick<Draft, 'action' | 'outcome' | 'data' | 'source' | 'key' | 'context'>,
): Draft {
  const keys = daybook.folder.workspace(workspace.id)
  const { data, ...rest } = more
  return {
    ...rest,
    client: { id: client.ref },
    objects: [
      { type: 'message', id: newId('message', keys, `letter:${letter.letterId}`), name: subject },
      ...(booking === undefined ? [] : [{ type: 'booking', id: booking }]),
    ],
    data: { subject, template: letter.letter, ...(to !== undefined && { recipient: to }), ...data },
    ...(letter.causeSeq !== undefined && {
      causedBy: formatEntryId(keys.entryIdKey, workspace.generations, letter.causeSeq),
    }),
  }
}
