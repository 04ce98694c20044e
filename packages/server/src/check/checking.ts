/** What the parts of one check share. */
import type { Workspace } from '../entry/workspace.ts'
import type { WorkspaceKeys } from '../keys/key-folder.ts'
import type { Keks } from '../keys/keks.ts'
import type { Signer } from '../keys/signing/signer.ts'
import type { CheckKeys } from '../store/check/check-keys.ts'
import type { Filled } from '../store/backfill/backfills.ts'
import type { ToldErasures } from '../store/check/told-erasures.ts'
import type { ToldMerges } from '../store/check/told-merges.ts'
import type { Pools } from '../store/pool.ts'
import type { Pace } from './pace.ts'
import type { Phase } from './phases.ts'
import type { Problems } from './problems.ts'
import type { ActorCodes, ToldActor } from './read-actor.ts'

export interface Checking {
  readonly pool: Pools['app']
  readonly workspace: Workspace
  readonly keys: WorkspaceKeys
  readonly keks: Keks
  readonly signer: Signer
  readonly clientKeys: CheckKeys
  readonly erasures: ToldErasures
  readonly merges: ToldMerges
  readonly problems: Problems
  readonly pace: Pace
  readonly actorCodes: ActorCodes
  /** How far the filling of what older rows lack was when the check began. */
  readonly filled: Filled
  /** Told how far the phase is, in entries, clients … */
  readonly progress: (phase: Phase, done: number, total: number) => void
}

/** What the entries tell, gathered while they are read, with which the rest is compared. */
export interface Gathered {
  /** Entries that were read. */
  size: number
  /** Links that they should have. */
  links: number
  /** True where a record could not be read, so that the number of links is not known. */
  unsure: boolean
  /** By day, kind, source and actor. */
  readonly cells: Map<string, CountCell>
  /** Everybody who acts and is no client, by number, with the names that they had. */
  readonly actors: Map<number, ToldActor & { readonly names: Set<string>; readonly first: number }>
  /** Clients and objects that entries name and that have no row. */
  readonly rowless: Set<number>
}

export interface CountCell {
  n: number
  /** The first entry that it counts. */
  readonly first: number
}

export const newGathered = (): Gathered => ({
  size: 0,
  links: 0,
  unsure: false,
  cells: new Map(),
  actors: new Map(),
  rowless: new Set(),
})

/** Notes who acted, and what they were called. */
export function gatherActors(gathered: Gathered, actors: readonly ToldActor[], seq: number): void {
  for (const actor of actors) {
    if (actor.name === undefined) continue
    const known = gathered.actors.get(actor.code)
    if (known === undefined)
      gathered.actors.set(actor.code, { ...actor, names: new Set([actor.name]), first: seq })
    else known.names.add(actor.name)
  }
}
