/** Whose clients are whose after a group: what is assigned to people of the staff, and of whom they made entries. */
import { assignedTo, assigns } from '../../entry/assigned-to.ts'
import type { State } from '../../entry/state.ts'
import type { WorkspaceKeys } from '../../keys/key-folder.ts'
import type { Write } from '../combine-statements.ts'
import type { Registry } from '../registry.ts'
import { int8Array } from '../sql-array.ts'

/** Somebody of the staff, and an object or a client of theirs, as rows hold them. */
type Pair = readonly [staff: number, object: number]

export interface StaffChanges {
  readonly assigned: readonly Pair[]
  readonly unassigned: readonly Pair[]
  readonly acted: readonly Pair[]
}

const ASSIGN = {
  name: 'assign_staff',
  text: `insert into daybook.assigned (workspace_id, staff, object)
         select $1, * from unnest($2::bigint[], $3::bigint[]) on conflict do nothing`,
}
const UNASSIGN = {
  name: 'unassign_staff',
  text: `delete from daybook.assigned a using unnest($2::bigint[], $3::bigint[]) as old(staff, object)
         where a.workspace_id = $1 and a.staff = old.staff and a.object = old.object`,
}
const ACT = {
  name: 'note_acted',
  text: `insert into daybook.acted (workspace_id, staff, client)
         select $1, * from unnest($2::bigint[], $3::bigint[]) on conflict do nothing`,
}

export class StaffClients {
  readonly #given: { readonly registry: Registry; readonly keys: WorkspaceKeys }
  readonly #subjects = new Map<number, { readonly before: ReadonlySet<number>; after: ReadonlySet<number> }>()
  readonly #acted: Pair[] = []

  constructor(given: { readonly registry: Registry; readonly keys: WorkspaceKeys }) {
    this.#given = given
  }

  /** The state of a booking or a client goes from one to the other. */
  change(type: string, id: number, from: State, to: State): void {
    if (!assigns(type)) return
    const known = this.#subjects.get(id)
    const after = this.#codes(to)
    if (known !== undefined) known.after = after
    else this.#subjects.set(id, { before: this.#codes(from), after })
  }

  /** Somebody of the staff made an entry about these clients. */
  act(staff: number, clientIds: readonly number[]): void {
    const { acted } = this.#given.registry
    for (const client of clientIds) {
      const name = `${staff} ${client}`
      if (acted.has(name)) continue
      acted.add(name)
      this.#acted.push([staff, client])
    }
  }

  finish(): StaffChanges {
    const assigned: Pair[] = []
    const unassigned: Pair[] = []
    for (const [id, { before, after }] of this.#subjects) {
      for (const staff of after) if (!before.has(staff)) assigned.push([staff, id])
      for (const staff of before) if (!after.has(staff)) unassigned.push([staff, id])
    }
    return { assigned, unassigned, acted: this.#acted }
  }

  #codes(state: State): ReadonlySet<number> {
    const { registry, keys } = this.#given
    return new Set(assignedTo(state).map(text => registry.actorCode(keys, 'staff', text)))
  }
}

export function writeStaffClients(workspaceId: number, changes: StaffChanges): Write[] {
  const { assigned, unassigned, acted } = changes
  const writes = [
    { statement: ASSIGN, pairs: assigned },
    { statement: UNASSIGN, pairs: unassigned },
    { statement: ACT, pairs: acted },
  ]
  return writes.flatMap(({ statement, pairs }) =>
    pairs.length === 0
      ? []
      : [
          {
            statement,
            values: [
              workspaceId,
              int8Array(pairs.map(pair => pair[0])),
              int8Array(pairs.map(pair => pair[1])),
            ],
          },
        ],
  )
}
