/** The small tables of a log, whole: everybody who acts, and the generations. */
import type { Pool } from 'pg'
import { readSnapshot } from '../transaction.ts'

export interface ActorRow {
  readonly actor: number
  readonly type: string
  readonly host_id: string
  readonly name: string
}
export interface GenerationRow {
  readonly generation: number
  readonly first_seq: number
  readonly started_at: number
  /** Of the entry at which it begins; null where there is none. */
  readonly action: string | null
  readonly recorded_at: number
}

const ACTORS = {
  name: 'check_actors',
  text: 'select actor, type, host_id, name from daybook.actors where workspace_id = $1',
}
const GENERATIONS = {
  name: 'check_generations',
  text: `select g.generation, g.first_seq, g.started_at, k.action, coalesce(e.recorded_at, 0) as recorded_at
         from daybook.log_generations g
         left join daybook.entries e on e.workspace_id = $1 and e.seq = g.first_seq
         left join daybook.kinds k on k.workspace_id = $1 and k.kind = e.kind
         where g.workspace_id = $1 order by g.generation`,
}
const HEAD = {
  name: 'check_generation',
  text: 'select size, generation from daybook.log_heads where workspace_id = $1',
}

export async function readNames(
  pool: Pool,
  workspaceId: number,
): Promise<{
  actors: ActorRow[]
  generations: GenerationRow[]
  /** Of the head. */
  generation: number
  size: number
}> {
  return readSnapshot(pool, workspaceId, async run => {
    const [actors, generations, [head]] = await Promise.all([
      run<ActorRow & Record<string, unknown>>(ACTORS, [workspaceId]),
      run<GenerationRow & Record<string, unknown>>(GENERATIONS, [workspaceId]),
      run<{ size: number; generation: number }>(HEAD, [workspaceId]),
    ])
    return { actors, generations, size: head!.size, generation: head!.generation }
  })
}
