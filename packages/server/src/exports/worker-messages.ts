/** What the thread of a renderer and its owner tell each other. */
import type { KeyKind } from '../store/client-keys.ts'
import type { Rendered, Rendering } from './rendering.ts'

export interface WorkerStart {
  /** A connection of the app role. */
  readonly appUrl: string
  readonly rendering: Rendering
}

export type KeyNeed = readonly [clientId: number, kind: KeyKind]

/** To the thread. A key that is not there was destroyed. */
export type ToWorker =
  | { readonly what: 'render' | 'select'; readonly id: number; readonly seqs: readonly number[] }
  | { readonly what: 'keys'; readonly id: number; readonly keys: readonly (Uint8Array | undefined)[] }
  | { readonly what: 'failed'; readonly id: number; readonly error: unknown }
  | { readonly what: 'end' }

/** From the thread. */
export type FromWorker =
  | { readonly what: 'rendered'; readonly id: number; readonly answer: Rendered }
  | { readonly what: 'selected'; readonly id: number; readonly answer: readonly number[] }
  | { readonly what: 'failed'; readonly id: number; readonly error: unknown }
  | { readonly what: 'share'; readonly id: number; readonly share: number }
  | { readonly what: 'needs'; readonly id: number; readonly needs: readonly KeyNeed[] }
