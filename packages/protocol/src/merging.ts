/** Merging two profiles of one person, and separating them again. */
import type { Receipt } from './draft.ts'
import type { ClientPrivacy } from './privacy.ts'

/** Whose value of a field the merged profile has. */
export const MERGE_WINNERS = ['own', 'other'] as const
export type MergeWinner = (typeof MERGE_WINNERS)[number]

export interface MergeInput {
  /** The client who is merged into the one of the address: the host's id or Daybook's own. */
  readonly other: string
  /**
   * By field, whose value the survivor has from now on. Where nothing is said it is the survivor's own, and the other's
   * where the survivor has none.
   */
  readonly fields?: Readonly<Record<string, MergeWinner>>
  /** Why: kept with the entry. */
  readonly reason?: string
}

export interface UnmergeInput {
  /** Who is separated; may be left out where it can be only one. */
  readonly other?: string
  readonly reason?: string
}

/** A profile that stands on another client's page. */
export interface MergedClient {
  /** Daybook's own id, `cl_…`. */
  readonly id: string
  readonly hostId?: string
  readonly name?: string
  /** The client into whom it was merged: the survivor, or somebody who was merged in turn. */
  readonly into: string
  readonly at: string
  /** The entry that tells of it. */
  readonly entry: string
  /** What is decided about this profile, to those who may know of it. */
  readonly privacy?: ClientPrivacy
}

export interface MergeAnswer {
  /** The survivor: `cl_…`. */
  readonly id: string
  /** The one who was merged, or separated. */
  readonly other: string
  /** The entry that tells of it. */
  readonly entry: Receipt
}
