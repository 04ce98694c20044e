/** The key of a saved view: its name and its filters are sealed under it, and gone with it. */
import type { EntryFilter } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatId } from '../ids.ts'
import { KEY_BYTES, open, seal } from '../keys/seal.ts'
import { randomBytes } from '../random.ts'
import { VIEW_KEY } from '../store/client-keys.ts'

/** What a saved view says. */
export interface ViewContent {
  readonly name: string
  readonly filter: EntryFilter
  readonly order: 'desc' | 'asc'
  /** Who made it, as they were called then. */
  readonly by?: string
}

export class ViewKey {
  readonly #key: Uint8Array
  readonly #about: Buffer

  constructor(key: Uint8Array, id: number) {
    this.#key = key
    this.#about = Buffer.from(`view ${formatId('sv', id)}`, 'utf8')
  }

  seal(content: ViewContent): Buffer {
    return seal(this.#key, JSON.stringify(content), this.#about)
  }

  open(sealed: Uint8Array): ViewContent {
    return JSON.parse(open(this.#key, sealed, this.#about).toString('utf8')) as ViewContent
  }
}

/** Makes the key of a new view, and answers it wrapped too, as it is to be stored. */
export async function makeViewKey(
  daybook: Daybook,
  workspaceId: number,
  id: number,
): Promise<{ key: ViewKey; stored: { kek: number; wrapped: Buffer } }> {
  const key = randomBytes(KEY_BYTES)
  await daybook.clientKeys.ready(workspaceId)
  return { key: new ViewKey(key, id), stored: daybook.clientKeys.wrap(workspaceId, key) }
}

/** The keys of these views; one that was destroyed meanwhile is not among them. */
export async function readViewKeys(
  daybook: Daybook,
  workspaceId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, ViewKey>> {
  const keys = await daybook.clientKeys.loadKinds(
    workspaceId,
    ids.map(id => [id, VIEW_KEY] as const),
  )
  return new Map(
    ids.flatMap(id => {
      const key = keys.personal(id, VIEW_KEY)
      return key === undefined ? [] : [[id, new ViewKey(key, id)] as const]
    }),
  )
}
