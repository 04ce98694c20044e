/** What the decision about an act looks at. Pure data: nothing here reads a clock or a store. */
import type { Act, ActState } from '@daybook/catalogue'
import type { DraftClient, Json } from '@daybook/protocol'
import type { ActInput } from './act-input.ts'
import type { Rules } from './rules.ts'

export interface ActingObject {
  readonly type: string
  /** The host's id. */
  readonly id: string
  readonly name?: string | undefined
  /** Values of fields; those that the workspace hides are missing. */
  readonly state: ActState
  /** Fields that entries told beside the state; the state goes before. */
  readonly told?: ActState
  /** UTC ms of each field's last change. */
  readonly changedAt: Readonly<Record<string, number>>
  /** The clients it is of, as an entry names them. */
  readonly clients: readonly DraftClient[]
}

export interface Acting {
  readonly act: Act
  /** Undefined where it does not exist yet. */
  readonly object: ActingObject | undefined
  readonly type: string
  readonly id: string
  readonly input: ActInput
  /** UTC ms. */
  readonly now: number
  readonly timeZone: string
  readonly rules: Rules
  /** Where the clock acts, and nobody asked. */
  readonly automatic?: Automatic | undefined
}

export interface Automatic {
  readonly rule: { readonly id: string; readonly name: string }
  /** A field that must be empty. */
  readonly unless?: string
}

/** What an act gives besides what the catalogue says. */
export interface Computed {
  readonly fields?: Readonly<Record<string, Json>>
  readonly data?: Readonly<Record<string, Json>>
  /** Minor units. */
  readonly amount?: number
}

/** Why it is not possible though the state allows it: a sentence for whoever asked. */
export interface NotPossible {
  readonly refused: string
}
