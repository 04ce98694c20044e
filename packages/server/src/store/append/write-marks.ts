/** What patterns count a group's entries by, where their rows do not tell it. */
import type { Write } from '../combine-statements.ts'
import { int2Array, int4Array, int8Array } from '../sql-array.ts'
import type { PreparedEntry } from './group.ts'

const INSERT = {
  name: 'insert_marks',
  text: `insert into daybook.marks (workspace_id, seq, object, occurred_at, day, kind, source, mark)
         select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::int[], $6::int[], $7::smallint[],
           $8::smallint[])`,
}

/** An entry of nobody is marked under the object 0. */
const NOBODY: readonly number[] = [0]

export function writeMarks(
  workspaceId: number,
  entries: readonly PreparedEntry[],
  seqOf: (place: number) => number,
): Write[] {
  const marked = entries.flatMap((entry, place) =>
    entry.mark === 0
      ? []
      : (entry.clientIds.length === 0 ? NOBODY : entry.clientIds).map(object => ({
          entry,
          object,
          seq: seqOf(place),
        })),
  )
  if (marked.length === 0) return []
  return [
    {
      statement: INSERT,
      values: [
        workspaceId,
        int8Array(marked.map(one => one.seq)),
        int8Array(marked.map(one => one.object)),
        int8Array(marked.map(one => one.entry.intent.occurrence.at)),
        int4Array(marked.map(one => one.entry.intent.occurrence.day)),
        int4Array(marked.map(one => one.entry.kind)),
        int2Array(marked.map(one => one.entry.source)),
        int2Array(marked.map(one => one.entry.mark)),
      ],
    },
  ]
}
