/** Which entries are linked to a client or an object. */
import type { Pool } from 'pg'
import { int8Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

const LINKS_OF = {
  name: 'check_links_of',
  text: `select object, seq from daybook.links where workspace_id = $1 and object = any($2::bigint[]) and seq <= $3`,
}
const LINKS_OF_ONE = {
  name: 'check_links_of_one',
  text: `select occurred_at, seq from daybook.links
         where workspace_id = $1 and object = $2 and seq <= $3 and (occurred_at, seq) > ($4::bigint, $5::bigint)
         order by occurred_at, seq limit 50000`,
}

/** The numbers of the entries, up to `size`, of some subjects that have few: ascending, each once. */
export async function readLinkedSeqs(
  pool: Pool,
  workspaceId: number,
  subjects: readonly number[],
  size: number,
): Promise<number[]> {
  const rows = await readTogether(pool, workspaceId, run =>
    run<{ object: number; seq: number }>(LINKS_OF, [workspaceId, int8Array(subjects), size]),
  )
  return ascending(rows)
}

/** The same of one subject that has many, by pages. */
export async function readManyLinkedSeqs(
  pool: Pool,
  workspaceId: number,
  subject: number,
  size: number,
): Promise<number[]> {
  const seqs: number[] = []
  let after = { occurred_at: Number.MIN_SAFE_INTEGER, seq: 0 }
  for (;;) {
    const page = await readTogether(pool, workspaceId, run =>
      run<{ occurred_at: number; seq: number }>(LINKS_OF_ONE, [
        workspaceId,
        subject,
        size,
        after.occurred_at,
        after.seq,
      ]),
    )
    if (page.length === 0) return seqs.sort((a, b) => a - b)
    for (const row of page) seqs.push(row.seq)
    after = page.at(-1)!
  }
}

const ascending = (rows: readonly { readonly seq: number }[]): number[] =>
  [...new Set(rows.map(row => row.seq))].sort((a, b) => a - b)
