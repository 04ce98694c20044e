/**
 * How far each log was signed: origin, size, root, outside the database, so that a signer goes on from what it said
 * and not from what the database says now. One SQLite file for all servers that share the key folder: its writes are
 * whole or not there, on disk before they are answered, and one at a time over all processes, however they end.
 */
import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

export interface SignedHead {
  /** Entries; 0 where nothing was signed yet. */
  readonly size: number
  readonly root: Uint8Array
}

/** Milliseconds to wait for another process; a write takes a few. */
export const PATIENCE = 5000

export class SignedHeads {
  readonly #path: string
  #file: DatabaseSync | undefined

  constructor(path: string) {
    this.#path = path
  }

  /** Undefined where the log was never begun here: its record is lost, or belongs to another key folder. */
  last(origin: string): SignedHead | undefined {
    const row = this.#open().prepare('select size, root from heads where origin = ?').get(origin)
    return row === undefined
      ? undefined
      : { size: Number(row['size']), root: Buffer.from(row['root'] as Uint8Array) }
  }

  /** Begins the record of a log at size 0; does nothing where there is one. */
  begin(origin: string, emptyRoot: Uint8Array): void {
    this.#open()
      .prepare('insert into heads (origin, size, root) values (?, 0, ?) on conflict do nothing')
      .run(origin, emptyRoot)
  }

  /** Moves on from `from`; false where another process has moved on meanwhile. */
  advance(origin: string, from: SignedHead, to: SignedHead): boolean {
    const moved = this.#open()
      .prepare('update heads set size = ?, root = ? where origin = ? and size = ? and root = ?')
      .run(to.size, to.root, origin, from.size, from.root)
    return moved.changes === 1
  }

  close(): void {
    this.#file?.close()
    this.#file = undefined
  }

  #open(): DatabaseSync {
    if (this.#file !== undefined) return this.#file
    const file = new DatabaseSync(this.#path, { timeout: PATIENCE })
    try {
      chmodSync(this.#path, 0o600)
      // A rollback journal and not a write-ahead log, which needs memory shared between the processes; `extra` also
      // syncs the folder.
      file.exec('pragma journal_mode = delete; pragma synchronous = extra')
      file.exec(
        'create table if not exists heads (origin text primary key, size int not null, root blob not null)',
      )
    } catch (error) {
      file.close()
      throw error
    }
    this.#file = file
    return file
  }
}
