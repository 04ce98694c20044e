import type { ActInputBase } from '@daybook/client'
import type { Json } from '@daybook/protocol'

/** What the page that offers an act knows of it already. */
export interface Given extends Pick<ActInputBase, 'objects'> {
  /** Values that the form begins with; they can be changed. */
  readonly fields?: Readonly<Record<string, Json>>
  /** Values that are sent and not asked for: the booking that a payment is for. */
  readonly fixed?: Readonly<Record<string, Json>>
  /** Whose it is; asked for where absent and the act needs it. `id` is the host's id or Daybook's own. */
  readonly client?: { readonly id: string; readonly name?: string }
}
