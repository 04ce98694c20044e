/** One check of a whole log. It only reads: what becomes of what it found is the caller's. */
import type { Daybook } from '../daybook.ts'
import { isTimeZone } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { readFilled } from '../store/backfill/backfills.ts'
import { CheckKeys } from '../store/check/check-keys.ts'
import { ToldErasures } from '../store/check/told-erasures.ts'
import { ToldMerges } from '../store/check/told-merges.ts'
import { readTogether } from '../store/transaction.ts'
import { checkClients } from './check-clients.ts'
import { checkCounts } from './check-counts.ts'
import { checkEntries } from './check-entries.ts'
import { type Checking, newGathered } from './checking.ts'
import { checkLinks } from './check-links.ts'
import { checkMerges } from './check-merges.ts'
import { checkNames } from './check-names.ts'
import { checkObjects } from './check-objects.ts'
import { checkPrivacy } from './check-privacy.ts'
import { countedZone } from './count-cells.ts'
import { Pace } from './pace.ts'
import type { Phase } from './phases.ts'
import { type Problem, Problems } from './problems.ts'
import { rememberActorCodes } from './read-actor.ts'

export interface CheckOptions {
  /** Time to rest for each time that was worked: 1 leaves half of a core to others, 0 (the default) none. */
  readonly rest?: number
  readonly signal?: AbortSignal
  /** Told how far a phase is, in its own units; `total` may grow. */
  readonly progress?: (phase: Phase, done: number, total: number) => void
  /** Told of the first problem once all entries were read, and again at the end where another comes before it. */
  readonly found?: (problem: Problem) => Promise<void>
}

export interface CheckedLog {
  /** Entries that were checked: all that the log had when the last of them was read. */
  readonly size: number
  /** The root of the tree in the log's head. */
  readonly root: Buffer
  /** Clients whose personal part nobody can open any more. */
  readonly erased: number
  /** The first hundred of each kind; what is wrong with entries themselves before what follows from it. */
  readonly problems: readonly Problem[]
  /** How many there are. */
  readonly count: number
}

/** What a check works with. */
export type CheckSources = Pick<Daybook, 'pools' | 'folder' | 'keks' | 'workspaces' | 'checkpoints'>

/** Throws `workspace_missing`, `keys_missing`, and the signal's reason where it was aborted. */
export async function checkWholeLog(
  daybook: CheckSources,
  workspaceId: number,
  options: CheckOptions = {},
): Promise<CheckedLog> {
  daybook.workspaces.forget(workspaceId)
  const problems = new Problems()
  const workspace = withCountedZone(await daybook.workspaces.get(workspaceId), problems)
  const pool = daybook.pools.app
  const keys = daybook.folder.workspace(workspaceId)
  const erasures = new ToldErasures(pool, workspaceId)
  const checking: Checking = {
    pool,
    workspace,
    keys,
    keks: daybook.keks,
    signer: daybook.checkpoints.signerOf(workspaceId),
    clientKeys: new CheckKeys(pool, workspaceId, daybook.keks),
    erasures,
    merges: new ToldMerges(pool, workspaceId, keys, erasures),
    problems,
    pace: new Pace(options.rest ?? 0, options.signal ?? new AbortController().signal),
    actorCodes: rememberActorCodes(keys),
    filled: await readTogether(pool, workspaceId, run => readFilled(run, workspaceId)),
    progress: options.progress ?? (() => {}),
  }
  const tell = async (): Promise<void> => {
    if (problems.first !== undefined) await options.found?.(problems.first)
  }
  const gathered = newGathered()
  const head = await checkEntries(checking, gathered)
  await tell()
  if (head !== undefined) {
    await checkLinks(checking, gathered)
    await checkCounts(checking, gathered)
    await checkClients(checking)
    await checkObjects(checking)
    await checkNames(checking, gathered)
    await checkPrivacy(checking)
    await checkMerges(checking)
    await tell()
  }
  return {
    size: gathered.size,
    root: head?.root ?? Buffer.alloc(0),
    erased: checking.erasures.clients,
    problems: problems.list,
    count: problems.count,
  }
}

/** A zone that does not exist in the log's head must not keep the rest from being checked. */
function withCountedZone(workspace: Workspace, problems: Problems): Workspace {
  const { counting } = workspace
  const zone = countedZone(workspace)
  if (isTimeZone(zone)) return workspace
  problems.add('derived', 0, 'the log is counted by the days of a zone that does not exist')
  return { ...workspace, counting: { ...counting, current: { ...counting.current, zone: 'UTC' } } }
}
