/** The whole way: a disputed booking in a running server, its evidence as one file, and a reader who has nothing else. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { unzipSync, zipSync } from 'fflate'
import { onTestFinished } from 'vitest'
import { recipe } from '../interop/recipes.ts'
import { expect, newClient, test } from './browser-test.ts'

const program = resolve(import.meta.dirname, '../../packages/cli/bin/daybook.ts')

test('the evidence of a disputed booking verifies in a browser without a network, on a command line, and with openssl', {
  timeout: 120_000,
}, async ({ log, practice, browser }) => {
  const booking = { type: 'booking', id: `DISPUTED-${process.pid}`, name: 'Initial consultation' }
  await newClient(
    log,
    client => [
      { action: 'booking.booked', client, object: booking, actor: { type: 'client' }, source: 'customer' },
      {
        action: 'booking.rescheduled',
        client,
        object: booking,
        actor: { type: 'staff', id: 'u-7', name: 'Reception' },
        occurredAt: '2026-11-22T10:30:00Z',
        changes: [{ field: 'startsAt', before: '2026-11-24T09:00:00Z', after: '2026-11-26T15:30:00Z' }],
        reason: 'asked for by telephone',
      },
    ],
    'Ana Exemplo',
  )
  const answer = await fetch(`${practice.address}/v1/evidence`, {
    method: 'POST',
    headers: { authorization: `Bearer ${practice.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      object: `booking:${booking.id}`,
      fields: ['action', 'occurredAt', 'actor', 'clients', 'objects', 'object/*', 'change/*'],
    }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  const zip = new Uint8Array(await answer.arrayBuffer())
  const files = unzipSync(zip)
  const folder = mkdtempSync(join(tmpdir(), 'daybook-disputed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
  const bundle = join(folder, 'bundle.zip')
  writeFileSync(bundle, zip)

  const context = await browser.newContext({ offline: true, locale: 'en-GB', timezoneId: 'Europe/Lisbon' })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(pathToFileURL(join(folder, 'verify.html')).href)
  const give = async (buffer: Uint8Array): Promise<string> => {
    await page
      .getByLabel('Choose a file')
      .setInputFiles({ name: 'bundle.zip', mimeType: 'application/zip', buffer: Buffer.from(buffer) })
    await page.locator('#verdict').waitFor()
    return page.locator('#verdict').innerText()
  }
  expect(await give(zip)).toBe('Verified')
  const row = page.getByRole('row').filter({ hasText: 'Reception' })
  expect(await row.locator('.sentence').innerText()).toContain('moved Initial consultation')
  expect(await row.locator('.changes').innerText()).toContain('Thu 26 Nov 2026, 15:30')
  // Neither the name nor the reason was chosen.
  expect(await page.locator('table').innerText()).not.toMatch(/Ana Exemplo|telephone/)
  expect(await row.locator('.chip').first().isVisible()).toBe(true)

  const said = spawnSync(process.execPath, [program, 'verify', bundle], { env: {}, encoding: 'utf8' })
  expect([said.status, said.stderr]).toEqual([0, ''])
  const byHand = spawnSync('sh', ['-c', recipe('sh')], { cwd: folder, encoding: 'utf8' })
  if (byHand.stdout.includes('fingerprint')) {
    expect(byHand.stdout).toContain('Signature Verified Successfully')
    const fingerprint = /fingerprint ([0-9a-f]{64})/.exec(byHand.stdout)![1]!
    expect((await page.locator('.fingerprint code').first().innerText()).replaceAll(/\s/g, '')).toBe(
      fingerprint,
    )
  }

  // Somebody moves the appointment once more, in the file.
  const name = Object.keys(files).find(
    file => /entries\/.*\.tlog-proof$/.test(file) && says(files[file]!, 'Reception'),
  )!
  const forged = { ...files, [name]: forge(files[name]!, '2026-11-26T15:30', '2026-11-25T15:30') }
  expect(await give(zipSync(forged))).toBe('Not verified')
  expect(await page.locator('.verdict').innerText()).toContain('disclosure_unreferenced')
})

/** The extra data of an evidence file, every piece as text. */
const piecesOf = (file: Uint8Array): { extra: string; pieces: string[] } => {
  const extra = /^extra (.*)$/m.exec(Buffer.from(file).toString())![1]!
  const pieces = Buffer.from(extra, 'base64').toString().split('~')
  return { extra, pieces: pieces.map(piece => Buffer.from(piece, 'base64url').toString()) }
}
const says = (file: Uint8Array, text: string): boolean =>
  piecesOf(file).pieces.some(piece => piece.includes(text))

function forge(file: Uint8Array, from: string, to: string): Uint8Array {
  const { extra, pieces } = piecesOf(file)
  const changed = pieces.map(piece => Buffer.from(piece.replace(from, to)).toString('base64url')).join('~')
  return Buffer.from(Buffer.from(file).toString().replace(extra, Buffer.from(changed).toString('base64')))
}
