/**
 * Writes an export: walks through the list, has its entries rendered piece by piece, and puts the pieces in their order.
 * Memory does not depend on how many entries there are, but for the ids of their clients.
 */
import { type ExportTotal, LogError, MOST_PDF_ENTRIES } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { needsRecord } from '../policy/sight.ts'
import { walk, type WalkRequest } from '../store/read/walk.ts'
import { csvHead, csvTotals } from './csv.ts'
import { NOTHING, type OnShare, type Rendered, type Renderer, type Rendering } from './rendering.ts'
import { Totals } from './totals.ts'

export interface ExportWork {
  readonly pool: Daybook['pools']['app']
  readonly walk: WalkRequest
  readonly rendering: Rendering
  /** CSV: totals as last lines. */
  readonly totals: boolean
}

export interface WrittenExport {
  readonly rows: number
  readonly totals: readonly ExportTotal[]
  /** Ascending. */
  readonly clients: readonly number[]
}

/** Rows written, and from 0 to 1 how much of the way is done. */
export interface ExportProgress {
  readonly done: number
  readonly share: number
}

/** Entries of a piece, and pieces that are rendered at once. */
const PIECE = 500
const AT_ONCE = 4

/**
 * @param write takes the pieces one after another
 * @param signal ends the work between two pieces, by throwing its reason
 */
export async function writeExport(
  work: ExportWork,
  renderer: Renderer,
  write: (bytes: Uint8Array) => Promise<void>,
  onProgress: (progress: ExportProgress) => void,
  signal: AbortSignal,
): Promise<WrittenExport> {
  const { rendering } = work
  const totals = new Totals()
  const clients = new Set<number>()
  let rows = 0
  if (rendering.format === 'csv') await write(csvHead(rendering.timeZone, rendering.ips))
  const all =
    rendering.format === 'pdf'
      ? inOne(work, renderer, share => onProgress({ done: rows, share }), signal)
      : inOrder(work, renderer, signal)
  for await (const { piece, share } of all) {
    await write(piece.bytes)
    rows += piece.rows
    totals.addAll(piece.totals)
    for (const client of piece.clients) clients.add(client)
    onProgress({ done: rows, share })
  }
  const sums = totals.list()
  if (work.totals && rendering.format === 'csv' && sums.length > 0)
    await write(csvTotals(sums, rendering, rendering.ips))
  return { rows, totals: sums, clients: [...clients].sort((a, b) => a - b) }
}

interface Piece {
  readonly piece: Rendered
  readonly share: number
}

/** A PDF is one piece: its pages are numbered to the last. */
async function* inOne(
  work: ExportWork,
  renderer: Renderer,
  onShare: OnShare,
  signal: AbortSignal,
): AsyncGenerator<Piece> {
  const { test, sight } = work.rendering
  const all = test === undefined && !needsRecord(sight)
  const seqs: number[] = []
  for await (const { seqs: some, share } of pieces(work)) {
    signal.throwIfAborted()
    seqs.push(...(all ? some : await renderer.select(some)))
    if (seqs.length > MOST_PDF_ENTRIES) {
      throw new LogError(
        'export_too_large',
        `A PDF holds ${MOST_PDF_ENTRIES} entries at most: narrow the list, or take CSV.`,
      )
    }
    yield { piece: NOTHING, share: share / 10 }
  }
  const drawn = (share: number): void => onShare(0.1 + share * 0.9)
  yield { piece: await raced(renderer.render(seqs, drawn), signal), share: 1 }
}

/** The answer, unless the signal comes first. */
async function raced<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(signal.reason)
  signal.addEventListener('abort', stop)
  try {
    return await Promise.race([answer, promise])
  } finally {
    signal.removeEventListener('abort', stop)
    // Neither is waited for any more.
    answer.catch(() => {})
    promise.catch(() => {})
  }
}

/** Some pieces ahead of the one that is taken are being rendered. */
async function* inOrder(work: ExportWork, renderer: Renderer, signal: AbortSignal): AsyncGenerator<Piece> {
  const ahead: Promise<Piece>[] = []
  for await (const { seqs, share } of pieces(work)) {
    signal.throwIfAborted()
    const piece = rendered(renderer, seqs).then(one => ({ piece: one, share }))
    // It is awaited in its turn; until then a failure must not end the process.
    piece.catch(() => {})
    ahead.push(piece)
    if (ahead.length >= AT_ONCE) yield await ahead.shift()!
  }
  for (const piece of ahead) {
    signal.throwIfAborted()
    yield await piece
  }
}

const rendered = async (renderer: Renderer, seqs: readonly number[]): Promise<Rendered> =>
  seqs.length === 0 ? NOTHING : renderer.render(seqs)

async function* pieces({
  pool,
  walk: request,
}: ExportWork): AsyncGenerator<{ seqs: readonly number[]; share: number }> {
  let before = 0
  for await (const { seqs, share } of walk(pool, request)) {
    for (let at = 0; at < seqs.length; at += PIECE) {
      const piece = seqs.slice(at, at + PIECE)
      yield { seqs: piece, share: before + ((share - before) * (at + piece.length)) / seqs.length }
    }
    // Nothing in this stretch: it is behind us all the same.
    if (seqs.length === 0) yield { seqs: [], share }
    before = share
  }
}
