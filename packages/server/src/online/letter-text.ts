/** What a letter to a client says, written when it goes out or is handed over: by then only ids are kept. */
import { type Locale, LOCALES } from '@daybook/catalogue'
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { readLink } from '../store/online/client-links.ts'
import type { LetterName, QueuedLetter } from '../store/online/letters.ts'
import { readKnownClient } from '../store/read/known-subject.ts'
import { formatId } from '../ids.ts'
import { presentClient } from './clients-of-email.ts'
import { onlineChoices } from './online-choices.ts'
import { readOwnBooking } from './own-booking.ts'
import { sayWhen, sayZone } from './say-when.ts'
import { linkCode, linkSecret } from './secrets.ts'
import { fill, ONLINE_WORDS, type OnlineWords } from './words/online-words.ts'

const TEXTS: Readonly<Record<LetterName, readonly [keyof OnlineWords, keyof OnlineWords]>> = {
  booked: ['letterBooked', 'letterBookedText'],
  requested: ['letterRequested', 'letterRequestedText'],
  moved: ['letterMoved', 'letterMovedText'],
  cancelled: ['letterCancelled', 'letterCancelledText'],
  sign_in: ['letterSignIn', 'letterSignInText'],
}

export interface WrittenLetter {
  /** Undefined where the profile has no address. */
  readonly to: string | undefined
  readonly client: {
    readonly ref: string
    readonly hostId: string | undefined
    readonly name: string | undefined
  }
  /** The host's id. */
  readonly booking: string | undefined
  readonly subject: string
  readonly text: string
}

/** Undefined where it is of no use any more: the client, the booking or the link is gone, or was used. */
export async function writeOnlineLetter(
  daybook: Daybook,
  baseUrl: string,
  workspace: Workspace,
  letter: QueuedLetter,
): Promise<WrittenLetter | undefined> {
  const client = await presentClient(daybook, workspace.id, letter.clientId)
  if (client === undefined) return undefined
  const booking =
    letter.objectId === undefined
      ? undefined
      : await readOwnBooking(daybook, workspace, letter.clientId, letter.objectId)
  if (letter.objectId !== undefined && booking?.startsAt === undefined) return undefined
  const url = await urlOf(daybook, baseUrl, workspace, letter)
  if (url === undefined) return undefined
  const locale = await languageOf(daybook, workspace, letter.clientId)
  const words = ONLINE_WORDS[locale]
  const when =
    booking?.startsAt === undefined
      ? ''
      : `${sayWhen(locale, workspace, booking.startsAt, booking.endsAt)}, ${sayZone(locale, workspace, booking.startsAt)}`
  const keys = daybook.folder.workspace(workspace.id)
  const values = {
    business: workspace.name,
    service: booking?.service ?? '',
    when,
    url,
    code: letter.linkId === undefined ? '' : linkCode(keys, letter.linkId),
  }
  const [subject, text] = TEXTS[letter.letter]
  return {
    to: client.email,
    client: { ref: formatId('cl', client.id), hostId: client.hostId, name: client.name },
    booking: booking?.id,
    subject: fill(words[subject], values),
    text: fill(words[text], values),
  }
}

async function urlOf(
  daybook: Daybook,
  baseUrl: string,
  workspace: Workspace,
  { linkId }: QueuedLetter,
): Promise<string | undefined> {
  const { onlineSlug } = onlineChoices(workspace.settings)
  if (linkId === undefined) return `${baseUrl}/book/${onlineSlug}`
  const link = await readLink(daybook.pools.app, workspace.id, linkId)
  if (link === undefined || link.usedAt !== undefined || link.expiresAt <= daybook.now()) return undefined
  const secret = linkSecret(daybook.folder.workspace(workspace.id), linkId)
  return link.purpose === 'visit'
    ? `${baseUrl}/visit/${secret}`
    : `${baseUrl}/portal/${onlineSlug}/in/${secret}`
}

/** The client's own, where it is one that we have. */
async function languageOf(daybook: Daybook, workspace: Workspace, clientId: number): Promise<Locale> {
  const stored = await readKnownClient(daybook, workspace, formatId('cl', clientId))
  const own = stored?.client.fields['language']?.v
  return LOCALES.find(one => one === own) ?? LOCALES.find(one => one === workspace.locale) ?? 'en'
}
