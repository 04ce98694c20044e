/**
 * What a sentence is made from: the shape of a read entry, without the sentence. `data`, `before` and `after` come from
 * hosts and can hold anything.
 */
export interface Sayable {
  readonly action: string
  readonly source?: string
  readonly actor?: SayableActor
  readonly clients?: readonly { readonly id?: string; readonly name?: string; readonly erased?: boolean }[]
  readonly objects?: readonly SayableObject[]
  readonly changes?: readonly SayableChange[]
  readonly data?: Readonly<Record<string, unknown>>
  readonly context?: {
    readonly amount?: { readonly value: number; readonly currency: string }
    readonly device?: string
  }
  readonly rule?: { readonly id?: string; readonly name?: string }
  readonly reason?: string
  readonly reference?: { readonly provider?: string; readonly id?: string }
  readonly baseline?: boolean
  readonly occurredAt?: string
}

export interface SayableActor {
  /** staff | client | system | key | integration; another type is said by its name alone. */
  readonly type: string
  readonly id?: string
  readonly name?: string
  /** Daybook's id where the actor is a client. */
  readonly clientId?: string
}

export interface SayableObject {
  readonly type: string
  readonly id?: string
  readonly ref?: string
  readonly name?: string
  readonly role?: string
}

export interface SayableChange {
  readonly field: string
  readonly label?: string
  readonly before?: unknown
  readonly after?: unknown
  /** The object that changed, where the entry has several. */
  readonly ref?: string
}

/** One stretch of a sentence: who acts, our words, or a value of the entry (shown bold). */
export interface Segment {
  readonly text: string
  readonly kind: 'actor' | 'text' | 'value'
}
