/**
 * An import from first row to last. It holds a few batches in memory, whatever the size of the file. The drafts and
 * their keys follow from file and mapping alone, so that a second run, or one after a kill, adds only what is missing.
 */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { DraftActor, LogError, Receipt } from '@daybook/protocol'
import { LIMITS } from '@daybook/protocol'
import type { Append, Batches, BatchItem } from './append-batches.ts'
import { createBatches } from './append-batches.ts'
import type { KeyedDraft } from './apply-mapping.ts'
import { RowError } from './import-error.ts'
import type { ImportInput, OpenRows } from './open-rows.ts'
import { openRows } from './open-rows.ts'
import type { Progress } from './progress.ts'
import type { Rejects } from './rejects.ts'
import { createRejects } from './rejects.ts'
import type { Row } from './row.ts'

export interface ImportOptions extends ImportInput {
  readonly append: Append
  readonly progress?: Progress
  /** Default: the file's path with `.rejects.jsonl`. */
  readonly rejectsFile?: string
  /** Who imports, for the `data.imported` entry. Default: the system. */
  readonly actor?: DraftActor
  /** Drafts of one batch. Default and most: 1,000. */
  readonly batch?: number
  /** Batches at a time. Default 3. */
  readonly inFlight?: number
  /** Stops reading when aborted; what is on its way is still written. */
  readonly signal?: AbortSignal
  /** Waits so many milliseconds before a busy log is asked again. */
  readonly wait?: (ms: number) => Promise<void>
}

export interface ImportResult {
  /** False where the signal stopped it: run it again to go on. */
  readonly finished: boolean
  readonly importId: string
  readonly rows: number
  /** Entries of this import that are in the log now: `added` and `duplicates`. */
  readonly entries: number
  readonly added: number
  /** Entries that an earlier run had written. */
  readonly duplicates: number
  /** Lines of the rejects file. */
  readonly rejected: number
  /** Absent where nothing was rejected. */
  readonly rejectsFile?: string
  /** The receipt of the `data.imported` entry of a finished import. */
  readonly imported?: Receipt
}

/** Bytes of one batch; below the limit of a request, its frame included. */
const BATCH_BYTES = LIMITS.body - 64 * 1024

/** Throws `ImportError` for a file or mapping that cannot be used, and whatever `append` throws that no row is to blame for. */
export async function runImport(options: ImportOptions): Promise<ImportResult> {
  const input = await openRows(options)
  const rejectsFile = options.rejectsFile ?? `${options.file}.rejects.jsonl`
  const rejects = await createRejects(rejectsFile)
  const tally = { rows: 0, added: 0, duplicates: 0, bytes: 0 }
  const report = () =>
    options.progress?.update({
      bytes: tally.bytes,
      totalBytes: input.source.size,
      rows: tally.rows,
      entries: tally.added + tally.duplicates,
      rejected: rejects.count(),
    })
  const batches = createBatches({
    append: options.append,
    inFlight: options.inFlight ?? 3,
    onWritten(receipts) {
      for (const { duplicate } of receipts) tally[duplicate ? 'duplicates' : 'added']++
    },
    onRefused: ({ row, draft }, error) => rejects.add({ ...place(row), reason: refusal(error), draft }),
    wait: options.wait ?? (ms => new Promise(resolve => setTimeout(resolve, ms))),
  })
  try {
    const finished = await sendRows(input, batches, rejects, options, (rows, bytes) => {
      Object.assign(tally, { rows, bytes })
      report()
    })
    const entries = tally.added + tally.duplicates
    const imported =
      finished && entries > 0 ? await appendImported(input, options, entries, rejects.count()) : undefined
    return {
      finished,
      importId: input.importId,
      rows: tally.rows,
      entries,
      added: tally.added,
      duplicates: tally.duplicates,
      rejected: rejects.count(),
      ...(rejects.count() > 0 && { rejectsFile }),
      ...(imported && { imported }),
    }
  } finally {
    await batches.abandon()
    options.progress?.end()
    await rejects.close()
  }
}

/** Sends every row's drafts; the drafts of one row stay in one batch. True when the file's end was reached. */
async function sendRows(
  { rows, toDrafts, source }: OpenRows,
  batches: Batches,
  rejects: Rejects,
  { batch: most = LIMITS.drafts, signal }: ImportOptions,
  onDone: (rows: number, bytes: number) => void,
): Promise<boolean> {
  let batch: BatchItem[] = []
  let bytes = 0
  let rowsRead = 0
  const flush = async () => {
    const [items, doneRows, doneBytes] = [batch, rowsRead, source.position()]
    batch = []
    bytes = 0
    if (items.length > 0) await batches.push(items, () => onDone(doneRows, doneBytes))
  }
  for await (const row of rows) {
    if (signal?.aborted) break
    const drafts = await readDrafts(row, toDrafts, rejects)
    const sizes = drafts.map(draft => Buffer.byteLength(JSON.stringify(draft)) + 1)
    const rowBytes = sizes.reduce((sum, size) => sum + size, 0)
    if (batch.length + drafts.length > most || bytes + rowBytes > BATCH_BYTES) await flush()
    rowsRead = row.row
    for (const [n, draft] of drafts.entries()) {
      // Only within a row that is larger than a batch on its own.
      if (batch.length >= most || bytes + sizes[n]! > BATCH_BYTES) await flush()
      batch.push({ row, draft })
      bytes += sizes[n]!
    }
  }
  await flush()
  await batches.drain()
  onDone(rowsRead, source.position())
  return !signal?.aborted
}

async function readDrafts(
  row: Row,
  toDrafts: OpenRows['toDrafts'],
  rejects: Rejects,
): Promise<readonly KeyedDraft[]> {
  try {
    if (row.problem !== undefined) throw new RowError(row.problem)
    return toDrafts(row)
  } catch (error) {
    if (!(error instanceof RowError)) throw error
    await rejects.add({ ...place(row), reason: error.message })
    return []
  }
}

const place = ({ row, line, original }: Row) => ({ row, line, original })

function refusal(error: LogError): string {
  const first = error.details.existing
    ? ` (entry ${error.details.existing.seq}, ${error.details.existing.id})`
    : ''
  const hint = error.code === 'key_conflict' ? ' Other content was written under this key before' : ''
  const errors = error.details.errors?.map(
    ({ path, message }) => `${path.replace(/^\/entries\/0/, '')}: ${message}`,
  )
  return `${error.code}: ${errors?.join('; ') ?? error.message}${hint}${first}`
}

/** The one entry that tells of the import; a second run finds it there. */
async function appendImported(
  input: OpenRows,
  options: ImportOptions,
  count: number,
  skipped: number,
): Promise<Receipt | undefined> {
  const content = [input.source.hash(), input.mappingHash, ...(options.importId ? [options.importId] : [])]
  const hash = createHash('sha256').update(content.join(':')).digest('hex')
  const draft: KeyedDraft = {
    action: 'data.imported',
    actor: options.actor ?? { type: 'system' },
    data: {
      file: basename(options.file),
      count,
      skipped,
      ...(input.map && { map: input.map }),
    },
    key: `import:${hash}`,
  }
  try {
    return (await options.append([draft]))[0]
  } catch (error) {
    // The same file was imported before with more rejects or fewer: its entry stands.
    if ((error as LogError).code === 'key_conflict') return undefined
    throw error
  }
}
