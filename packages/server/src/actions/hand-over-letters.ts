/** Letters to clients that nobody sends by mail: what they say, and that somebody has handed them over. */
import { type LettersToHandOver, LogError } from '@daybook/protocol'
import { type Caller, contextOf } from '../entry/caller.ts'
import { formatInstant } from '../entry/times.ts'
import type { Principal } from '../entry/workspace.ts'
import { formatId, parseId } from '../ids.ts'
import { messageDraft } from '../online/deliver-letters.ts'
import { writeOnlineLetter } from '../online/letter-text.ts'
import type { OnlineParts } from '../online/parts.ts'
import { requireRight } from '../policy/can.ts'
import { seesClient } from '../policy/sight.ts'
import { lettersToHandOver, type QueuedLetter, readLetter, removeLetter } from '../store/online/letters.ts'
import { recordOwn } from './record-own.ts'
import { visibilityOf } from './visibility-of.ts'

type Parts = Pick<OnlineParts, 'daybook' | 'baseUrl'>

/** Those of clients whom this reader sees. A link in a letter opens what is the client's: whoever may not act gets none. */
export async function listLetters(
  { daybook, baseUrl }: Parts,
  principal: Principal,
): Promise<LettersToHandOver> {
  requireRight(principal, 'act')
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const sight = await visibilityOf(daybook, principal)
  const queued = await lettersToHandOver(daybook.pools.app, workspace.id, daybook.now())
  const letters: LettersToHandOver['letters'][number][] = []
  for (const letter of queued) {
    if (!seesClient(sight, letter.clientId)) continue
    const written = await writeOnlineLetter(daybook, baseUrl, workspace, letter)
    if (written === undefined) continue
    const { client, to, booking, subject, text } = written
    letters.push({
      id: formatId('lt', letter.letterId),
      letter: letter.letter,
      client: { id: client.ref, ...(client.name !== undefined && { name: client.name }) },
      ...(to !== undefined && { email: to }),
      ...(booking !== undefined && { booking }),
      subject,
      text,
      createdAt: formatInstant(letter.createdAt),
      expiresAt: formatInstant(letter.expiresAt),
    })
  }
  return { letters }
}

/** Writes down that a member has handed it over; it is off the list then. Throws `not_found`. */
export async function handOverLetter(
  { daybook, baseUrl }: Parts,
  principal: Principal,
  caller: Caller,
  id: string,
): Promise<void> {
  requireRight(principal, 'act')
  requireRight(principal, 'read')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const letterId = parseId('lt', id)
  const letter =
    letterId === undefined ? undefined : await readLetter(daybook.pools.app, workspace.id, letterId)
  const sight = await visibilityOf(daybook, principal)
  if (letter?.state !== 'handover' || !seesClient(sight, letter.clientId)) throw gone()
  const written = await writeOnlineLetter(daybook, baseUrl, workspace, letter)
  if (written === undefined) throw gone()
  const draft = messageDraft({ daybook }, workspace, letter, written, {
    action: 'message.sent',
    data: { channel: 'in_person' },
    context: contextOf(caller),
  })
  await recordOwn(
    daybook,
    principal,
    workspace,
    draft,
    async () => {},
    run => remove(run, letter),
  )
}

async function remove(run: Parameters<typeof removeLetter>[0], letter: QueuedLetter): Promise<void> {
  if (!(await removeLetter(run, letter))) throw gone()
}

const gone = (): LogError => new LogError('not_found', 'There is no such letter, or it is done.')
