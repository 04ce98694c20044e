/**
 * The keys that live outside the database and never change: for each workspace the key of its MACs and entry ids, and
 * the server's secrets of cursors and sign-in. Folder 0700, files 0600. Never logged, never in SQL. The
 * key-encryption keys, which do change, are in keks.ts.
 */
import { hkdfSync } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { LogError } from '@daybook/protocol'
import { z } from 'zod'
import { formatId } from '../ids.ts'
import { randomBytes } from '../random.ts'
import { hmacSha256 } from './hmac.ts'
import { destroyFile, finishDestroying, readIfThere, writeOnce } from './private-file.ts'
import { KEY_BYTES } from './seal.ts'

const secret = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64')
const WorkspaceFile = z.strictObject({ version: z.literal(2), mac: secret })
/** The first release kept the one key-encryption key beside the MAC key. */
const FirstWorkspaceFile = z.strictObject({
  version: z.literal(1),
  keks: z.tuple([z.strictObject({ id: z.literal(1), key: secret })]),
  mac: secret,
})
const ServerFile = z.strictObject({ version: z.literal(1), cursor: secret, session: secret })

export interface WorkspaceKeys {
  /** HMAC-SHA-256 under the workspace's key; `purpose` keeps the uses apart. */
  mac(purpose: string, ...fields: readonly string[]): Buffer
  /** Enciphers entry ids (AES-128). */
  readonly entryIdKey: Buffer
}

export interface KeyFolder {
  readonly path: string
  workspace(id: number): WorkspaceKeys
  createWorkspace(id: number): WorkspaceKeys
  /** Whether a workspace's keys are in the folder. */
  has(id: number): boolean
  /** Destroys the keys of a workspace that was closed. */
  destroyWorkspace(id: number): void
  /** Lets them go from memory: another process may have destroyed them. */
  forget(id: number): void
  /** Secrets of this installation, the same for every server that shares the folder. */
  readonly server: { readonly cursor: Buffer; readonly session: string }
}

/** What stands where in the key folder. */
export const keyPaths = (folder: string) => ({
  mac: join(folder, 'mac'),
  keks: join(folder, 'kek'),
  backups: join(folder, 'backup'),
  ledger: join(folder, 'ledger'),
})

export function openKeyFolder(folder: string): KeyFolder {
  mkdirSync(keyPaths(folder).mac, { recursive: true, mode: 0o700 })
  const finishAll = (): void => [folder, keyPaths(folder).mac].forEach(finishDestroying)
  finishAll()
  const cache = new Map<number, WorkspaceKeys>()
  const pathOf = (id: number): string => join(keyPaths(folder).mac, `${formatId('ws', id)}.json`)
  const serverPath = join(folder, 'server.json')
  const fresh = (): string => randomBytes(KEY_BYTES).toString('base64')
  if (readIfThere(serverPath) === undefined)
    writeOnce(serverPath, textOf({ version: 1, cursor: fresh(), session: fresh() }))
  const server = ServerFile.parse(JSON.parse(readIfThere(serverPath)!))

  function workspace(id: number): WorkspaceKeys {
    let keys = cache.get(id)
    if (keys === undefined) {
      divideFirstFile(folder, id, pathOf(id))
      cache.set(id, (keys = readWorkspace(pathOf(id), id)))
    }
    return keys
  }
  return {
    path: folder,
    workspace,
    createWorkspace(id) {
      writeOnce(pathOf(id), textOf({ version: 2, mac: fresh() } satisfies z.infer<typeof WorkspaceFile>))
      return workspace(id)
    },
    has: id => [pathOf(id), firstPath(folder, id)].some(path => readIfThere(path) !== undefined),
    destroyWorkspace(id) {
      cache.delete(id)
      for (const path of [pathOf(id), firstPath(folder, id)]) destroyFile(path)
      finishAll()
    },
    forget: id => void cache.delete(id),
    server: { cursor: Buffer.from(server.cursor, 'base64'), session: server.session },
  }
}

const textOf = (content: object): string => `${JSON.stringify(content, null, 2)}\n`

function readWorkspace(path: string, id: number): WorkspaceKeys {
  const text = readIfThere(path)
  if (text === undefined) {
    throw new LogError(
      'keys_missing',
      `The keys of workspace ${formatId('ws', id)} are not in the key folder: restore it from your backup of the keys.`,
    )
  }
  const mac = Buffer.from(WorkspaceFile.parse(JSON.parse(text)).mac, 'base64')
  const authenticate = hmacSha256(mac)
  return {
    // A zero byte, which no field can hold, keeps ("a", "bc") and ("ab", "c") apart.
    mac: (purpose, ...fields) => authenticate(`${purpose}\0${fields.join('\0')}`),
    entryIdKey: Buffer.from(hkdfSync('sha256', mac, '', 'entry id', 16)),
  }
}

const firstPath = (folder: string, id: number): string => join(folder, `${formatId('ws', id)}.json`)

/** A file of the first release becomes two; a process that is killed here leaves what the next one ends. */
function divideFirstFile(folder: string, id: number, path: string): void {
  const name = formatId('ws', id)
  const first = firstPath(folder, id)
  const text = readIfThere(first)
  if (text === undefined) return
  const { keks, mac } = FirstWorkspaceFile.parse(JSON.parse(text))
  const kek = join(keyPaths(folder).keks, `${name}.1.json`)
  mkdirSync(keyPaths(folder).keks, { recursive: true, mode: 0o700 })
  // Where the MAC's file is there already, this was done before, and the key may have been replaced since.
  if (readIfThere(path) === undefined) {
    writeOnce(kek, textOf({ version: 1, guard: 'file', key: keks[0].key }))
    writeOnce(path, textOf({ version: 2, mac }))
  }
  destroyFile(first)
}
