/** Which entries name a client or an object, and what of that its row must hold. */
export class Mentions {
  count = 0
  first: number | undefined
  /** The last entry that must have changed the row. */
  touched = 0
  /** That entry and those behind it, which may have. */
  readonly last = new Set<number>()

  add(seq: number): void {
    this.count++
    if (this.first === undefined) {
      this.first = seq
      this.touch(seq)
    }
    this.last.add(seq)
  }

  /** Call it behind `add`. Unsure: an earlier entry, of which a part is gone, may have said the same already. */
  touch(seq: number, unsure = false): void {
    this.touched = seq
    if (!unsure) this.last.clear()
    this.last.add(seq)
  }

  /** The entry to name where a row is wrong that says it was changed last by this one. */
  blame(lastSeq: number): number {
    return this.last.has(lastSeq) ? lastSeq : this.touched
  }
}

interface Versioned {
  readonly version: number
  readonly first_seq: number
  readonly last_seq: number
}

/** `beside` is how often the row may have changed without an entry that names it, by the erasure of a client say. */
export function checkMentions(
  mentions: Mentions,
  row: Versioned,
  name: string,
  wrong: (what: string, seq?: number) => void,
  beside = 0,
): void {
  // Each entry that names it can have changed it once; a group of entries counts as one change.
  if (row.version < 1 || row.version > mentions.count + beside)
    wrong(`the version of ${name} is ${row.version} after ${mentions.count} entries`)
  if (row.first_seq !== mentions.first)
    wrong(`the row of ${name} says that entry ${row.first_seq} named it first`, mentions.first)
  if (!mentions.last.has(row.last_seq))
    wrong(`the row of ${name} says that entry ${row.last_seq} changed it last`)
}
