import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

const program = fileURLToPath(new URL('../bin/daybook.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'daybook-cli-'))
// As root, a folder closed to others would send the database elsewhere.
chmodSync(folder, 0o755)
const data = join(folder, 'data')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function daybook(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [program, ...args], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, code] = await Promise.all([
    child.stdout.toArray(),
    child.stderr.toArray(),
    new Promise<number | null>(resolve => child.once('close', resolve)),
  ])
  return { code, stdout: stdout.join(''), stderr: stderr.join('') }
}

describe('daybook', () => {
  test('lists its commands, and each explains itself', async () => {
    expect(await daybook('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/serve +start Daybook/),
    })
    expect(await daybook('serve', '--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Usage: daybook serve [--port N] [--data DIR] [--host ADDR] [--demo]'),
    })
  })

  test.each([
    [['fly'], 'There is no command "fly".'],
    [['workspace'], '"workspace" needs a second word: workspace create.'],
    [['serve', '--prot', '1'], "Unknown option '--prot'."],
    [['serve', 'now'], '"now" is one word too many.'],
    [['workspace', 'create', '--name', 'A'], '--time-zone is missing.'],
    [['key', 'create', '--workspace', 'x', '--scope', 'read'], '"x" is not the id of a workspace.'],
  ])('answers %j in one line, with exit code 2', async (args, message) => {
    expect(await daybook(...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `daybook: ${message} See daybook --help.\n`,
    })
  })

  test('says in one line what is wrong with a value, with exit code 1', async () => {
    const { code, stderr } = await daybook('serve', '--port', 'x')
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'daybook: --port is "x"; it must be a number from 0 to 65535.\n',
    })
  })

  test('makes a workspace and a key without a server running', async () => {
    const made = await daybook(
      'workspace',
      'create',
      '--name',
      'A',
      '--time-zone',
      'Europe/Lisbon',
      '--data',
      data,
      '--json',
    )
    expect(made).toMatchObject({ code: 0, stderr: '' })
    const { id } = JSON.parse(made.stdout) as { id: string }
    const key = await daybook(
      'key',
      'create',
      '--workspace',
      id,
      '--scope',
      'read,append',
      '--data',
      data,
      '--json',
    )
    expect(key).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(key.stdout)).toEqual({
      id: expect.stringMatching(/^ak_/),
      key: expect.stringMatching(/^dbk_/),
      scopes: ['read', 'append'],
    })
  })
})
