/** The file of the rows that did not become entries: JSON Lines, one object a row, with the reason. */
import { type FileHandle, open, rm } from 'node:fs/promises'
import { ImportError } from './import-error.ts'

export interface Reject {
  /** From 1, header not counted. */
  readonly row: number
  /** The line of the source where the row begins. */
  readonly line: number
  readonly reason: string
  /** The row as it stands in the file. */
  readonly original: string
  /** The draft that was refused, where the row itself could be read. */
  readonly draft?: unknown
}

export interface Rejects {
  readonly count: () => number
  add(reject: Reject): Promise<void>
  close(): Promise<void>
}

/** Rejects at this path. The file of an earlier run is removed at once; a new one appears with the first reject. */
export async function createRejects(path: string): Promise<Rejects> {
  await rm(path, { force: true })
  let file: FileHandle | undefined
  let count = 0
  return {
    count: () => count,
    async add(reject) {
      count++
      file ??= await open(path, 'w', 0o600).catch((cause: unknown) => {
        const code = (cause as NodeJS.ErrnoException).code
        throw new ImportError(
          `${path} for the rejected rows cannot be written (${code}). Name another place for it.`,
          [],
          cause,
        )
      })
      await file.write(`${JSON.stringify(reject)}\n`)
    },
    async close() {
      await file?.close()
      file = undefined
    },
  }
}
