import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { encodeTrustPolicy, encodeVerifierKey } from '@daybook/protocol'
import { zipSync } from 'fflate'
import { afterAll, expect, test, vi } from 'vitest'
import { keyFor } from '../../protocol/src/practice-log.fixture.ts'
import { main } from './main.ts'

const VECTORS = fileURLToPath(new URL('../../../vectors/', import.meta.url))
const program = fileURLToPath(new URL('../bin/daybook.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'daybook-verify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const vectors = readdirSync(VECTORS, { recursive: true, encoding: 'utf8' }).filter(name =>
  name.endsWith('.json'),
)
const codeOf = (file: string): string | undefined =>
  file.includes('/valid/') ? undefined : basename(file).split('--')[0]
const filesOf = (vector: string): Record<string, Buffer> => {
  const { files } = JSON.parse(readFileSync(join(VECTORS, vector), 'utf8')) as {
    files: Record<string, string>
  }
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text, 'base64')]))
}

interface Said {
  readonly exit: number
  readonly outcome: { ok: boolean; kind: string; problem?: { code: string; seq?: number; file?: string } }
}

/** Runs the command as a shell would, and reads the one JSON object that it prints. */
async function verify(...args: string[]): Promise<Said> {
  const printed: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation(line => void printed.push(String(line)))
  try {
    const exit = await main(['verify', '--json', ...args])
    expect(printed.length).toBe(1)
    return { exit, outcome: JSON.parse(printed[0]!) as Said['outcome'] }
  } finally {
    log.mockRestore()
  }
}

function write(name: string, files: Readonly<Record<string, Uint8Array | string>>): string {
  const place = join(folder, name)
  for (const [file, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(place, file)), { recursive: true })
    writeFileSync(join(place, file), bytes)
  }
  return place
}

test('says of every vector what its name says', async () => {
  expect(vectors.length).toBeGreaterThan(200)
  for (const file of vectors) {
    const { exit, outcome } = await verify(join(VECTORS, file))
    expect({ file, exit, code: outcome.problem?.code }).toEqual({
      file,
      exit: codeOf(file) === undefined ? 0 : 1,
      code: codeOf(file),
    })
  }
})

test('says the same of every bundle as a folder and as a zip', async () => {
  for (const file of vectors.filter(name => name.startsWith('evidence/'))) {
    const files = filesOf(file)
    const name = file.replace('.json', '').replaceAll('/', '-')
    const zip = join(folder, `${name}.zip`)
    writeFileSync(zip, zipSync(files))
    for (const given of [write(name, files), zip]) {
      const { outcome } = await verify(given)
      expect({ given: basename(given), ok: outcome.ok, code: outcome.problem?.code }).toEqual({
        given: basename(given),
        ok: codeOf(file) === undefined,
        code: codeOf(file),
      })
    }
  }
})

test('names the first bad entry of an exported log', async () => {
  const firstBad: Record<string, number | undefined> = {
    'leaf_mismatch--a-changed-leaf': 4,
    'leaf_mismatch--two-leaves-swapped': 2,
    'leaf_mismatch--in-the-second-tile': 257,
    'seq_wrong--an-entry-missing': 2,
    'seq_wrong--two-entries-swapped': 2,
    'seq_wrong--the-end-missing': 5,
    'seq_wrong--an-entry-more': 6,
    'seq_wrong--no-entries': 1,
    'tile_mismatch--a-changed-full-tile': 1,
    'log_malformed--a-line-that-is-not-json': 2,
    'disclosure_unreferenced--of-another-entry': 2,
    'leaf_malformed--not-json': 2,
  }
  for (const file of vectors.filter(name => name.startsWith('log/'))) {
    const name = basename(file, '.json')
    const { outcome } = await verify(write(name, filesOf(file)))
    expect({ name, kind: outcome.kind, code: outcome.problem?.code }).toEqual({
      name,
      kind: 'log',
      code: codeOf(file),
    })
    if (name in firstBad) expect({ name, seq: outcome.problem?.seq }).toEqual({ name, seq: firstBad[name] })
  }
  const cut = filesOf('log/valid/five-entries.json')
  const { outcome } = await verify(
    write('cut', { ...cut, 'entries.jsonl': cut['entries.jsonl']!.subarray(0, -1) }),
  )
  expect(outcome.problem).toMatchObject({ code: 'log_malformed', seq: 5 })
})

test('a single file finds the trust policy beside it or above it, or takes the one that is given', async () => {
  const bundle = write('single', filesOf('evidence/valid/all-of-an-entry.json'))
  const file = join(bundle, 'entries/2.tlog-proof')
  expect(await verify(file)).toMatchObject({ exit: 0, outcome: { policyFrom: 'bundle' } })
  const own = join(folder, 'own-policy')
  writeFileSync(own, `# by telephone\nlog ${encodeVerifierKey(keyFor('first'))}\nquorum none\n`)
  for (const given of [file, bundle])
    expect(await verify(given, '--policy', own)).toMatchObject({ exit: 0, outcome: { policyFrom: 'given' } })
  // The bundle's own policy does not help a forger where another one is believed.
  const other = encodeTrustPolicy({ logs: [keyFor('second')], witnesses: [], groups: [], quorum: 'none' })
  writeFileSync(own, other)
  for (const given of [file, bundle])
    expect(await verify(given, '--policy', own)).toMatchObject({
      exit: 1,
      outcome: { problem: { code: 'signature_missing' } },
    })
  const alone = write('alone/a/b', { 'x.tlog-proof': readFileSync(file) })
  expect(await verify(join(alone, 'x.tlog-proof'))).toMatchObject({
    outcome: { problem: { code: 'bundle_malformed' } },
  })
  writeFileSync(
    join(bundle, 'checkpoint'),
    `${readFileSync(file, 'utf8').split('\n\n').slice(1).join('\n\n')}`,
  )
  expect(await verify(join(bundle, 'checkpoint'))).toMatchObject({
    exit: 0,
    outcome: { kind: 'checkpoint', size: 5 },
  })
})

test('a zip that is damaged, or none at all, is refused', async () => {
  const zip = zipSync(filesOf('evidence/valid/all-of-an-entry.json'))
  for (const bytes of [zip.subarray(0, 200), Buffer.from('PK'), Buffer.from('nothing of the kind')]) {
    const file = join(folder, 'damaged.zip')
    writeFileSync(file, bytes)
    const { exit, outcome } = await verify(file)
    expect(exit).toBe(1)
    expect(['bundle_malformed', 'evidence_malformed']).toContain(outcome.problem?.code)
  }
})

test('a program of its own verifies, refuses, and says what it was asked wrongly', () => {
  const bundle = write('process', filesOf('evidence/valid/three-entries.json'))
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [program, 'verify', ...args], { env: {}, encoding: 'utf8' })
  const good = run(bundle)
  expect([good.status, good.stderr]).toEqual([0, ''])
  expect(good.stdout).toMatch(/^Verified: 3 entries\.\n/)
  expect(good.stdout).toMatch(/fingerprint ([0-9a-f]{4} ?){16}\n/)
  const bad = run(write('process-bad', filesOf('evidence/invalid/inclusion_failed--one-of-three.json')))
  expect(bad.status).toBe(1)
  expect(bad.stdout).toMatch(
    /^NOT VERIFIED, entries\/2\.tlog-proof: inclusion_failed\nThis is not what stands/,
  )
  for (const args of [
    ['nothing-there'],
    [],
    [bundle, 'more'],
    [bundle, '--policy', 'nothing-there'],
    [bundle, '--wrong'],
  ]) {
    const asked = run(...args)
    expect([asked.status, asked.stdout]).toEqual([2, ''])
    expect(asked.stderr).toMatch(/^daybook: .+\n$/)
  }
})
