/** What patterns count entries from, as rows. */
import { type MarkRow, markRows } from '../../entry/marks-of-entry.ts'
import type { Write } from '../combine-statements.ts'
import { int2Array, int4Array, int8Array } from '../sql-array.ts'
import type { PreparedEntry } from './group.ts'

// Filling those of older entries may come to the same rows twice.
const INSERT = {
  name: 'insert_marks',
  text: `insert into daybook.marks (workspace_id, object, seq, occurred_at, starts_at, day, kind, source, mark, place)
         select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::int[], $7::int[],
           $8::smallint[], $9::smallint[], $10::smallint[]) on conflict do nothing`,
}

/** Those of a group's entries. */
export const writeMarks = (
  workspaceId: number,
  entries: readonly PreparedEntry[],
  seqOf: (place: number) => number,
): Write[] =>
  insertMarks(
    workspaceId,
    entries.flatMap(({ mark, clientIds, intent: { occurrence }, kind, source }, at) => {
      const entry = {
        seq: seqOf(at),
        occurred_at: occurrence.at,
        day: occurrence.day ?? null,
        kind,
        source,
      }
      return mark === undefined ? [] : markRows(entry, clientIds, mark)
    }),
  )

/** Nothing where there are none. */
export function insertMarks(workspaceId: number, rows: readonly MarkRow[]): Write[] {
  if (rows.length === 0) return []
  return [
    {
      statement: INSERT,
      values: [
        workspaceId,
        int8Array(rows.map(row => row.object)),
        int8Array(rows.map(row => row.seq)),
        int8Array(rows.map(row => row.occurred_at)),
        int8Array(rows.map(row => row.starts_at)),
        int4Array(rows.map(row => row.day)),
        int4Array(rows.map(row => row.kind)),
        int2Array(rows.map(row => row.source)),
        int2Array(rows.map(row => row.mark)),
        int2Array(rows.map(row => row.place)),
      ],
    },
  ]
}
