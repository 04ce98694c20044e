/** The kinds of entry of a workspace: each action with its classification has a number, which rows carry. */
import type { Category, EntryType, Related } from '@daybook/catalogue'
import type { Pool } from 'pg'
import { inWorkspace, readTogether } from '../transaction.ts'

export interface Kind {
  readonly kind: number
  readonly action: string
  readonly category: Category
  readonly type: EntryType
  readonly related?: Related
}
export type Classified = Omit<Kind, 'kind'>

const SELECT_KINDS = {
  name: 'kinds',
  text: 'select kind, action, category, type, related from daybook.kinds where workspace_id = $1 and kind > $2 order by kind',
}
// Two servers that meet a new kind at once try the same number: one of them writes nothing and looks again.
const INSERT_KIND = {
  name: 'new_kind',
  text: `insert into daybook.kinds (workspace_id, kind, action, category, type, related)
         select $1, coalesce(max(kind), 0) + 1, $2, $3, $4, $5 from daybook.kinds where workspace_id = $1
         on conflict do nothing`,
}

/** Milliseconds for which the table is taken as read. */
const MAX_AGE = 1000

const nameOf = (kind: Classified): string =>
  [kind.category, kind.type, kind.related ?? '', kind.action].join(' ')

class WorkspaceKinds {
  readonly byName = new Map<string, Kind>()
  readonly byNumber: Kind[] = []
  last = 0
  readAt = -Infinity
}

export class Kinds {
  readonly #pool: Pool
  readonly #workspaces = new Map<number, WorkspaceKinds>()

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** The number of a kind, where it is known. */
  find(workspaceId: number, kind: Classified): number | undefined {
    return this.#workspaces.get(workspaceId)?.byName.get(nameOf(kind))?.kind
  }

  /** The kind behind a number; throws where the number was never given out, for rows only carry such. */
  async get(workspaceId: number, number: number): Promise<Kind> {
    const known = this.known(workspaceId, number) ?? (await this.refresh(workspaceId)).byNumber[number]
    if (known === undefined) throw new Error(`kind ${number} is not in the workspace's table of kinds`)
    return known
  }

  known(workspaceId: number, number: number): Kind | undefined {
    return this.#workspaces.get(workspaceId)?.byNumber[number]
  }

  /** All kinds of the workspace; what another server has just added may be missing for a second. */
  async all(workspaceId: number): Promise<readonly Kind[]> {
    const known = this.#workspaces.get(workspaceId)
    const fresh = known !== undefined && performance.now() - known.readAt < MAX_AGE
    return (fresh ? known : await this.refresh(workspaceId)).byNumber.filter(kind => kind !== undefined)
  }

  async ensure(workspaceId: number, kinds: readonly Classified[]): Promise<void> {
    for (const kind of kinds) {
      for (let tries = 0; this.find(workspaceId, kind) === undefined; tries++) {
        if (tries > 20) throw new Error('could not number a new kind of entry')
        await this.refresh(workspaceId)
        if (this.find(workspaceId, kind) !== undefined) break
        await inWorkspace(this.#pool, workspaceId, run =>
          run(INSERT_KIND, [workspaceId, kind.action, kind.category, kind.type, kind.related ?? '']),
        )
      }
    }
  }

  async refresh(workspaceId: number): Promise<WorkspaceKinds> {
    let known = this.#workspaces.get(workspaceId)
    if (known === undefined) this.#workspaces.set(workspaceId, (known = new WorkspaceKinds()))
    const rows = await readTogether(this.#pool, workspaceId, run =>
      run<{ kind: number; action: string; category: Category; type: EntryType; related: Related | '' }>(
        SELECT_KINDS,
        [workspaceId, known.last],
      ),
    )
    known.readAt = performance.now()
    for (const { related, ...row } of rows) {
      const kind: Kind = { ...row, ...(related === '' ? {} : { related }) }
      known.byName.set(nameOf(kind), kind)
      known.byNumber[kind.kind] = kind
      known.last = Math.max(known.last, kind.kind)
    }
    return known
  }
}
