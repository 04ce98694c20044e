import type { Daybook } from '../daybook.ts'
import { wordsOf } from '../read/match-text.ts'
import { readSavedViews } from '../store/saved-views/saved-view-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { readViewKeys, type ViewContent } from './view-key.ts'

/** Shorter words name nobody. */
const SHORTEST = 3

/**
 * The saved views whose name or free text has a word that the client is found by: their name, the host's id, their
 * e-mail address or phone number. A word too many costs a view, one too few would keep a name: so any one is enough.
 */
export async function viewsTellingOf(
  daybook: Daybook,
  workspaceId: number,
  clientId: number,
): Promise<number[]> {
  const rows = await readTogether(daybook.pools.app, workspaceId, run => readSavedViews(run, workspaceId))
  if (rows.length === 0) return []
  const client = await daybook.clientIndex.get(daybook, workspaceId, clientId)
  const words = (client?.words ?? []).filter(word => word.length >= SHORTEST)
  if (words.length === 0) return []
  const keys = await readViewKeys(
    daybook,
    workspaceId,
    rows.map(row => row.id),
  )
  return rows
    .filter(({ id, content }) => {
      const key = keys.get(id)
      return key !== undefined && tells(key.open(content), words)
    })
    .map(row => row.id)
}

/** Free text finds by the beginnings of words; in a name a word stands whole. */
function tells({ name, filter }: ViewContent, words: readonly string[]): boolean {
  const own = new Set(partsOf(name))
  const sought = partsOf([filter.q ?? '', ...(filter.actor ?? []), ...(filter.object ?? [])].join(' '))
  return words.some(word => own.has(word) || sought.some(part => word.startsWith(part)))
}

const partsOf = (text: string): string[] =>
  [...wordsOf(text), ...wordsOf(text.replaceAll(/[@.,;:/“”"'()-]/gu, ' '))].filter(
    word => word.length >= SHORTEST,
  )
