/**
 * Writes a bundle of evidence, a few entries at a time, in memory that does not grow with their number (but for the
 * deflated report). Normative: docs/spec/evidence.md, section 4.
 */
import type { Locale } from '@daybook/catalogue'
import { clientPartName, encodeEvidence, verifyInclusion } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { type DisclosedEntry, discloseEntry, type FieldChoice } from '../entry/disclose-entry.ts'
import { type ReadRecord, readRecord } from '../entry/open-entry.ts'
import type { Workspace } from '../entry/workspace.ts'
import { sha256 } from '../hashes.ts'
import { formatEntryId } from '../ids.ts'
import type { StoredCheckpoint } from '../store/proof/checkpoints.ts'
import type { Sight } from '../policy/sight.ts'
import { chooseSeen } from '../read/choose-seen.ts'
import { type ProofRow, readProofRows, storedOf } from '../store/proof/stored-entries.ts'
import { damaged, readTreeHashes } from '../store/proof/tree-hashes.ts'
import { keysOfRows } from '../store/read/open-rows.ts'
import { readTogether } from '../store/transaction.ts'
import { ManyProofs } from './many-proofs.ts'
import { type ReportFacts, reportFoot, reportHead } from './report-page.ts'
import { reportRow } from './report-row.ts'
import { shownEntry } from './shown-entry.ts'
import { deflateFile, GrowingFile, ZipStream } from './zip-stream.ts'

export interface BundleFile {
  readonly name: string
  readonly content: string | Uint8Array
}

export interface BundlePlan {
  readonly workspace: Workspace
  /** As they happened. */
  readonly seqs: readonly number[]
  readonly checkpoint: StoredCheckpoint
  readonly choose: FieldChoice
  /** Of other clients nothing personal is shown. */
  readonly onlyClients: readonly number[] | undefined
  /** What the reader sees. */
  readonly sight: Sight
  readonly locale: Locale
  readonly facts: ReportFacts
  /** Files that stand beside the entries and the report. */
  readonly others: readonly BundleFile[]
}

/** Entries at a time: a few tens of milliseconds, so that appends go on meanwhile. */
const PAGE = 64

const proofPath = (seq: number): string => `entries/${seq}.tlog-proof`

export async function* writeBundle(
  daybook: Daybook,
  plan: BundlePlan,
): AsyncGenerator<Uint8Array, void, void> {
  const { workspace, seqs, checkpoint, facts } = plan
  const zip = new ZipStream(facts.madeAt)
  const report = new GrowingFile('report.html')
  const proofs = new ManyProofs(checkpoint.size, runs =>
    readTogether(daybook.pools.app, workspace.id, run =>
      readTreeHashes(run, workspace.id, checkpoint.size, runs),
    ),
  )
  try {
    await report.write(reportHead(facts))
    const rowsFrom = (at: number): Promise<ProofRow[]> =>
      readRows(daybook, workspace.id, seqs.slice(at, at + PAGE))
    let next = rowsFrom(0)
    for (let at = 0; at < seqs.length; at += PAGE) {
      const rows = await next
      // The database works on the next page while this one is written.
      next = rowsFrom(at + PAGE)
      // It is awaited above; until then its failure must not end the process.
      next.catch(() => {})
      const page = await openPage(daybook, plan, rows)
      const hashes = await proofs.of(page.map(({ row }) => row.seq - 1))
      page.forEach((entry, i) => {
        const proof = proofFile(entry, hashes[i]!, checkpoint)
        zip.add(deflateFile(proofPath(entry.row.seq), proof, { noise: true }))
      })
      await report.write(page.map(entry => rowOf(daybook, plan, entry)).join(''))
      yield zip.take()
    }
    await report.write(reportFoot(facts))
    zip.add(await report.end())
    for (const { name, content } of plan.others) zip.add(deflateFile(name, content))
    yield zip.end()
  } finally {
    report.destroy()
  }
}

interface PageEntry {
  readonly row: ProofRow
  readonly record: ReadRecord
  readonly disclosed: DisclosedEntry
}

/** In the order of `seqs`. */
async function readRows(
  { pools }: Daybook,
  workspaceId: number,
  seqs: readonly number[],
): Promise<ProofRow[]> {
  if (seqs.length === 0) return []
  const found = await readTogether(pools.app, workspaceId, run => readProofRows(run, workspaceId, seqs))
  const rows = new Map(found.map(row => [row.seq, row]))
  return seqs.map(seq => {
    const row = rows.get(seq)
    if (row === undefined) throw damaged(`entry ${seq}, which a link points to, is missing`)
    return row
  })
}

async function openPage(
  daybook: Daybook,
  { workspace, choose, onlyClients, sight }: BundlePlan,
  rows: readonly ProofRow[],
): Promise<PageEntry[]> {
  const read = rows.map(row => ({ row, record: readRecord(row.record) }))
  const keys = await keysOfRows(daybook, workspace.id, read)
  return read.map(({ row, record }) => {
    const others = new Set<string>(
      record.clientIds.flatMap((id, i) => (onlyClients?.includes(id) === false ? clientPartName(i) : [])),
    )
    const seen = chooseSeen(sight, record.clientIds, choose)
    const chosen: FieldChoice = (part, name) => !others.has(part) && seen(part, name)
    try {
      return { row, record, disclosed: discloseEntry(storedOf(row), record, keys, chosen) }
    } catch (cause) {
      throw damaged(`entry ${row.seq} is not what was written`, cause)
    }
  })
}

function proofFile(
  { row, disclosed }: PageEntry,
  hashes: readonly Uint8Array[],
  { size, root, note }: StoredCheckpoint,
): string {
  const index = row.seq - 1
  // What would not verify is not handed out.
  if (!verifyInclusion({ index, size, leafHash: row.leaf_hash, hashes }, root, sha256))
    throw damaged(`entry ${row.seq} does not lead to the signed root`)
  const { leaf, disclosures } = disclosed
  return encodeEvidence({ leaf, disclosures, index, hashes, checkpoint: note })
}

function rowOf(daybook: Daybook, plan: BundlePlan, { row, record, disclosed }: PageEntry): string {
  const { workspace, locale } = plan
  const place = { locale, timeZone: workspace.timeZone }
  const id = formatEntryId(daybook.folder.workspace(workspace.id).entryIdKey, workspace.generations, row.seq)
  const entry = shownEntry(row, record, disclosed, id, place)
  return reportRow(entry, disclosed, proofPath(row.seq), place).text
}
