/** A list as one file: written where it was asked for, or to standard output as it comes. */
import { once } from 'node:events'
import { open, rename, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Config, StartError } from '@daybook/server'
import type { ExportOrder, Principal } from '@daybook/server/command'
import { createExportProgress } from './export-progress.ts'

export interface ExportedFile {
  /** Absent where it went to standard output. */
  readonly out?: string
  readonly entries: number
}

/** Throws `StartError` where a file is in the way; leaves none that is not whole. */
export async function exportFile(
  config: Config,
  by: Principal,
  order: ExportOrder,
  out: string | undefined,
  quiet: boolean,
): Promise<ExportedFile> {
  const sink = out === undefined ? standardOutput() : await openFile(resolve(out))
  const progress = createExportProgress(process.stderr, () => performance.now())
  const stop = new AbortController()
  const onSignal = (): void => stop.abort(new StartError('The export was stopped; no file was left.'))
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  try {
    const { streamExport, withDaybook } = await import('@daybook/server/command')
    const { rows } = await withDaybook(config, 'export', daybook =>
      streamExport(
        daybook,
        by,
        order,
        sink.write,
        ({ done, count, share }) => {
          if (!quiet) progress.show(done, count ?? Math.max(done, Math.round(done / Math.max(share, 0.001))))
        },
        stop.signal,
      ),
    )
    await sink.finish()
    progress.end()
    return { ...(sink.path !== undefined && { out: sink.path }), entries: rows }
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    await sink.close()
  }
}

interface Sink {
  readonly path?: string
  write(bytes: Uint8Array): Promise<void>
  finish(): Promise<void>
  /** Removes what is unfinished. */
  close(): Promise<void>
}

function standardOutput(): Sink {
  return {
    async write(bytes) {
      if (!process.stdout.write(bytes)) await once(process.stdout, 'drain')
    },
    finish: async () => {},
    close: async () => {},
  }
}

async function openFile(path: string): Promise<Sink> {
  if (existsSync(path))
    throw new StartError(`${path} is there already: give another file with --out, or remove it.`)
  const unfinished = `${path}.unfinished`
  const file = await open(unfinished, 'w', 0o600)
  let isOpen = true
  return {
    path,
    write: async bytes => void (await file.write(bytes)),
    async finish() {
      await file.sync()
      await file.close()
      isOpen = false
      await rename(unfinished, path)
    },
    async close() {
      if (!isOpen) return
      await file.close()
      await rm(unfinished, { force: true })
    },
  }
}
