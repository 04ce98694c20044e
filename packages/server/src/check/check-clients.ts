/** The client directory, the clients' keys and their counts, against what their entries say. */
import { countSubjects, type ClientRow, readClientPage } from '../store/check/client-rows.ts'
import { countStrayKeys } from '../store/check/stray-keys.ts'
import { yearOfKind } from '../entry/open-entry.ts'
import { formatId } from '../ids.ts'
import { FACTS, PROFILE } from '../store/client-keys.ts'
import { clientLookup } from '../store/load-known.ts'
import { openDirectory } from '../store/sealed-state.ts'
import type { Checking } from './checking.ts'
import { ClientReplay } from './client-replay.ts'
import { sameAssigned } from './same-assigned.ts'
import { checkMentions } from './mentions.ts'
import { groupSubjects, replayEntries } from './replay-entries.ts'

const PAGE = 200

export async function checkClients(checking: Checking): Promise<void> {
  const { pool, workspace, clientKeys, progress, problems } = checking
  const { clients: total } = await countSubjects(pool, workspace.id)
  let done = 0
  for (let after = -1; ; ) {
    const page = await readClientPage(pool, workspace.id, after, PAGE)
    if (page.rows.length === 0) break
    await checking.erasures.refresh()
    for (const { object, counted, linked, first } of page.counts)
      problems.add(
        'derived',
        first ?? 0,
        `a count of ${formatId('cl', object)} says ${counted}, and there are ${linked} such entries`,
      )
    await clientKeys.reload(page.rows.map(row => row.client_id))
    const rows = new Map(page.rows.map(row => [row.client_id, row]))
    for (const { ids, many } of groupSubjects([...rows.keys()], page.linked)) {
      const replays = new Map(ids.map(id => [id, new ClientReplay(id)]))
      await replayEntries(checking, replays, many, page.size)
      await clientKeys.load(ids)
      await tellUndestroyed(checking, replays)
      for (const [id, replay] of replays) {
        const beside = {
          assigned: page.assigned.get(id) ?? [],
          kinds: page.kinds.get(id) ?? [],
          size: page.size,
        }
        compareClient(checking, rows.get(id)!, replay, beside)
        if (page.wrongActed.has(id) && id <= checking.filled.clients) tellActed(checking, id, replay)
      }
      progress('clients', (done += ids.length), Math.max(total, done))
    }
    after = page.rows.at(-1)!.client_id
  }
  const stray = await countStrayKeys(pool, workspace.id, () => checking.pace.rest())
  if (stray > 0)
    problems.add('derived', 0, `${stray} keys belong to no client, export or saved view that is there`)
}

/** Keys that are there although an entry tells that they were destroyed; then looks who else is gone by now. */
async function tellUndestroyed(
  { problems, erasures, clientKeys }: Checking,
  replays: ReadonlyMap<number, ClientReplay>,
): Promise<void> {
  for (const [id, { mentions }] of replays) {
    const back = clientKeys
      .kindsOf(id)
      .some(kind => (kind === FACTS ? erasures.isErased(id) : erasures.isPersonGone(id)))
    if (back)
      problems.add(
        'derived',
        erasures.firstGoneAt(id) ?? mentions.first ?? 0,
        `it tells that keys of ${formatId('cl', id)} were destroyed, and there is one`,
      )
  }
  // Somebody may have been erased between our look at who is gone and our look at the keys.
  const isLost = (id: number): boolean =>
    [FACTS, PROFILE].some(kind => clientKeys.get(id, kind) === undefined && !erasures.explains(id, kind))
  if ([...replays.keys()].some(isLost)) await erasures.refresh()
}

const tellActed = ({ problems }: Checking, id: number, { mentions }: ClientReplay): void =>
  problems.add(
    'derived',
    mentions.first ?? 0,
    `who of the staff made entries of ${formatId('cl', id)} is not noted rightly`,
  )

/** What was read in the same moment as a client's row. */
interface BesideClient {
  /** To whom of the staff they are assigned by the profile. */
  readonly assigned: readonly number[]
  /** Of which kinds there are keys: those that are read later may belong to entries that came since. */
  readonly kinds: readonly number[]
  /** The size of the log. */
  readonly size: number
}

function compareClient(
  checking: Checking,
  row: ClientRow,
  replay: ClientReplay,
  { assigned, kinds, size }: BesideClient,
): void {
  const { problems, keys, erasures, clientKeys } = checking
  const name = formatId('cl', row.client_id)
  const wrong = (what: string, seq = replay.mentions.blame(row.directory_seq)): void =>
    problems.add('derived', seq, what)
  if (replay.mentions.first === undefined)
    return wrong(`there is a row of ${name}, whom no entry names`, row.first_seq)
  checkMentions(replay.mentions, { ...row, last_seq: row.directory_seq }, name, wrong)
  const gone = erasures.isPersonGone(row.client_id)
  // It is made with the first entry, also where no entry has facts yet: what comes next is sealed under it.
  const kindsNow = clientKeys.kindsOf(row.client_id)
  if (!kindsNow.includes(FACTS) && !erasures.isErased(row.client_id))
    wrong(
      `the key of the facts of ${name} is missing, and no entry tells of an erasure`,
      replay.mentions.first,
    )
  for (const kind of kindsNow)
    if (clientKeys.isBroken(row.client_id, kind))
      wrong(`a key of ${name} was changed, or is wrapped under a key that is not in the key folder`)
  for (const kind of kinds)
    if (kind !== FACTS && kind !== PROFILE && !replay.kinds.has(kind))
      wrong(
        `there is a key of ${name} for the year ${yearOfKind(kind)}, under which none of its entries is sealed`,
      )
  const isEmpty = row.lookup === null && row.directory === null
  if (!isEmpty && (erasures.firstGoneAt(row.client_id) ?? Infinity) <= size)
    return wrong(`the directory row of ${name} was emptied by an erasure, and something stands in it`)
  if (row.lookup === null || row.directory === null) {
    if (!gone) wrong(`the directory row of ${name} is empty, and no entry tells of an erasure`)
    if (assigned.length > 0) wrong(`${name} is assigned to somebody, and the profile is empty`)
    return
  }
  const key = clientKeys.get(row.client_id, PROFILE)
  if (key === undefined) {
    if (!gone) wrong(`the key of the directory row of ${name} is missing, and no entry tells of an erasure`)
    return
  }
  const directory = compareDirectory(checking, row, replay, key)
  if (directory === undefined) wrong(`the directory row of ${name} is not what its entries say`)
  else if (
    row.client_id <= checking.filled.clients &&
    !sameAssigned(checking, 'client', directory.fields, assigned)
  )
    wrong(`${name} is not assigned to whom the profile says`)
  if (replay.hostId !== undefined && !row.lookup.equals(clientLookup(keys, replay.hostId)))
    wrong(`${name} is looked up under another id than its entries say`)
}

/** Undefined where it is not what the entries say. */
function compareDirectory(
  { keys }: Checking,
  row: ClientRow,
  replay: ClientReplay,
  key: Buffer,
): ReturnType<typeof openDirectory> | undefined {
  let directory: ReturnType<typeof openDirectory>
  try {
    directory = openDirectory(row.client_id, row.directory!, key)
  } catch {
    return undefined
  }
  const hostId = replay.hostId ?? directory.hostId
  const named =
    (directory.name === replay.name && directory.nameAt === replay.nameAt) ||
    replay.goneAt.has(directory.nameAt)
  const fields = replay.state.differences(
    directory.fields,
    (_, stored) => stored !== undefined && replay.goneAt.has(stored.at),
  )
  const same = directory.hostId === hostId && row.lookup!.equals(clientLookup(keys, hostId ?? ''))
  return same && named && fields.length === 0 ? directory : undefined
}
