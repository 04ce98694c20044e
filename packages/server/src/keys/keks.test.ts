import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { formatId } from '../ids.ts'
import { keyPaths, openKeyFolder } from './key-folder.ts'
import { Keks } from './keks.ts'

const root = mkdtempSync(join(tmpdir(), 'daybook-keks-'))
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'f'))
})
afterAll(() => rmSync(root, { recursive: true }))

const WS = 12_345
const NAME = formatId('ws', WS)
const open = (env: Record<string, string> = {}): Keks => new Keks(folder, readConfig({}, env).guards)
const fileOf = (number: number): string => join(folder, `${NAME}.${number}.json`)

describe('key-encryption keys in files', () => {
  test('are made once, also by two servers, and read by both', async () => {
    const [a, b] = [open(), open()]
    await Promise.all([a.create(WS, 1), b.create(WS, 1), a.create(WS, 2)])
    const key = await a.of(WS, 1)
    expect(key).toHaveLength(32)
    expect(await b.of(WS, 1)).toEqual(key)
    expect(await b.of(WS, 2)).not.toEqual(key)
    expect(a.numbers(WS)).toEqual([1, 2])
    expect(a.numbers(WS + 1)).toEqual([])
    expect(statSync(fileOf(1)).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual([`${NAME}.1.json`, `${NAME}.2.json`])
  })

  test('are gone for every server once one has destroyed them, the bytes on the disk as well', async () => {
    const [a, b] = [open(), open()]
    await a.create(WS, 1)
    await a.create(WS, 2)
    await b.of(WS, 1)
    const { key } = JSON.parse(readFileSync(fileOf(1), 'utf8'))
    // A second name of the same bytes shows what became of them.
    linkSync(fileOf(1), join(root, 'same-bytes'))
    a.destroy(WS, 1)
    expect(await a.of(WS, 1)).toBeUndefined()
    expect(await b.of(WS, 1)).toBeUndefined()
    expect(readdirSync(folder)).toEqual([`${NAME}.2.json`])
    expect(readFileSync(join(root, 'same-bytes')).includes(key)).toBe(false)
    a.destroy(WS, 1)
  })

  test('that were half destroyed when the process was killed are destroyed by the next', async () => {
    const keks = open()
    await keks.create(WS, 1)
    const doomed = `${fileOf(1)}.0123456789ab.doomed`
    linkSync(fileOf(1), doomed)
    rmSync(fileOf(1))
    expect(await keks.of(WS, 1)).toBeUndefined()
    keks.finishDestroying()
    expect(existsSync(doomed)).toBe(false)
    expect(readdirSync(folder)).toEqual([])
  })

  test('take what a killed process left of making them with them', async () => {
    const keks = open()
    await keks.create(WS, 1)
    await keks.create(WS, 2)
    // Killed between the second name and the removal of the first.
    linkSync(fileOf(1), `${fileOf(1)}.0123456789ab.unfinished`)
    linkSync(fileOf(2), `${fileOf(2)}.0123456789ab.unfinished`)
    keks.destroy(WS, 1)
    expect(readdirSync(folder)).toEqual([`${NAME}.2.json`, `${NAME}.2.json.0123456789ab.unfinished`])
    expect(await keks.of(WS, 2)).toHaveLength(32)
  })

  test('say which file is damaged', async () => {
    writeFileSync(fileOf(3), '{"version":1,"guard":"file","key":"c2hvcnQ="}')
    await expect(open().of(WS, 3)).rejects.toMatchObject({ code: 'keys_missing' })
    writeFileSync(fileOf(4), '{')
    await expect(open().of(WS, 4)).rejects.toThrow(`The file of key 4 of ${NAME} is damaged`)
  })
})

describe('a secret of the environment', () => {
  const secret = randomBytes(32).toString('base64')
  const other = randomBytes(32).toString('hex')

  test('opens what was made under it, and the folder alone opens nothing', async () => {
    const keks = open({ DAYBOOK_KEYS_SECRET: secret })
    await keks.create(WS, 1)
    const key = await keks.of(WS, 1)
    const again = await open({ DAYBOOK_KEYS_SECRET: secret }).of(WS, 1)
    expect(again).toEqual(key)
    expect(Buffer.from(JSON.parse(readFileSync(fileOf(1), 'utf8')).key, 'base64').includes(key!)).toBe(false)
    await expect(open().of(WS, 1)).rejects.toThrow('set DAYBOOK_KEYS_SECRET')
    await expect(open({ DAYBOOK_KEYS_SECRET: other }).of(WS, 1)).rejects.toMatchObject({
      code: 'keys_unavailable',
    })
  })

  test('is changed by giving the one before as well', async () => {
    const keks = open({ DAYBOOK_KEYS_SECRET: secret })
    await keks.create(WS, 1)
    const both = open({ DAYBOOK_KEYS_SECRET: other, DAYBOOK_KEYS_SECRET_BEFORE: secret })
    expect(await both.of(WS, 1)).toEqual(await keks.of(WS, 1))
    await both.create(WS, 2)
    expect(await open({ DAYBOOK_KEYS_SECRET: other }).of(WS, 2)).toEqual(await both.of(WS, 2))
  })

  test('binds a key to its workspace and number', async () => {
    const keks = open({ DAYBOOK_KEYS_SECRET: secret })
    await keks.create(WS, 1)
    writeFileSync(fileOf(2), readFileSync(fileOf(1)))
    await expect(keks.of(WS, 2)).rejects.toMatchObject({ code: 'keys_unavailable' })
  })

  test('also reads keys that stood in files alone before', async () => {
    await open().create(WS, 1)
    expect(await open({ DAYBOOK_KEYS_SECRET: secret }).of(WS, 1)).toHaveLength(32)
  })

  test('is refused in a message that does not hold it', () => {
    for (const bad of ['short', `${secret}x`, 'g'.repeat(64)]) {
      const read = (): unknown => readConfig({}, { DAYBOOK_KEYS_SECRET: bad })
      expect(read).toThrow('DAYBOOK_KEYS_SECRET must be 32 random bytes')
      expect(read).not.toThrow(bad)
    }
  })
})

describe('a key command', () => {
  /** A key management system: it turns bytes around, and notes how it was called. */
  function command(script = ''): string {
    const path = join(folder, 'kms.sh')
    const text = `#!/bin/sh
printf '%s\\n' "$@" > "${folder}/arguments"
env > "${folder}/environment"
read -r line
${script || `case "$2" in wrap) printf 'wrapped:%s' "$line" | base64 -w0 ;; unwrap) printf '%s' "$line" | base64 -d | sed 's/^wrapped://' ;; esac`}
`
    writeFileSync(path, text)
    chmodSync(path, 0o755)
    return JSON.stringify([path, 'vault; echo pwned $(id)'])
  }
  const env = (script?: string, more: Record<string, string> = {}): Record<string, string> => ({
    PATH: process.env['PATH']!,
    KMS_TOKEN: 'theirs',
    DATABASE_URL: 'postgres://user:ours@db/x',
    DAYBOOK_KEYS_COMMAND: command(script),
    ...more,
  })

  test('wraps and unwraps, without a shell, told which key, and nothing of ours', async () => {
    const keks = open(env())
    await keks.create(WS, 7)
    const key = await keks.of(WS, 7)
    expect(await open(env()).of(WS, 7)).toEqual(key)
    expect(readFileSync(fileOf(7), 'utf8')).not.toContain(key!.toString('base64'))
    expect(readFileSync(join(folder, 'arguments'), 'utf8').split('\n').slice(0, 4)).toEqual([
      'vault; echo pwned $(id)',
      'unwrap',
      NAME,
      '7',
    ])
    const told = readFileSync(join(folder, 'environment'), 'utf8')
    expect(told).toContain('KMS_TOKEN=theirs')
    expect(told).not.toMatch(/DATABASE_URL|DAYBOOK_|ours/)
  })

  test('is asked once a key, not once a use', async () => {
    const keks = open(env())
    await keks.create(WS, 1)
    await keks.of(WS, 1)
    rmSync(join(folder, 'arguments'))
    await keks.of(WS, 1)
    expect(existsSync(join(folder, 'arguments'))).toBe(false)
  })

  test.each([
    ['exit 3', 'ended with exit code 3'],
    ['kill -9 $$', 'ended with SIGKILL'],
    ['echo "not base64!"', 'not one line of base64'],
    ['true', 'not one line of base64'],
    ['head -c 20000 /dev/zero | base64 -w0', 'printed more than'],
    ['exec 0<&-; sleep 60 & sleep 60', 'did not answer within 1 s'],
  ])('that fails is told of, with nothing that it printed: %s', async (script, message) => {
    await open(env()).create(WS, 1)
    const failing = env(`echo "the secret is unsaid" >&2; ${script}`, { DAYBOOK_KEYS_COMMAND_SECONDS: '1' })
    const error = await open(failing)
      .of(WS, 1)
      .catch((thrown: unknown) => thrown as Error)
    expect(error).toMatchObject({ code: 'keys_unavailable' })
    expect((error as Error).message).toContain(message)
    expect((error as Error).message).toContain(`unwrap ${NAME} 1`)
    expect((error as Error).message).not.toMatch(/unsaid|base64!|vault/)
    // It is asked again the next time.
    expect(await open(env()).of(WS, 1)).toHaveLength(32)
  })

  test('that unwraps to no key is refused', async () => {
    const keks = open(env('echo c2hvcnQ='))
    await keks.create(WS, 1)
    await expect(keks.of(WS, 1)).rejects.toThrow('printed 5 bytes')
  })

  test('that cannot be started is told of', async () => {
    const keks = open({ DAYBOOK_KEYS_COMMAND: '["/does/not/exist"]' })
    await expect(keks.create(WS, 1)).rejects.toThrow('cannot be started (ENOENT)')
    expect(existsSync(fileOf(1))).toBe(false)
  })

  test('is given as a list, and can be left for another guard', async () => {
    expect(() => readConfig({}, { DAYBOOK_KEYS_COMMAND: 'my-kms --key x' })).toThrow('must be a JSON list')
    expect(() => readConfig({}, { DAYBOOK_KEYS_GUARD: 'secret' })).toThrow('set DAYBOOK_KEYS_SECRET')
    expect(() => readConfig({}, { DAYBOOK_KEYS_GUARD: 'safe' })).toThrow('one of file, secret, command')
    await open(env()).create(WS, 1)
    const back = open(env(undefined, { DAYBOOK_KEYS_GUARD: 'file' }))
    await back.create(WS, 2)
    expect(await back.of(WS, 1)).toHaveLength(32)
    expect(await open().of(WS, 2)).toEqual(await back.of(WS, 2))
    await expect(open().of(WS, 1)).rejects.toThrow('set DAYBOOK_KEYS_COMMAND')
  })
})

describe('a key folder of the first release', () => {
  const kek = randomBytes(32).toString('base64')
  const mac = randomBytes(32).toString('base64')
  function firstFolder(): string {
    const keys = mkdtempSync(join(root, 'k'))
    writeFileSync(
      join(keys, `${NAME}.json`),
      JSON.stringify({ version: 1, keks: [{ id: 1, key: kek }], mac }, null, 2),
    )
    return keys
  }

  test('is divided, and the file that held both is destroyed', async () => {
    const keys = firstFolder()
    linkSync(join(keys, `${NAME}.json`), join(root, 'first-bytes'))
    const before = openKeyFolder(mkdtempSync(join(root, 'k')))
    expect(() => before.workspace(WS)).toThrow('not in the key folder')
    for (let i = 0; i < 2; i++) openKeyFolder(keys).workspace(WS)
    const keks = new Keks(keyPaths(keys).keks)
    expect((await keks.of(WS, 1))!.toString('base64')).toBe(kek)
    expect(readdirSync(keys).sort()).toEqual(['kek', 'mac', 'server.json'])
    expect(readFileSync(join(root, 'first-bytes')).includes(kek)).toBe(false)
  })

  test('that was half divided when the process was killed does not give a destroyed key back', async () => {
    const keys = firstFolder()
    mkdirSync(keyPaths(keys).mac)
    writeFileSync(join(keyPaths(keys).mac, `${NAME}.json`), JSON.stringify({ version: 2, mac }))
    openKeyFolder(keys).workspace(WS)
    expect(new Keks(keyPaths(keys).keks).numbers(WS)).toEqual([])
    expect(existsSync(join(keys, `${NAME}.json`))).toBe(false)
  })
})
