import type { Run } from '../transaction.ts'

const SELECT = {
  name: 'last_anchor',
  text: `select size, anchored_at as at from daybook.anchors where workspace_id = $1 and generation = $2
         order by size desc limit 1`,
}

export interface LastAnchor {
  /** Entries that it covers. */
  readonly size: number
  /** UTC ms. */
  readonly at: number
}

/** The newest checkpoint of a workspace that stands in the log of checkpoints. */
export async function readLastAnchor(
  run: Run,
  workspaceId: number,
  generation: number,
): Promise<LastAnchor | undefined> {
  return (await run<{ size: number; at: number }>(SELECT, [workspaceId, generation]))[0]
}
