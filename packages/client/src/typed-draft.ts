/** Drafts as the compiler checks them: for an action of the catalogue, only the names that it knows under `data`. */
import type { DataOf } from '@daybook/catalogue'
import type { Draft } from '@daybook/protocol'

/** A draft of one action. An action that the catalogue does not have may carry anything under `data`. */
export type TypedDraft<A extends string = string> = Omit<Draft, 'action' | 'data'> & {
  readonly action: A
  readonly data?: DataOf<A>
}
