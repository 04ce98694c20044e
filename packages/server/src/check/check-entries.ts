/** The first part of a check: every entry, in order, with its place in the tree and its links. */
import { HASH_BYTES } from '@daybook/protocol'
import { compareLinks, type ExpectedLink } from '../store/check/compare-links.ts'
import {
  readEntryRows,
  readHead,
  readRowOutside,
  type StoredHead,
  type StoredRow,
} from '../store/check/entry-rows.ts'
import { readKindNames } from '../store/check/kind-names.ts'
import { readRowless } from '../store/check/rowless.ts'
import { readTileOutside, readTiles } from '../store/check/tile-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { type CheckedEntry, checkEntry, type EntryRules } from './check-entry.ts'
import { Ahead } from './ahead.ts'
import { checkMarks, tellMarksOutside } from './check-marks.ts'
import { CheckTree } from './check-tree.ts'
import { type Checking, type Gathered, gatherActors } from './checking.ts'
import { countedZone, countEntry } from './count-cells.ts'
import { formatId, parseId } from '../ids.ts'
import { readSignedRoots } from './signed-roots.ts'

/** Two tiles: some 1 MB of rows. */
const PAGE = 512

/**
 * Reads until it has reached the head; what is appended meanwhile is checked as well. Undefined where the head is gone:
 * then nothing says what the log is.
 */
export async function checkEntries(checking: Checking, gathered: Gathered): Promise<StoredHead | undefined> {
  const { pool, workspace, problems, pace } = checking
  const signed = await readSignedRoots({
    pool,
    workspaceId: workspace.id,
    generations: workspace.generations,
    signer: checking.signer,
    problems,
  })
  const tree = new CheckTree(signed, problems)
  await checking.erasures.refresh()
  const pages = new Ahead((from: number) => readPage(checking, from))
  for (;;) {
    const from = gathered.size
    const page = await pages.take(from)
    if (page === undefined) {
      problems.add('entry', from + 1, 'the head of the log is missing')
      return undefined
    }
    const { head, rows } = page
    const upTo = Math.min(from + PAGE, head.size)
    if (upTo < head.size) pages.begin(upTo)
    const checked = await checkPage(checking, rows)
    await gather(checking, gathered, checked)
    await tellRowless(checking, gathered, checked)
    await checkMarks(checking, checked, { from, upTo })
    for (const { row, leafWrong } of checked) if (leafWrong) tree.breakAt(row.seq)
    await growTree(checking, tree, leavesOf(checking, tree, rows, from, upTo))
    gathered.size = upTo
    checking.progress('entries', upTo, head.size)
    if (upTo === head.size) tree.compareHead(head)
    tree.compareSigned()
    if (upTo === head.size) {
      tree.compareRest()
      await tellOutside(checking)
      await tellMarksOutside(checking)
      return head
    }
    await pace.rest()
  }
}

/** The head is read first: every entry that it counts is there when the entries are read. */
async function readPage(
  { pool, workspace }: Checking,
  from: number,
): Promise<{ head: StoredHead; rows: StoredRow[] } | undefined> {
  const [head, rows] = await readTogether(pool, workspace.id, run =>
    Promise.all([readHead(run, workspace.id), readEntryRows(run, workspace.id, from, from + PAGE)]),
  )
  return head && { head, rows: rows.filter(row => row.seq <= head.size) }
}

/** A missing entry is told of; something stands in its place, so that the others keep theirs. */
function leavesOf(
  { problems }: Checking,
  tree: CheckTree,
  rows: readonly StoredRow[],
  from: number,
  upTo: number,
): Buffer[] {
  const there = new Map(rows.map(row => [row.seq, row.leaf_hash]))
  return Array.from({ length: upTo - from }, (_, i) => {
    const seq = from + i + 1
    const leaf = there.get(seq)
    if (leaf?.length === HASH_BYTES) return leaf
    if (leaf === undefined) problems.add('entry', seq, 'it is missing')
    tree.breakAt(seq)
    return Buffer.alloc(HASH_BYTES)
  })
}

async function checkPage(checking: Checking, rows: readonly StoredRow[]): Promise<CheckedEntry[]> {
  const { clientKeys, pace, erasures, actorCodes } = checking
  const names = await readKindNames(checking.pool, checking.workspace.id)
  const rules: EntryRules = { keys: clientKeys, actorCodes, kindName: kind => names.get(kind) }
  await clientKeys.load(rows.flatMap(row => clientsOf(row.record)))
  const checked: CheckedEntry[] = []
  const unexplained: number[] = []
  for (const row of rows) {
    const entry = checkEntry(row, rules)
    if (entry.missing.some(one => !erasures.explains(one.clientId, one.kind)))
      unexplained.push(checked.length)
    checked.push(entry)
    await pace.breathe()
  }
  if (unexplained.length > 0) {
    // A key may have been made, or a client erased, since we looked.
    const clientIds = unexplained.flatMap(i => checked[i]!.missing.map(one => one.clientId))
    await clientKeys.reload(clientIds)
    await erasures.refresh()
    for (const i of unexplained) checked[i] = withoutKeys(checkEntry(checked[i]!.row, rules), checking)
  }
  for (const { row, wrong } of checked)
    if (wrong !== undefined) checking.problems.add('entry', row.seq, wrong)
  return checked
}

const CLIENT_IDS = /\bcl_[0-9a-z]{11}\b/g

/** The ids of clients that stand in a record, and perhaps some more: whose keys may be needed. */
function clientsOf(record: string): number[] {
  return (record.match(CLIENT_IDS) ?? []).flatMap(id => parseId('cl', id) ?? [])
}

function withoutKeys(entry: CheckedEntry, { erasures, clientKeys }: Checking): CheckedEntry {
  const lost = entry.missing.find(one => !erasures.explains(one.clientId, one.kind))
  if (entry.wrong !== undefined || lost === undefined) return entry
  const what = clientKeys.isBroken(lost.clientId, lost.kind)
    ? 'was changed, or is wrapped under a key that is not in the key folder'
    : 'is missing, and no entry tells of an erasure'
  return {
    ...entry,
    wrong: `the key that opens its part ${lost.part}, of ${formatId('cl', lost.clientId)}, ${what}`,
  }
}

/** Notes what the rest of the check needs to know, and compares the links. */
async function gather(
  { pool, workspace, problems }: Checking,
  gathered: Gathered,
  checked: readonly CheckedEntry[],
): Promise<void> {
  const expected: ExpectedLink[] = []
  for (const { row, told } of checked) {
    countEntry(gathered.cells, row, countedZone(workspace))
    if (told === undefined) {
      gathered.unsure = true
      continue
    }
    for (const object of told.linked) expected.push({ object, row })
    gatherActors(gathered, told.actors, row.seq)
  }
  gathered.links += expected.length
  const wrong = await readTogether(pool, workspace.id, run => compareLinks(run, workspace.id, expected))
  const unread = new Set(checked.flatMap(({ row, wrong: own }) => (own === undefined ? [] : [row.seq])))
  for (const { seq, missing } of wrong) {
    if (missing) gathered.links--
    // Where the entry itself is wrong, its links follow the one or the other.
    if (unread.has(seq)) continue
    problems.add(
      'entry',
      seq,
      missing
        ? 'a link to it is missing: it does not show in every timeline that it belongs to'
        : 'a link to it does not say what the entry says',
    )
  }
}

/** Every client and object that an entry names has a row, erased or not. */
async function tellRowless(
  { pool, workspace, problems }: Checking,
  gathered: Gathered,
  checked: readonly CheckedEntry[],
): Promise<void> {
  const told = checked.flatMap(one => one.told ?? [])
  const clientIds = new Set(told.flatMap(one => one.clientIds))
  const objectIds = new Set(told.flatMap(one => one.objects.map(object => object.id)))
  const rowless = await readTogether(pool, workspace.id, run =>
    readRowless(run, workspace.id, [...clientIds], [...objectIds]),
  )
  for (const id of rowless) {
    if (gathered.rowless.has(id)) continue
    gathered.rowless.add(id)
    const first = checked.find(one => one.told?.linked.includes(id))!.row.seq
    const name = formatId(clientIds.has(id) ? 'cl' : 'ob', id)
    problems.add('derived', first, `it is the first to name ${name}, and the row of ${name} is missing`)
  }
}

async function growTree(
  { pool, workspace }: Checking,
  tree: CheckTree,
  leaves: readonly Uint8Array[],
): Promise<void> {
  const full = tree.grow(leaves)
  if (full.length === 0) return
  tree.compareTiles(full, await readTogether(pool, workspace.id, run => readTiles(run, workspace.id, full)))
}

async function tellOutside({ pool, workspace, problems }: Checking): Promise<void> {
  const [row, tile] = await readTogether(pool, workspace.id, run =>
    Promise.all([readRowOutside(run, workspace.id), readTileOutside(run, workspace.id)]),
  )
  if (row !== undefined)
    problems.add('entry', Math.max(row, 0), 'it stands in the log, and the head does not count it')
  if (tile !== undefined)
    problems.add('derived', 0, `there is a tile ${tile.level}/${tile.index}, which the tree does not have`)
}
