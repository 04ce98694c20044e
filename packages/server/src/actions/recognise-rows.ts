import type { ImportExisting, ImportProblem } from '@daybook/protocol'
import { recognisable, recogniser } from '../client-import/recognise.ts'
import type { ReadRow } from '../client-import/read-row.ts'
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'

export interface Choices {
  readonly existing: ImportExisting
  /** By line. */
  readonly decisions: Readonly<Record<string, ImportExisting>>
}

/** An id that the app makes, for people of whom no other software has one. */
const OWN_ID = /^C-/

/**
 * The rows with who of them is here already under another id, and what was chosen for them. Two lines that are one
 * person here are told: which of them holds must not be left to chance.
 */
export async function recogniseRows(
  daybook: Daybook,
  workspace: Workspace,
  rows: readonly ReadRow[],
  { existing, decisions }: Choices,
): Promise<{ rows: ReadRow[]; problems: ImportProblem[] }> {
  const merges = await daybook.privacy.merges(workspace.id)
  const all = await daybook.clientIndex.sorted(daybook, workspace.id)
  const find = recogniser(
    all.flatMap(({ id, hostId, erased, person }) =>
      // Without an id nobody can be named in an entry.
      erased || hostId === undefined ? [] : [{ id, ownId: OWN_ID.test(hostId), ...person }],
    ),
  )
  const hostIds = new Set(all.map(one => one.hostId))
  const lines = new Map<number, number>()
  const problems: ImportProblem[] = []
  const found: ReadRow[] = []
  for (const row of rows) {
    const line = recognisable(String(row.fields['name']), field => row.fields[field])
    const match = hostIds.has(row.id) ? undefined : find(line, row.hasId)
    if (match === undefined) {
      found.push(row)
      continue
    }
    const id = merges.rootOf(match.id)
    const client = await daybook.clientIndex.get(daybook, workspace.id, id)
    const choice = decisions[String(row.line)] ?? existing
    const before = lines.get(id)
    if (before !== undefined && choice === 'update') {
      problems.push({ line: row.line, message: `is the same client as line ${before}, who is here already` })
      continue
    }
    if (choice === 'update') lines.set(id, row.line)
    found.push({
      ...row,
      known: {
        hostId: client?.hostId ?? row.id,
        choice,
        match: {
          id: formatId('cl', id),
          ...(client?.name !== undefined && { name: client.name }),
          by: match.by,
        },
      },
    })
  }
  return { rows: found, problems }
}
