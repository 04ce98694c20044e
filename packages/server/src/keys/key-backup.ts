/**
 * A key backup: all client keys of one workspace, wrapped under one key-encryption key, in a file outside the
 * database. With that key and any dump of the database it opens the entries of everybody who is not erased.
 *
 * JSON Lines: a head `{"daybook":"key backup","version":1,"workspace","kek","at"}`, a line `["cl_…",kind,"<base64>"]`
 * for each key, an end `{"keys":n,"mac"}`. The MAC (HMAC-SHA-256 under a key made of the key-encryption key) covers
 * every byte before the last line.
 */
import { createHmac, hkdfSync } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LogError } from '@daybook/protocol'
import { z } from 'zod'
import { formatId, parseId } from '../ids.ts'
import { randomBytes } from '../random.ts'
import { jsonOrUndefined } from './json-or-undefined.ts'
import { namesIn, syncFolder } from './private-file.ts'

export interface BackedUpKey {
  readonly clientId: number
  readonly kind: number
  readonly wrapped: Buffer
}

const Head = z.strictObject({
  daybook: z.literal('key backup'),
  version: z.literal(1),
  workspace: z.string(),
  kek: z.int().min(1),
  /** When it was begun, ISO 8601. */
  at: z.string(),
})
/** There may be hundreds of thousands, so no general parser reads them. */
const LINE =
  /^\["(cl_[0-9a-z]{11})",(-?\d{1,9}),"([A-Za-z0-9+/]{54}==|[A-Za-z0-9+/]{55}=|[A-Za-z0-9+/]{56})"\]$/
const End = z.strictObject({ keys: z.int().min(0), mac: z.base64() })

const macUnder = (kek: Buffer) =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', kek, '', 'key backup', 32)))

export interface BackupPlace {
  readonly folder: string
  readonly workspaceId: number
  /** Number of the key-encryption key that wraps what is in it. */
  readonly kek: number
}

export const backupPath = ({ folder, workspaceId, kek }: BackupPlace): string =>
  join(folder, `${formatId('ws', workspaceId)}.${kek}.jsonl`)

/** The backups of a workspace by the number of their key, newest first. */
export function backupsOf(folder: string, workspaceId: number): BackupPlace[] {
  const pattern = new RegExp(`^${formatId('ws', workspaceId)}\\.(\\d+)\\.jsonl$`)
  return namesIn(folder)
    .flatMap(name => pattern.exec(name)?.[1] ?? [])
    .map(kek => ({ folder, workspaceId, kek: Number(kek) }))
    .sort((a, b) => b.kek - a.kek)
}

/** Writes a backup whole or not at all, in the place of an older one under the same key. Answers how many keys it has. */
export async function writeBackup(
  place: BackupPlace,
  kek: Buffer,
  at: Date,
  pages: AsyncIterable<readonly BackedUpKey[]>,
): Promise<number> {
  mkdirSync(place.folder, { recursive: true, mode: 0o700 })
  const path = backupPath(place)
  const draft = `${path}.${randomBytes(6).toString('hex')}.unfinished`
  const file = openSync(draft, 'wx', 0o600)
  let keys = 0
  try {
    const mac = macUnder(kek)
    const write = (text: string): void => {
      mac.update(text)
      writeSync(file, text)
    }
    const head: z.infer<typeof Head> = {
      daybook: 'key backup',
      version: 1,
      workspace: formatId('ws', place.workspaceId),
      kek: place.kek,
      at: at.toISOString(),
    }
    write(`${JSON.stringify(head)}\n`)
    for await (const page of pages) {
      keys += page.length
      write(page.map(lineOf).join(''))
    }
    writeSync(file, `${JSON.stringify({ keys, mac: mac.digest('base64') })}\n`)
    fsyncSync(file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
  renameSync(draft, path)
  syncFolder(dirname(path))
  return keys
}

const lineOf = ({ clientId, kind, wrapped }: BackedUpKey): string =>
  `${JSON.stringify([formatId('cl', clientId), kind, wrapped.toString('base64')])}\n`

/**
 * Reads a backup to its end, page by page. Throws `keys_missing` where it is not whole, or was made under another key:
 * call it once without using what it gives before anything is written from it.
 */
export async function* readBackup(place: BackupPlace, kek: Buffer): AsyncGenerator<readonly BackedUpKey[]> {
  const path = backupPath(place)
  const damaged = (why: string, cause?: unknown): LogError =>
    new LogError('keys_missing', `The key backup ${path} cannot be used: ${why}.`, { cause })
  const mac = macUnder(kek)
  let page: BackedUpKey[] = []
  let keys = 0
  let lines = 0
  let end: z.infer<typeof End> | undefined
  const file = await openFile(path)
  try {
    for await (const line of file.readLines()) {
      if (end !== undefined) throw damaged('something stands behind its end')
      if (line.startsWith('{"keys"')) {
        end = End.parse(JSON.parse(line))
        continue
      }
      mac.update(`${line}\n`)
      if (lines++ === 0) {
        const head = Head.parse(JSON.parse(line))
        if (head.workspace !== formatId('ws', place.workspaceId) || head.kek !== place.kek)
          throw damaged(`it is key backup ${head.kek} of ${head.workspace}`)
        continue
      }
      page.push(keyOf(line))
      keys++
      if (page.length === 500) {
        yield page
        page = []
      }
    }
  } catch (error) {
    if (error instanceof LogError) throw error
    throw damaged(`line ${lines + 1} is damaged`, error)
  } finally {
    await file.close()
  }
  if (end === undefined || end.keys !== keys) throw damaged('it is not whole')
  if (mac.digest('base64') !== end.mac) throw damaged('it was changed, or made under another key')
  if (page.length > 0) yield page
}

function keyOf(line: string): BackedUpKey {
  const [, client, kind, wrapped] = LINE.exec(line) ?? []
  const clientId = parseId('cl', client ?? '')
  if (clientId === undefined) throw new RangeError('not a line of a key backup')
  return { clientId, kind: Number(kind), wrapped: Buffer.from(wrapped!, 'base64') }
}

/** How many keys a backup says it has; undefined where there is none, or it is not whole. */
export async function countOf(place: BackupPlace): Promise<number | undefined> {
  const file = await openFile(backupPath(place)).catch(() => undefined)
  if (file === undefined) return undefined
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.min(size, 200))
    await file.read(bytes, 0, bytes.length, size - bytes.length)
    const end = End.safeParse(jsonOrUndefined(bytes.toString('utf8').trimEnd().split('\n').at(-1)!))
    return end.data?.keys
  } finally {
    await file.close()
  }
}

/** False where `readBackup` would throw. */
export async function isWhole(place: BackupPlace, kek: Buffer): Promise<boolean> {
  try {
    const walk = readBackup(place, kek)
    while ((await walk.next()).done !== true);
    return true
  } catch (error) {
    if (error instanceof LogError || (error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
