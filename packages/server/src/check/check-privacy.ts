/** What is decided about clients (deleted, held, gone, asked), and the receipts of it, against the entries that tell so. */
import { formatId } from '../ids.ts'
import { readWrongPrivacy, type WrongRow } from '../store/check/privacy-rows.ts'
import type { Checking } from './checking.ts'

export async function checkPrivacy(checking: Checking): Promise<void> {
  const { pool, workspace, problems, keks, progress } = checking
  progress('privacy', 0, 1)
  const { wrong, kek } = await readWrongPrivacy(pool, workspace.id)
  for (const row of wrong) problems.add('derived', Math.max(row.seq, 0), sayWrong(row))
  // Between the moment a rotation puts a new key in force and our look it may be the next one.
  if (!keks.exists(workspace.id, kek) && !(await isRotated(checking, kek)))
    problems.add(
      'derived',
      0,
      `the key-encryption key ${kek}, which should be in force, is not in the key folder`,
    )
  progress('privacy', 1, 1)
}

async function isRotated({ pool, workspace, keks }: Checking, before: number): Promise<boolean> {
  const { kek } = await readWrongPrivacy(pool, workspace.id)
  return kek !== before && keks.exists(workspace.id, kek)
}

function sayWrong({ what, client_id: id, seq }: WrongRow): string {
  const name = formatId('cl', id)
  const entry = `entry ${seq}`
  switch (what) {
    case 'decision':
      return `what is decided about ${name} is not what ${entry} says`
    case 'receipt':
      return `the receipt of an erasure of ${name} is not what ${entry} says`
    case 'request':
      return `the request of ${name} is not what its entry, or the one that decided it, says`
    case 'asked':
      return `it asks for an erasure, and the list of requests does not have it`
    case 'retention':
      return `what retention took is not what ${entry} says`
    case 'head':
      return `the head says that ${entry} changed last what may be seen of a client`
  }
}
