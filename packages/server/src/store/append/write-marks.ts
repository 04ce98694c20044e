/** What patterns count a group's entries from. */
import type { Write } from '../combine-statements.ts'
import { int2Array, int4Array, int8Array } from '../sql-array.ts'
import type { PreparedEntry } from './group.ts'

const INSERT = {
  name: 'insert_marks',
  text: `insert into daybook.marks (workspace_id, object, seq, occurred_at, starts_at, day, kind, source, mark, place)
         select $1, * from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::int[], $7::int[],
           $8::smallint[], $9::smallint[], $10::smallint[])`,
}

/** An entry of nobody stands under the object 0. */
const NOBODY: readonly number[] = [0]

export function writeMarks(
  workspaceId: number,
  entries: readonly PreparedEntry[],
  seqOf: (place: number) => number,
): Write[] {
  const marked = entries.flatMap(({ mark, clientIds, ...entry }, at) =>
    mark === undefined
      ? []
      : (clientIds.length === 0 ? NOBODY : clientIds).map((object, place) => ({
          ...mark,
          object,
          place,
          seq: seqOf(at),
          entry,
        })),
  )
  if (marked.length === 0) return []
  return [
    {
      statement: INSERT,
      values: [
        workspaceId,
        int8Array(marked.map(one => one.object)),
        int8Array(marked.map(one => one.seq)),
        int8Array(marked.map(one => one.entry.intent.occurrence.at)),
        int8Array(marked.map(one => one.startsAt)),
        int4Array(marked.map(one => one.entry.intent.occurrence.day)),
        int4Array(marked.map(one => one.entry.kind)),
        int2Array(marked.map(one => one.entry.source)),
        int2Array(marked.map(one => one.mark)),
        int2Array(marked.map(one => one.place)),
      ],
    },
  ]
}
