/** Letters to clients that nobody sends by mail: the staff hand them over. */

export interface LetterToHandOver {
  readonly id: string
  /** Which letter it is. */
  readonly letter: 'booked' | 'requested' | 'moved' | 'cancelled' | 'sign_in'
  readonly client: { readonly id: string; readonly name?: string }
  /** The client's address, where the profile has one. */
  readonly email?: string
  /** The host's id. */
  readonly booking?: string
  /** In the client's language. */
  readonly subject: string
  readonly text: string
  readonly createdAt: string
  /** Behind this it is of no use any more. */
  readonly expiresAt: string
}

/** `GET /v1/letters`. */
export interface LettersToHandOver {
  /** Oldest first. */
  readonly letters: readonly LetterToHandOver[]
}
