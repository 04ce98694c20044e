/**
 * The keys that live outside the database: one file a workspace (its key-encryption keys and its HMAC key) and one for
 * the server (secrets of cursors and sign-in). Folder 0700, files 0600. Never logged, never in SQL.
 */
import { hkdfSync } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LogError } from '@daybook/protocol'
import { z } from 'zod'
import { formatId } from '../ids.ts'
import { randomBytes } from '../random.ts'
import { hmacSha256 } from './hmac.ts'
import { KEY_BYTES } from './seal.ts'

const secret = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64')
const WorkspaceFile = z.strictObject({
  version: z.literal(1),
  keks: z.array(z.strictObject({ id: z.int().min(1), key: secret })).min(1),
  mac: secret,
})
const ServerFile = z.strictObject({ version: z.literal(1), cursor: secret, session: secret })

export interface WorkspaceKeys {
  /** The key-encryption key in force, and its number. */
  readonly kek: { readonly id: number; readonly key: Buffer }
  kekById(id: number): Buffer | undefined
  /** HMAC-SHA-256 under the workspace's key; `purpose` keeps the uses apart. */
  mac(purpose: string, ...fields: readonly string[]): Buffer
  /** Enciphers entry ids (AES-128). */
  readonly entryIdKey: Buffer
}

export interface KeyFolder {
  workspace(id: number): WorkspaceKeys
  createWorkspace(id: number): WorkspaceKeys
  /** Secrets of this installation, the same for every server that shares the folder. */
  readonly server: { readonly cursor: Buffer; readonly session: string }
}

export function openKeyFolder(folder: string): KeyFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const cache = new Map<number, WorkspaceKeys>()
  const pathOf = (id: number): string => join(folder, `${formatId('ws', id)}.json`)
  const serverPath = join(folder, 'server.json')
  const fresh = (): string => randomBytes(KEY_BYTES).toString('base64')
  writeOnce(serverPath, () => ({ version: 1, cursor: fresh(), session: fresh() }))
  const server = ServerFile.parse(JSON.parse(readFileSync(serverPath, 'utf8')))

  function workspace(id: number): WorkspaceKeys {
    let keys = cache.get(id)
    if (keys === undefined) cache.set(id, (keys = readWorkspace(pathOf(id), id)))
    return keys
  }
  return {
    workspace,
    createWorkspace(id) {
      writeOnce(pathOf(id), () => ({ version: 1, keks: [{ id: 1, key: fresh() }], mac: fresh() }))
      return workspace(id)
    },
    server: { cursor: Buffer.from(server.cursor, 'base64'), session: server.session },
  }
}

function readWorkspace(path: string, id: number): WorkspaceKeys {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new LogError(
      'keys_missing',
      `The keys of workspace ${formatId('ws', id)} are not in the key folder: restore its file from your backup of the keys.`,
      { cause },
    )
  }
  const file = WorkspaceFile.parse(JSON.parse(text))
  const keks = new Map(file.keks.map(kek => [kek.id, Buffer.from(kek.key, 'base64')]))
  const newest = Math.max(...keks.keys())
  const mac = Buffer.from(file.mac, 'base64')
  const authenticate = hmacSha256(mac)
  return {
    kek: { id: newest, key: keks.get(newest)! },
    kekById: number => keks.get(number),
    // A zero byte, which no field can hold, keeps ("a", "bc") and ("ab", "c") apart.
    mac: (purpose, ...fields) => authenticate(`${purpose}\0${fields.join('\0')}`),
    entryIdKey: Buffer.from(hkdfSync('sha256', mac, '', 'entry id', 16)),
  }
}

/** Writes a file whole or not at all, and never over another: two servers starting together end with one file. */
function writeOnce(path: string, content: () => unknown): void {
  try {
    readFileSync(path)
    return
  } catch {
    // Not there yet.
  }
  const draft = `${path}.${process.pid}.tmp`
  writeFileSync(draft, `${JSON.stringify(content(), null, 2)}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(draft)
  }
}
