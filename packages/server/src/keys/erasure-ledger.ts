/**
 * The ledger of erasures: for each workspace a file outside the database that only grows, one line of JSON for each
 * erasure. A database that is restored from an older backup does not know what was erased since; the ledger does, and
 * opening the workspace repeats it. It names clients by their random ids only.
 */
import { mkdirSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { takenOfKind, yearOfKind } from '../entry/open-entry.ts'
import { formatId, parseId } from '../ids.ts'
import { jsonOrUndefined } from './json-or-undefined.ts'
import { readIfThere, syncFolder } from './private-file.ts'

const client = z.string().transform((text, context) => {
  const id = parseId('cl', text)
  if (id !== undefined) return id
  context.addIssue('not the id of a client')
  return z.NEVER
})
const common = {
  /** The entry that tells of it. */
  seq: z.int().min(1),
  /** The key-encryption key in force then: as long as it exists, backups still open what was erased. */
  kek: z.int().min(1),
  /** UTC ms. */
  at: z.int(),
}
const Line = z.discriminatedUnion('what', [
  z.object({ what: z.enum(['erased', 'anonymised']), client, ...common }),
  /**
   * By retention: the personal keys of a UTC year, of every client but those who were held. `times`: how often it has
   * taken this year so far; keys that were made after are not among them.
   */
  z.object({
    what: z.literal('year'),
    year: z.int(),
    times: z.int().min(1).optional(),
    held: z.array(client),
    ...common,
  }),
  /** The workspace was closed: all its keys. */
  z.object({ what: z.literal('closed'), ...common }),
])
/** Clients stand as numbers here, and as `cl_…` in the file. */
export type LedgerRecord = z.output<typeof Line>

export class ErasureLedger {
  readonly #folder: string

  /** `folder` is made where there is none. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#folder = folder
  }

  /** Answers once the record has reached the disk: only then may the erasure be acknowledged. */
  async record(workspaceId: number, record: LedgerRecord): Promise<void> {
    const path = this.#pathOf(workspaceId)
    const line = JSON.stringify(record, (name, value: unknown) =>
      name === 'client'
        ? formatId('cl', value as number)
        : name === 'held'
          ? (value as number[]).map(id => formatId('cl', id))
          : value,
    )
    const file = await open(path, 'a', 0o600)
    try {
      // One write, so that lines of two servers do not mix; it begins with a line end, so that a line that a killed
      // process left torn does not spoil this one.
      await file.write(`\n${line}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    syncFolder(this.#folder)
  }

  /** Every record in the order in which they came. A line that a killed process left torn was never acknowledged. */
  read(workspaceId: number): LedgerRecord[] {
    const text = readIfThere(this.#pathOf(workspaceId)) ?? ''
    return text.split('\n').flatMap(line => {
      const parsed = line === '' ? undefined : Line.safeParse(jsonOrUndefined(line))
      return parsed?.success === true ? [parsed.data] : []
    })
  }

  #pathOf(workspaceId: number): string {
    return join(this.#folder, `${formatId('ws', workspaceId)}.jsonl`)
  }
}

/** Says whether a client key was destroyed. Kinds: 0 facts, −1 profile, else those of `personalKind`. */
export function destroyedBy(records: readonly LedgerRecord[]): (clientId: number, kind: number) => boolean {
  const erased = new Set<number>()
  const anonymised = new Set<number>()
  const years = new Map<number, { readonly times: number; readonly held: ReadonlySet<number> }[]>()
  let closed = false
  for (const record of records) {
    switch (record.what) {
      case 'erased':
        erased.add(record.client)
        break
      case 'anonymised':
        anonymised.add(record.client)
        break
      case 'year':
        years.set(record.year, [
          ...(years.get(record.year) ?? []),
          { times: record.times ?? 1, held: new Set(record.held) },
        ])
        break
      case 'closed':
        closed = true
    }
  }
  return (clientId, kind) =>
    closed ||
    erased.has(clientId) ||
    (kind !== 0 && anonymised.has(clientId)) ||
    years
      .get(yearOfKind(kind))
      ?.some(({ times, held }) => takenOfKind(kind) < times && !held.has(clientId)) === true
}
