import { encodeLogLine, encodeTrustPolicy, TILE_WIDTH, tilePath, tilesOfLevel } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { discloseEntry } from '../entry/disclose-entry.ts'
import { readRecord } from '../entry/open-entry.ts'
import type { Principal } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { readProofRange, storedOf } from '../store/proof/stored-entries.ts'
import { damaged, readFullTiles, readTreeHashes } from '../store/proof/tree-hashes.ts'
import { keysOfRows } from '../store/read/open-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { recordOwn } from './record-own.ts'

/** Bytes that belong at the end of a file of the export. Those of one file follow each other. */
export interface ExportPiece {
  /** Below the folder of the export. */
  readonly path: string
  readonly bytes: Uint8Array
  /** Entries so far, and in all. */
  readonly done: number
  readonly total: number
}

/** Entries, and tiles, at a time: no statement takes long, and no snapshot is held in between. */
const ENTRIES = 256
const TILES = 64

/**
 * The whole log as files that anybody can verify (docs/spec/exported-log.md), up to the checkpoint that is signed at
 * the beginning. That it was asked for is its last entry. Throws what signing throws, and `log_damaged`.
 */
export async function* exportLog(
  daybook: Daybook,
  principal: Principal,
): AsyncGenerator<ExportPiece, void, void> {
  // Everything of everybody, whoever is hidden from whom.
  requireRight(principal, 'close')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  // First, that the log may be signed at all: an export that is refused was not made.
  await daybook.checkpoints.current(workspace.id)
  const draft = { action: 'export.requested', data: { format: 'log' } }
  const { seq } = await recordOwn(daybook, principal, workspace, draft, async () => {})
  const { checkpoint } = await daybook.checkpoints.current(workspace.id, { covering: seq })
  const total = checkpoint.size
  const policy = encodeTrustPolicy(await daybook.checkpoints.trustPolicy(workspace.id))
  yield { path: 'checkpoint', bytes: Buffer.from(checkpoint.note, 'utf8'), done: 0, total }
  yield { path: 'trust-policy', bytes: Buffer.from(policy, 'utf8'), done: 0, total }
  for (let done = 0; done < total; ) {
    const last = Math.min(done + ENTRIES, total)
    const bytes = Buffer.from(await linesOf(daybook, workspace.id, done, last), 'utf8')
    done = last
    yield { path: 'entries.jsonl', bytes, done, total }
  }
  for await (const tile of tilesOf(daybook, workspace.id, total)) yield { ...tile, done: total, total }
}

async function linesOf(daybook: Daybook, workspaceId: number, after: number, last: number): Promise<string> {
  const rows = await readTogether(daybook.pools.app, workspaceId, run =>
    readProofRange(run, workspaceId, after, last),
  )
  const read = rows.map(row => ({ row, record: readRecord(row.record) }))
  const keys = await keysOfRows(daybook, workspaceId, read)
  let text = ''
  let seq = after
  for (const { row, record } of read) {
    if (row.seq !== ++seq) throw damaged(`entry ${seq} is missing`)
    try {
      const { leaf, disclosures } = discloseEntry(storedOf(row), record, keys, () => true)
      text += `${encodeLogLine({ seq, leaf, disclosures })}\n`
    } catch (cause) {
      throw damaged(`entry ${seq} is not what was written`, cause)
    }
  }
  if (seq !== last) throw damaged(`entry ${seq + 1} is missing`)
  return text
}

async function* tilesOf(
  daybook: Daybook,
  workspaceId: number,
  size: number,
): AsyncGenerator<{ path: string; bytes: Uint8Array }, void, void> {
  const { app } = daybook.pools
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    const { full, width } = tilesOfLevel(size, level)
    for (let first = 0; first < full; first += TILES) {
      const behind = Math.min(first + TILES, full)
      const tiles = await readTogether(app, workspaceId, run =>
        readFullTiles(run, workspaceId, level, first, behind),
      )
      for (const { index, hashes } of tiles)
        yield { path: tilePath({ level, index, width: TILE_WIDTH }), bytes: hashes }
    }
    if (width === 0) continue
    const run = { level, start: full * TILE_WIDTH, count: width }
    const hashes = await readTogether(app, workspaceId, send =>
      readTreeHashes(send, workspaceId, size, [run]),
    )
    yield { path: tilePath({ level, index: full, width }), bytes: hashes.bytesOf(run) }
  }
}
