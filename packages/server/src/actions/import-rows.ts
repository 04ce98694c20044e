/** What a part of a list would change, and writing it. */
import type { Draft, ImportProblem, ImportRow, InputError, Json, Receipt } from '@daybook/protocol'
import { LogError } from '@daybook/protocol'
import { recognisable } from '../client-import/recognise.ts'
import type { ReadRow } from '../client-import/read-row.ts'
import type { Daybook } from '../daybook.ts'
import { canonicalJson, sameJson } from '../entry/canonical.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import { KEY_MAC_BYTES, understand, type Understanding } from '../entry/understand.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { seesClient, type Sight } from '../policy/sight.ts'
import { readEarlierByMacs } from '../store/append/earlier-entry.ts'
import { type Expected, Overtaken } from '../store/append/expectations.ts'
import type { AppendRequest } from '../store/append/group.ts'
import { readKnownClient } from '../store/read/known-subject.ts'
import { isGone, type KnownClient } from '../store/registry.ts'
import { requireSources, understandingOf } from './append-entries.ts'
import { visibilityOf } from './visibility-of.ts'

export interface Importing {
  readonly daybook: Daybook
  readonly principal: Principal
  readonly caller: Caller
  readonly workspace: Workspace
  readonly format: 'csv' | 'vcard'
  readonly file: string | undefined
  /** What makes this import this one: the list and how it was understood. */
  readonly name: string
}

export interface ImportChunk {
  readonly added: number
  readonly changed: number
  readonly same: number
  readonly skipped: number
  readonly problems: readonly ImportProblem[]
  readonly rows: readonly ImportRow[]
}

const MOST_TRIES = 5
const BYTES = 2000

/** What would happen. */
export async function judgeRows(importing: Importing, rows: readonly ReadRow[]): Promise<ImportChunk> {
  return tally(await judge(importing, rows), [])
}

/** Writes what is new in one transaction. */
export async function appendImport(importing: Importing, rows: readonly ReadRow[]): Promise<ImportChunk> {
  const { daybook, principal, workspace } = importing
  for (let tries = 1; ; tries++) {
    const judged = await judge(importing, rows)
    const given = await understandingOf(daybook, principal)
    const written = judged.flatMap(one => (one.what === 'new' || one.what === 'changed' ? [one] : []))
    const refused: ImportProblem[] = []
    const intents = written.flatMap(one => toIntent(importing, one, given, refused))
    const expects: Expected[] = written.map(({ id, client }) => ({
      kind: 'client',
      id,
      version: client?.version ?? 0,
    }))
    try {
      requireSources(principal, intents)
      if (intents.length > 0)
        await daybook.log.append(workspace, intents, BYTES * intents.length, undefined, undefined, expects)
      return tally(judged, refused)
    } catch (error) {
      // Somebody changed one of them meanwhile: what the list changes is found anew.
      if (!(error instanceof Overtaken) || tries >= MOST_TRIES) throw error
    }
  }
}

/** The one entry that tells of the import; the same list again finds it there. */
export async function finishImport(
  { daybook, principal, caller, workspace, file, format, name }: Importing,
  count: number,
  skipped: number,
): Promise<Receipt> {
  const keys = daybook.folder.workspace(workspace.id)
  const key = `import:${keys.mac('import', name).toString('base64url')}`
  const given = await understandingOf(daybook, principal)
  const draft: Draft = {
    action: 'data.imported',
    data: { file: file ?? NAMES[format], count, skipped },
    context: contextOf(caller),
    key,
  }
  const intent = mustUnderstand(draft, given)
  // How much it added depends on what an earlier try had added already.
  const contentMac = keys.mac('content', key).subarray(0, KEY_MAC_BYTES)
  const [receipt] = await daybook.log.append(
    workspace,
    [{ intent: { ...intent, contentMac }, path: '' }],
    BYTES,
  )
  return receipt!
}

const NAMES = { csv: 'CSV', vcard: 'vCard' } as const

interface Judged {
  readonly row: ReadRow
  readonly key: string
  readonly client: KnownClient | undefined
  /** Whom the entry names. */
  readonly id: string
  readonly what: 'new' | 'changed' | 'same' | 'skipped' | 'closed'
  /** Where it is there already: what the list says otherwise. */
  readonly changes: NonNullable<Draft['changes']>
}

async function judge(
  { daybook, principal, workspace }: Importing,
  rows: readonly ReadRow[],
): Promise<Judged[]> {
  const keys = daybook.folder.workspace(workspace.id)
  const sight = await visibilityOf(daybook, principal)
  const keyed = rows.map(row => {
    const id = row.known !== undefined && row.known.choice !== 'create' ? row.known.hostId : row.id
    const content = keys.mac('import', id, canonicalJson(row.fields)).toString('base64url')
    const key = `import:${content}`
    return { row, id, key, mac: keys.mac('key', key).subarray(0, KEY_MAC_BYTES) }
  })
  const macs = keyed.map(one => one.mac)
  const [earlier, clients] = await Promise.all([
    readEarlierByMacs(daybook.pools.app, workspace.id, macs),
    Promise.all(keyed.map(({ id }) => readKnownClient(daybook, workspace, id))),
  ])
  return keyed.map(({ row, id, key, mac }, i) => {
    const client = clients[i]?.client
    const changes = client === undefined ? [] : changesOf(client, row)
    const isThere = earlier.has(mac.toString('base64'))
    const what = row.known?.choice === 'skip' ? 'skipped' : judgeOne(sight, client, changes.length, isThere)
    return { row, id, key, client, changes, what }
  })
}

function judgeOne(
  sight: Sight,
  client: KnownClient | undefined,
  changes: number,
  isThere: boolean,
): Judged['what'] {
  if (isThere) return 'same'
  if (client === undefined) return 'new'
  if (isGone(client) || !seesClient(sight, client.id) || sight.deleted.has(client.id)) return 'closed'
  return changes === 0 ? 'same' : 'changed'
}

/** What the list says nothing of stays as it is. */
function changesOf(client: KnownClient, { fields, known }: ReadRow): NonNullable<Draft['changes']> {
  return Object.entries(fields).flatMap(([field, after]) => {
    // Who was recognised keeps as it is written here what they were recognised by.
    if (known !== undefined && isRecognised(client, field, after)) return []
    const before = client.fields[field]?.v ?? (field === 'name' ? client.name : undefined)
    return before !== undefined && sameJson(before, after)
      ? []
      : [{ field, ...(before !== undefined && before !== null && { before }), after }]
  })
}

function isRecognised(client: KnownClient, field: string, after: Json): boolean {
  if (field === 'name') return true
  const marksOf = (value: Json) => recognisable('', name => (name === field ? value : undefined)).marks
  const own = recognisable('', name => client.fields[name]?.v as Json | undefined).marks
  const marks = marksOf(after)
  return marks.length > 0 && marks.every(mark => own.includes(mark))
}

function toIntent(
  { daybook, workspace, caller, principal, format, file, name }: Importing,
  { row, id, key, client, changes }: Judged,
  given: Understanding,
  refused: ImportProblem[],
): AppendRequest['intents'] {
  const keys = daybook.folder.workspace(workspace.id)
  const draft: Draft = {
    action: 'client.imported',
    client: { id, name: (client && row.known && client.name) ?? String(row.fields['name']) },
    ...(client === undefined ? { state: row.fields as Record<string, Json> } : { changes }),
    data: { origin: NAMES[format], ...(file !== undefined && { file }) },
    correlationId: `import:${keys.mac('import', name).toString('base64url')}`,
    context: principal.kind === 'key' ? {} : contextOf(caller),
    key,
  }
  const errors: InputError[] = []
  const intent = understand(draft, '', errors, given)
  if (intent === undefined) {
    refused.push({ line: row.line, message: errors[0]?.message ?? 'cannot be taken' })
    return []
  }
  const contentMac = keys.mac('content', key).subarray(0, KEY_MAC_BYTES)
  return [{ intent: { ...intent, contentMac }, path: '' }]
}

function mustUnderstand(draft: Draft, given: Understanding) {
  const errors: InputError[] = []
  const intent = understand(draft, '', errors, given)
  if (intent === undefined)
    throw new LogError('internal', `an entry of our own is invalid: ${JSON.stringify(errors)}`)
  return intent
}

function tally(judged: readonly Judged[], refused: readonly ImportProblem[]): ImportChunk {
  const lines = new Set(refused.map(problem => problem.line))
  const taken = judged.filter(({ row }) => !lines.has(row.line))
  const count = (what: Judged['what']): number => taken.filter(one => one.what === what).length
  const closed = taken.filter(one => one.what === 'closed')
  return {
    added: count('new'),
    changed: count('changed'),
    same: count('same'),
    skipped: count('skipped'),
    problems: [
      ...refused,
      ...closed.map(({ row }) => ({
        line: row.line,
        message: 'is a client who is deleted: restore them first',
      })),
    ],
    rows: taken.flatMap(({ row: { line, fields, known }, id, what }) =>
      what === 'closed' ? [] : [{ line, id, fields, what, ...(known && { known: known.match }) }],
    ),
  }
}
