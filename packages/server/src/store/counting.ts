/** By which zones the days of a log are counted, as its head says; and the change from one zone to another. */
import type { Counting, Workspace, ZoneSet } from '../entry/workspace.ts'
import type { Run } from './transaction.ts'

/** Clients are counted over all days: in the set that every log begins with. */
export const CLIENTS_SET = 0

export const COUNTING_COLUMNS = 'counting, zone_set, zone, next_zone_set, next_zone'

export interface CountingRow {
  readonly counting: number
  readonly zone_set: number
  readonly zone: string | null
  readonly next_zone_set: number | null
  readonly next_zone: string | null
}

export const readCounting = (row: CountingRow): Counting => ({
  version: row.counting,
  current: { set: row.zone_set, zone: row.zone ?? undefined },
  ...(row.next_zone_set !== null && { next: { set: row.next_zone_set, zone: row.next_zone! } }),
})

/** The sets that an entry counts in, each with its zone. */
export const zonesOf = (
  { current, next }: Counting,
  { timeZone }: Pick<Workspace, 'timeZone'>,
): Required<ZoneSet & { zone: string }>[] => {
  // Where the zone was never changed the one that is known, however old that knowledge is, is the right one.
  const zones = [{ set: current.set, zone: current.zone ?? timeZone }]
  if (next !== undefined) zones.push({ set: next.set, zone: next.zone! })
  return zones
}

/** True where the counts in force are those of the workspace's own days. */
export const countsOwnDays = ({ counting: { current }, timeZone }: Workspace): boolean =>
  current.zone === undefined || current.zone === timeZone

const CHANGE_ZONE = {
  name: 'change_zone',
  text: `update daybook.log_heads set counting = counting + 1, zone = coalesce(zone, $2),
           next_zone_set = case when coalesce(zone, $2) = $3 then null else counting + 1 end,
           next_zone = case when coalesce(zone, $2) = $3 then null else $3 end,
           next_up_to = case when coalesce(zone, $2) = $3 then null else $4::bigint end,
           next_done = case when coalesce(zone, $2) = $3 then null else 0 end
         where workspace_id = $1`,
}

/**
 * Behind the head's lock, with the entry `seq` that tells of the change: what is appended from now on counts by the days
 * of the new zone too.
 */
export async function changeCountedZone(
  run: Run,
  workspaceId: number,
  { from, to, seq }: { readonly from: string; readonly to: string; readonly seq: number },
): Promise<void> {
  await run(CHANGE_ZONE, [workspaceId, from, to, seq])
}
