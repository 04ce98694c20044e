import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Entry, WhyAnswer } from '@daybook/protocol'
import type { Clock } from './entry-order.ts'
import { type RowWords, rowWords } from './words.ts'

/** Who reads, in which language and zone, and where links lead. */
export interface Reader {
  /** BCP 47; sentences exist in en, de, pt-PT and es. */
  readonly locale: string
  /** The zone that stamps and days are shown in. */
  readonly timeZone: string
  /** The zone of the workspace, by which entries sort. */
  readonly workspaceZone: string
  /** Today in `timeZone`, `2026-11-22`. */
  readonly today: string
  /** The member who reads, said as "You". */
  readonly memberId?: string
  /** The client whose page this is: not named again on every row. */
  readonly clientId?: string
  /** What the history on this page goes by. Default `occurredAt`. */
  readonly clock?: Clock
  /** Where links lead; a link that is absent is shown as text. */
  readonly links: {
    entry?(id: string): string
    client?(id: string): string
    object?(ref: string, type: string): string
    /** What happened shortly before and after an entry. */
    around?(entry: Entry): string | undefined
  }
  /** Reads what led to an entry; absent where nobody asks. */
  why?(entryId: string): Promise<WhyAnswer>
  /** Writes a note on an entry; absent where the reader may not act. */
  note?(entryId: string, note: string): Promise<unknown>
  /** Copies a text and says so; absent where nothing can be copied. */
  copy?(text: string, what: 'link' | 'json'): void
}

export interface ReaderWithWords extends Reader {
  readonly words: RowWords
}

const Context = createContext<ReaderWithWords | null>(null)

/** Gives everything inside the reader's language, zone and links. */
export function ReaderProvider({ reader, children }: { reader: Reader; children: ReactNode }) {
  const value = useMemo(() => ({ ...reader, words: rowWords(reader.locale) }), [reader])
  return <Context value={value}>{children}</Context>
}

/** The reader of this page. Throws where no `ReaderProvider` is around. */
export function useReader(): ReaderWithWords {
  const reader = useContext(Context)
  if (!reader) throw new Error('A timeline needs a <ReaderProvider> around it.')
  return reader
}
