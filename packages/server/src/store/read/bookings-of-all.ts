import type { Daybook } from '../../daybook.ts'
import type { Workspace } from '../../entry/workspace.ts'
import { isBeginning } from '../../read/activity-kinds.ts'
import { CLIENTS_SET } from '../counting.ts'
import { pairsOf, readPairs } from '../pairs.ts'
import { int4Array } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'

const SELECT = {
  name: 'bookings_of_all_clients',
  text: `select ${pairsOf('object', 'bookings')} from (
           select object, sum(n)::bigint as bookings from daybook.counts
           where workspace_id = $1 and object <> 0 and zone_set = ${CLIENTS_SET} and kind = any($2::int[]) group by object) own`,
}

/** How many bookings each client ever had; who had none is left out. */
export async function bookingsOfAll(
  daybook: Pick<Daybook, 'pools' | 'kinds'>,
  workspace: Workspace,
): Promise<ReadonlyMap<number, number>> {
  const kinds = (await daybook.kinds.all(workspace.id)).filter(isBeginning).map(kind => kind.kind)
  const [row] = await readTogether(daybook.pools.app, workspace.id, run =>
    run<{ pairs: Buffer }>(SELECT, [workspace.id, int4Array(kinds)]),
  )
  return readPairs(row!.pairs)
}
