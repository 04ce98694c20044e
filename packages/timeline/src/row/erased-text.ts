import type { Entry } from '@daybook/protocol'
import { localDay } from '../local-day.ts'
import type { ReaderWithWords } from '../reader.tsx'
import { mediumDate } from '../stamps.ts'
import { fill } from '../words.ts'

/** What became of an entry whose personal part is gone, and that its place in the log's chain stays; undefined of others. */
export function erasedText(
  entry: Entry,
  { words, locale, timeZone }: Pick<ReaderWithWords, 'words' | 'locale' | 'timeZone'>,
): string | undefined {
  if (!entry.erased) return undefined
  const parts = entry.clients.filter(client => client.erased)
  const gone = parts.find(client => client.gone)?.gone
  if (!gone) return words.kept
  const day = mediumDate(localDay(Date.parse(gone.at), timeZone), locale)
  if (parts.length < entry.clients.length) return fill(words.erasedPartOn, day)
  return fill(gone.mode === 'anonymise' ? words.anonymisedOn : words.erasedOn, day)
}
