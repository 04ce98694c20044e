/** Retention by age, as its routes answer it. Instants are UTC (RFC 3339). */

export interface RetentionView {
  /**
   * Whole UTC years that must lie behind an entry's own before its personal part becomes unreadable; null where retention
   * is off.
   */
  readonly years: number | null
  /** When the choice takes effect: a day after it was made. Absent where retention is off. */
  readonly from?: string
}

/** What happens to the entries of one UTC year. */
export interface RetentionYear {
  readonly year: number
  /** When it becomes due; a job takes it within the hour. */
  readonly at: string
  /** Entries whose personal part becomes unreadable then. */
  readonly entries: number
  /** The clients whom these are about. */
  readonly clients: number
  /** What a legal hold spares, as long as it lasts; an entry that is about somebody else too may be in both. */
  readonly held: { readonly entries: number; readonly clients: number }
}

export interface RetentionPreview {
  readonly years: number
  /** The oldest first. */
  readonly byYear: readonly RetentionYear[]
  /** False where the counting took too long: the years after the last one are not counted. */
  readonly complete: boolean
}
