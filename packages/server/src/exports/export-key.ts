/** The key of an export: what was asked for, its result and its file are sealed under it, and gone with it. */
import { hkdfSync } from 'node:crypto'
import type { Daybook } from '../daybook.ts'
import { formatId } from '../ids.ts'
import { KEY_BYTES, open, seal } from '../keys/seal.ts'
import { randomBytes } from '../random.ts'
import { EXPORT_KEY } from '../store/client-keys.ts'

export class ExportKey {
  readonly #key: Uint8Array
  readonly #id: string

  constructor(key: Uint8Array, id: number) {
    this.#key = key
    this.#id = formatId('ex', id)
  }

  /** `what` keeps the uses apart: a value sealed for one does not open as another. */
  seal(what: 'request' | 'result', value: unknown): Buffer {
    return seal(this.#key, JSON.stringify(value), this.#about(what))
  }

  open<T>(what: 'request' | 'result', sealed: Uint8Array): T {
    return JSON.parse(open(this.#key, sealed, this.#about(what)).toString('utf8')) as T
  }

  /** Files are sealed under a key of their own: their nonces are numbers, those of values are random. */
  get fileKey(): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#key, '', 'export file', KEY_BYTES))
  }

  #about(what: string): Buffer {
    return Buffer.from(`${what} ${this.#id}`, 'utf8')
  }
}

/** Makes the key of a new export, and answers it wrapped too, as it is to be stored. */
export async function makeExportKey(
  daybook: Daybook,
  workspaceId: number,
  id: number,
): Promise<{ key: ExportKey; stored: { kind: number; kek: number; wrapped: Buffer } }> {
  const key = randomBytes(KEY_BYTES)
  await daybook.clientKeys.ready(workspaceId)
  const wrapped = daybook.clientKeys.wrap(workspaceId, key)
  return { key: new ExportKey(key, id), stored: { kind: EXPORT_KEY, ...wrapped } }
}

/** Undefined where it was destroyed. */
export async function readExportKey(
  daybook: Daybook,
  workspaceId: number,
  id: number,
): Promise<ExportKey | undefined> {
  const keys = await daybook.clientKeys.loadKinds(workspaceId, [[id, EXPORT_KEY]])
  const key = keys.personal(id, EXPORT_KEY)
  return key && new ExportKey(key, id)
}
