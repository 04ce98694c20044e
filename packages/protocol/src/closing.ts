/** Closing a workspace, as its routes answer it. Instants are UTC (RFC 3339). */

/** A closing that was asked for: until then everything goes on. */
export interface Closing {
  readonly closesAt: string
  /** The entry `workspace.closing`. */
  readonly entry: string
}

export interface ClosingAnswer extends Closing {
  /** How to take everything along before: the request that makes a whole export. */
  readonly export: { readonly method: string; readonly path: string; readonly body: object }
}
