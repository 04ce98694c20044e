/**
 * Makes one export that was asked for: each attempt writes a file of its own, and what it has not finished is not shown.
 * One that was cut off (a killed server, a stop) begins again; one that was cancelled, or whose client was erased
 * meanwhile, finds in its row that it is over.
 */
import { LogError } from '@daybook/protocol'
import { recordOwn } from '../actions/record-own.ts'
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { needsRecord } from '../policy/sight.ts'
import { beginExport, type ExportRow, finishExport, noteProgress } from '../store/exports/export-rows.ts'
import { int8List } from '../store/exports/client-list.ts'
import { inWorkspace, readTogether } from '../store/transaction.ts'
import { walk } from '../store/read/walk.ts'
import { type ExportKey, readExportKey } from './export-key.ts'
import { DAYBOOK, entryOf } from './export-entry.ts'
import { Over } from './over.ts'
import { planExport } from './plan-export.ts'
import { giveBack } from './give-back.ts'
import { renderHere, renderInThreads } from './renderers.ts'
import { createSealedFile } from './sealed-file.ts'
import type { StoredRequest, StoredResult } from './stored-request.ts'
import { type ExportWork, writeExport } from './write-export.ts'

/** How long a file is kept, in ms. */
export const KEPT = 7 * 86_400_000
/** Looks so often whether it is still wanted, and says how far it is, in ms. */
const TELL_EVERY = 500
/** Up to so many entries the server's own thread does it: a thread takes longer to start. */
const FEW = 500

/** Throws what went wrong; answers where there is nothing (more) to do. */
export async function makeExport(
  daybook: Daybook,
  workspaceId: number,
  id: number,
  signal: AbortSignal,
): Promise<void> {
  const row = await inWorkspace(daybook.pools.app, workspaceId, run => beginExport(run, workspaceId, id))
  const key = row && (await readExportKey(daybook, workspaceId, id))
  // Erased since.
  if (row?.request === undefined || key === undefined) return
  const workspace = await daybook.workspaces.get(workspaceId)
  const making = new Making(daybook, workspace, row, key)
  try {
    await making.run(signal)
  } catch (error) {
    await daybook.exports.files.remove(making.file)
    if (!(error instanceof Over)) throw error
  }
}

class Making {
  readonly file: { readonly workspaceId: number; readonly id: number; readonly attempt: number }
  readonly #daybook: Daybook
  readonly #workspace: Workspace
  readonly #row: ExportRow
  readonly #key: ExportKey
  readonly #request: StoredRequest

  constructor(daybook: Daybook, workspace: Workspace, row: ExportRow, key: ExportKey) {
    this.#daybook = daybook
    this.#workspace = workspace
    this.#row = row
    this.#key = key
    this.#request = key.open<StoredRequest>('request', row.request!)
    this.file = { workspaceId: workspace.id, id: row.id, attempt: row.attempt }
  }

  async run(stop: AbortSignal): Promise<void> {
    const { exports } = this.#daybook
    const work = await planExport(this.#daybook, this.#workspace, this.#row, this.#request)
    const expected = this.#row.expected ?? (await countPlain(work))
    const over = new AbortController()
    const signal = AbortSignal.any([stop, over.signal])
    const telling = this.#tellWhile(over, expected)
    await exports.files.makeFolder(this.#workspace.id)
    const sink = await createSealedFile({
      path: exports.files.pathOf(this.file),
      about: exports.files.aboutOf(this.file),
      key: this.#key.fileKey,
      attempt: this.#row.attempt,
    })
    const few = expected !== undefined && expected <= FEW && this.#row.format !== 'pdf'
    const renderer = few
      ? renderHere(this.#daybook, work.rendering)
      : renderInThreads(this.#daybook, work.rendering, exports.appUrl)
    try {
      const written = await writeExport(
        work,
        renderer,
        async bytes => {
          await sink.write(bytes)
          giveBack(bytes)
        },
        progress => (telling.progress = progress),
        signal,
      )
      signal.throwIfAborted()
      await this.#finish(written, await sink.finish())
    } finally {
      telling.stop()
      await Promise.all([sink.abandon(), renderer.close()])
    }
  }

  /** Says in the row how far it is; aborts `over` where the row says that nobody waits for it any more. */
  #tellWhile(over: AbortController, expected: number | undefined) {
    const state = { progress: { done: 0, share: 0 }, stop: () => clearInterval(timer) }
    const tell = async (): Promise<void> => {
      const { done, share } = state.progress
      const wanted = await readTogether(this.#daybook.pools.app, this.#workspace.id, run =>
        noteProgress(run, this.file, { done, share: Math.floor(share * 1000), expected }),
      )
      if (!wanted) over.abort(new Over())
    }
    // The database is away: the next look, or the work itself, will tell.
    const timer = setInterval(() => void tell().catch(() => {}), TELL_EVERY)
    return state
  }

  async #finish(
    written: Awaited<ReturnType<typeof writeExport>>,
    file: { readonly bytes: number; readonly sha256: Buffer },
  ): Promise<void> {
    const { rows, totals, clients } = written
    const finishedAt = this.#daybook.now()
    const result = this.#key.seal('result', { totals } satisfies StoredResult)
    await recordOwn(
      this.#daybook,
      DAYBOOK(this.#workspace.id),
      this.#workspace,
      entryOf(this.#daybook, this.#workspace, this.#row, {
        action: 'export.completed',
        data: { count: rows },
        byDaybook: true,
      }),
      async run => {
        const stillWanted = await finishExport(run, this.file, {
          rows,
          finishedAt,
          expiresAt: finishedAt + KEPT,
          ...file,
          result,
          clients: int8List(clients),
        })
        if (!stillWanted) throw new Over()
      },
    )
  }
}

/** How many entries it will be, where their rows alone can tell: numbers only, 20,000 a step. */
async function countPlain({ pool, walk: request, rendering }: ExportWork): Promise<number | undefined> {
  if (rendering.test !== undefined || needsRecord(rendering.sight)) return undefined
  let count = 0
  for await (const { seqs } of walk(pool, request)) count += seqs.length
  return count
}

/** Whether another try could succeed. */
export const isFinal = (error: unknown): boolean =>
  error instanceof LogError && ['not_found', 'query_invalid', 'export_too_large'].includes(error.code)
