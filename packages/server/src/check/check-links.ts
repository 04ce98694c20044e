/**
 * Whether there are more links than the entries have. Every link that an entry should have was compared with it before;
 * so where the numbers agree as well, there is no other.
 */
import { readRecord } from '../entry/open-entry.ts'
import { parseId } from '../ids.ts'
import { countLinks, FIRST_LINK, type LinkRow, listLinks } from '../store/check/compare-links.ts'
import type { Checking, Gathered } from './checking.ts'

export async function checkLinks(checking: Checking, gathered: Gathered): Promise<void> {
  const { pool, workspace, pace, progress } = checking
  progress('links', 0, gathered.links)
  const found = await countLinks(pool, workspace.id, gathered.size, () => pace.rest())
  if (found.n !== gathered.links || found.beyond > 0 || gathered.unsure)
    await tellStrangers(checking, gathered.size)
  progress('links', gathered.links, gathered.links)
}

/** Looks at each link by itself: slow, and only where something is known to be wrong. */
async function tellStrangers({ pool, workspace, problems, pace }: Checking, size: number): Promise<void> {
  for (let after: Parameters<typeof listLinks>[2] = FIRST_LINK; ; ) {
    const page = await listLinks(pool, workspace.id, after)
    for (const link of page) {
      // What was appended since has its links as well, and is checked the next time.
      if (link.seq > size && link.record !== null) continue
      if (!belongs(link))
        problems.add('entry', Math.max(link.seq, 0), 'a link leads to it that is none of its own')
    }
    if (page.length === 0) return
    after = page.at(-1)!
    await pace.rest()
  }
}

function belongs(link: LinkRow): boolean {
  if (link.record === null || link.occurred_at !== link.entry_occurred_at) return false
  try {
    const { fields, clientIds } = readRecord(link.record)
    const objects = fields.get('objects')
    const ids = typeof objects === 'string' ? (JSON.parse(objects) as [string, string][]) : []
    return clientIds.includes(link.object) || ids.some(([, id]) => parseId('ob', id) === link.object)
  } catch {
    // An entry that cannot be read is told of where the entries are checked.
    return true
  }
}
