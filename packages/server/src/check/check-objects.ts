/** The current states of objects, and whose they are, against what their entries say. */
import { countOwnersOfNothing, type ObjectRow, readObjectPage } from '../store/check/object-rows.ts'
import { countAssignedToNothing } from '../store/check/assigned-rows.ts'
import { countSubjects } from '../store/check/client-rows.ts'
import { formatId } from '../ids.ts'
import type { Checking } from './checking.ts'
import { type BesideObject, compareObject } from './compare-object.ts'
import { ObjectReplay, type ToldOfClients } from './object-replay.ts'
import { groupSubjects, replayEntries } from './replay-entries.ts'

const PAGE = 200

export async function checkObjects(checking: Checking): Promise<void> {
  const { pool, workspace, clientKeys, progress, problems } = checking
  const told: ToldOfClients = {
    erasedAt: id => checking.erasures.erasedAt(id),
    firstGoneAt: id => checking.erasures.firstGoneAt(id),
    survivorsAt: (id, seq) => checking.merges.survivorsAt(id, seq),
  }
  const { objects: total } = await countSubjects(pool, workspace.id)
  let done = 0
  for (let after = -1; ; ) {
    const page = await readObjectPage(pool, workspace.id, after, PAGE)
    if (page.rows.length === 0) break
    await checking.erasures.refresh()
    await checking.merges.refresh()
    const rows = new Map(page.rows.map(row => [row.object_id, row]))
    const owners = Map.groupBy(page.owners, owner => owner.object_id)
    await clientKeys.reload(page.owners.map(owner => owner.client_id))
    for (const { ids, many } of groupSubjects([...rows.keys()], page.linked)) {
      const replays = new Map(ids.map(id => [id, new ObjectReplay(id, told)]))
      await replayEntries(checking, replays, many, page.size)
      await clientKeys.load(ids.flatMap(id => owners.get(id) ?? []).map(owner => owner.client_id))
      for (const replay of replays.values()) replay.forgetErased(page.size)
      for (const [id, replay] of replays) {
        const beside = { owners: owners.get(id) ?? [], assigned: page.assigned.get(id) ?? [] }
        tell(checking, rows.get(id)!, beside, replay)
      }
      progress('objects', (done += ids.length), Math.max(total, done))
    }
    after = page.rows.at(-1)!.object_id
  }
  const strangers = await countOwnersOfNothing(pool, workspace.id)
  if (strangers > 0) problems.add('derived', 0, `${strangers} clients own objects that are not there`)
  const nothing = await countAssignedToNothing(pool, workspace.id)
  if (nothing > 0)
    problems.add(
      'derived',
      0,
      `${nothing} rows say whose clients they are, of clients and objects that are not there`,
    )
}

function tell(checking: Checking, row: ObjectRow, beside: BesideObject, replay: ObjectReplay): void {
  const name = formatId('ob', row.object_id)
  const wrong = (what: string, seq = replay.mentions.blame(row.last_seq)): void =>
    checking.problems.add('derived', seq, what)
  if (replay.mentions.first === undefined)
    wrong(`there is a row of ${name}, which no entry names`, row.first_seq)
  else compareObject(checking, row, beside, replay, wrong)
}
