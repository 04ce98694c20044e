/**
 * When something last happened to each client of a workspace, held in memory: the list of 50,000 clients is sorted by it
 * within a request. Ids and instants only. Built when first asked for, then kept up by the entries that came since.
 */
import type { Daybook } from '../../daybook.ts'
import { readRecord } from '../../entry/open-entry.ts'
import type { Kind } from '../append/kinds.ts'
import { pairsOf, readPairs } from '../pairs.ts'
import { int4Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

/** UTC ms of the last entry, by client. */
export type LastOf = ReadonlyMap<number, number>

interface Built {
  readonly last: Map<number, number>
  seq: number
}

const BATCH = 5000
/** So many entries later reading all anew is quicker. */
const MAX_BEHIND = 100_000

/** One statement, so that the head and what is read belong together. */
const SELECT_ALL = {
  name: 'last_of_all_clients',
  text: `select h.size, (select ${pairsOf('c.client_id', 'last.occurred_at')} from daybook.clients c
           cross join lateral (select l.occurred_at from daybook.links l
             where l.workspace_id = $1 and l.object = c.client_id and l.kind <> all($2::int[])
             order by l.occurred_at desc, l.seq desc limit 1) last
           where c.workspace_id = $1)
         from daybook.log_heads h where h.workspace_id = $1`,
}
const SELECT_SIZE = {
  name: 'head_size',
  text: 'select size from daybook.log_heads where workspace_id = $1',
}
const SELECT_SINCE = {
  name: 'activity_since',
  text: `select seq, occurred_at, kind, record from daybook.entries
         where workspace_id = $1 and seq > $2 order by seq limit ${BATCH}`,
}

export class ActivityIndex {
  readonly #built = new Map<string, Promise<Built>>()

  /** `name` stands for `counts`: which kinds of entry are activity to whoever asks. */
  async lastOf(
    daybook: Pick<Daybook, 'pools' | 'kinds'>,
    workspaceId: number,
    name: string,
    counts: (kind: Kind) => boolean,
  ): Promise<LastOf> {
    const key = `${workspaceId} ${name}`
    // One after another: each goes on where the one before stopped.
    const next = (this.#built.get(key) ?? Promise.resolve(undefined)).then(
      built => bringUp(daybook, workspaceId, counts, built),
      () => build(daybook, workspaceId, counts),
    )
    this.#built.set(key, next)
    return (await next).last
  }
}

type Reading = Pick<Daybook, 'pools' | 'kinds'>

async function bringUp(
  daybook: Reading,
  workspaceId: number,
  counts: (kind: Kind) => boolean,
  built: Built | undefined,
): Promise<Built> {
  if (built === undefined) return build(daybook, workspaceId, counts)
  const [head] = await readTogether(daybook.pools.app, workspaceId, run =>
    run<{ size: number }>(SELECT_SIZE, [workspaceId]),
  )
  const behind = (head?.size ?? 0) - built.seq
  if (behind > MAX_BEHIND) return build(daybook, workspaceId, counts)
  if (behind > 0) await follow(daybook, workspaceId, counts, built)
  return built
}

async function build(daybook: Reading, workspaceId: number, counts: (kind: Kind) => boolean): Promise<Built> {
  const without = (await daybook.kinds.all(workspaceId)).filter(kind => !counts(kind))
  const [row] = await readTogether(daybook.pools.app, workspaceId, run =>
    run<{ size: number; pairs: Buffer }>(SELECT_ALL, [
      workspaceId,
      int4Array(without.map(kind => kind.kind)),
    ]),
  )
  return { last: readPairs(row!.pairs), seq: row!.size }
}

async function follow(
  daybook: Reading,
  workspaceId: number,
  counts: (kind: Kind) => boolean,
  built: Built,
): Promise<void> {
  for (;;) {
    const rows = await readTogether(daybook.pools.app, workspaceId, run =>
      run<{ seq: number; occurred_at: number; kind: number; record: string }>(SELECT_SINCE, [
        workspaceId,
        built.seq,
      ]),
    )
    for (const { seq, occurred_at: at, kind, record } of rows) {
      if (counts(await daybook.kinds.get(workspaceId, kind))) {
        for (const id of readRecord(record).clientIds)
          built.last.set(id, Math.max(built.last.get(id) ?? -Infinity, at))
      }
      built.seq = seq
    }
    if (rows.length < BATCH) return
  }
}
