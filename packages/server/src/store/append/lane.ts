/** The way of one workspace's requests into its log. */
import type { Workspace } from '../../entry/workspace.ts'
import { Registry } from '../registry.ts'
import type { AppendRequest } from './group.ts'
import { Mutex } from './mutex.ts'
import { Places } from './places.ts'
import { RunningHead } from './running-head.ts'

export interface Lane {
  readonly waiting: AppendRequest[]
  registry: Registry
  flights: number
  /** Of the flights, those that have their group. */
  underWay: number
  /** Groups of a workspace are prepared one after another. */
  readonly preparing: Mutex
  readonly places: Places
  readonly head: RunningHead
  /** True after a group that met repeats: the next looks for repeats before it does any work. */
  expectsRepeats: boolean
  workspace: Workspace
}

export const openLane = (workspace: Workspace): Lane => ({
  waiting: [],
  registry: new Registry(),
  flights: 0,
  underWay: 0,
  preparing: new Mutex(),
  places: new Places(),
  head: new RunningHead(),
  expectsRepeats: false,
  workspace,
})

/** A group is not halved below this many entries: what a transaction costs by itself would outweigh the gain. */
const SMALLEST_HALF = 16

/**
 * How many entries the next group takes. Callers whose entries are acknowledged together come back together: taken as
 * one group again, database and preparation would wait for each other in turn. Where nothing is under way, half of
 * them go first.
 */
export function sizeOfGroup(lane: Lane, most: number): number {
  if (lane.underWay > 0) return most
  const waiting = lane.waiting.reduce((sum, request) => sum + request.intents.length, 0)
  return Math.min(most, Math.max(SMALLEST_HALF, Math.ceil(waiting / 2)))
}
