/** `verify.html` as its reader has it: a file on a disk, a browser, and no network. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildVerifyPage, evidenceCompanions } from '@daybook/verify-page'
import axe from 'axe-core'
import { zipSync } from 'fflate'
import {
  type Browser,
  type BrowserContextOptions,
  type BrowserServer,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { encodeTrustPolicy } from '@daybook/protocol'
import {
  disclosuresFor,
  keyFor,
  leafOf,
  ORIGIN,
  POLICY_TEXT,
  PracticeLog,
  RESCHEDULED,
} from '../../packages/protocol/src/practice-log.fixture.ts'
import { VECTORS } from '../vectors/make-vectors.ts'
import { openChromium } from './open-chromium.ts'

let server: BrowserServer
let browser: Browser
let address: string
const folder = mkdtempSync(join(tmpdir(), 'daybook-verify-page-'))

beforeAll(async () => {
  const html = await buildVerifyPage()
  const file = join(folder, 'verify.html')
  writeFileSync(file, html)
  address = pathToFileURL(file).href
  server = await openChromium()
  browser = await chromium.connect(server.wsEndpoint())
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A page that has no network; whatever goes wrong on it, and whatever it asks for, fails its test. */
async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    offline: true,
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    viewport: { width: 1280, height: 800 },
    ...options,
  })
  const page = await context.newPage()
  const wrong: string[] = []
  page.on('pageerror', error => wrong.push(String(error)))
  page.on('console', message => message.type() === 'error' && wrong.push(message.text()))
  page.on('request', request => request.url() !== address && wrong.push(`asked for ${request.url()}`))
  onTestFinished(async () => {
    await context.close()
    expect(wrong).toEqual([])
  })
  await page.goto(address)
  return page
}

const filesOf = (vector: string): Record<string, Buffer> => {
  const { files } = JSON.parse(readFileSync(join(VECTORS, vector), 'utf8')) as {
    files: Record<string, string>
  }
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text, 'base64')]))
}
const zipOf = (files: Readonly<Record<string, Uint8Array>>): Buffer => Buffer.from(zipSync(files))

async function give(page: Page, name: string, buffer: Buffer): Promise<string> {
  await page.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  const verdict = page.locator('#verdict')
  await verdict.waitFor()
  return verdict.innerText()
}
const giveBundle = (page: Page, vector: string) => give(page, 'evidence.zip', zipOf(filesOf(vector)))

test('says of every vector what its name says, without a network', { timeout: 300_000 }, async () => {
  const page = await openPage()
  const vectors = readdirSync(VECTORS, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.json'),
  )
  expect(vectors.length).toBeGreaterThan(200)
  const wrong: unknown[] = []
  for (const file of vectors) {
    const expected = file.includes('/valid/') ? undefined : basename(file).split('--')[0]
    const given: { name: string; buffer: Buffer }[] = [
      { name: basename(file), buffer: readFileSync(join(VECTORS, file)) },
    ]
    if (file.startsWith('evidence/')) given.push({ name: 'evidence.zip', buffer: zipOf(filesOf(file)) })
    for (const { name, buffer } of given) {
      const said = await give(page, name, buffer)
      const code = said === 'Verified' ? undefined : await page.locator('.exactly code').first().innerText()
      if (code !== expected) wrong.push({ file, name, said, code })
    }
  }
  expect(wrong).toEqual([])
})

test('shows what happened, for people: when, who, what, before and after, and what is hidden', async () => {
  const page = await openPage()
  expect(await giveBundle(page, 'evidence/valid/three-entries.json')).toBe('Verified')
  await expect.poll(() => page.title()).toBe('Verified – Evidence check')
  const row = page.getByRole('row').filter({ hasText: 'Initial consultation' })
  expect(await row.innerText()).toMatch(/Sun 22 Nov 2026,\s+10:30:00 WET/)
  expect(await row.locator('.sentence').innerText()).toBe('Reception moved Initial consultation')
  expect(await row.locator('del').innerText()).toBe('Tue 24 Nov 2026, 09:00')
  expect(await row.locator('ins').innerText()).toBe('Thu 26 Nov 2026, 15:30')
  expect(await row.locator('.chip').allInnerTexts()).toEqual(['1 detail', 'who it was about'])
  // An entry of which everything is shown, though its leaf has a placeholder.
  expect(await page.getByRole('row').filter({ hasText: 'Marta' }).locator('.hidden-cell').innerText()).toBe(
    'nothing',
  )
  expect(await page.getByText('Some details were not disclosed').count()).toBe(1)
  // Word for word, for whoever wants to see it.
  await row.getByText('All 12 details shown').click()
  expect(await row.getByText('BK-1042').isVisible()).toBe(true)
  expect(await page.content()).not.toContain('Rui Exemplo')
})

test('says which key was trusted, and how to find out whose it is; takes another one', async () => {
  const page = await openPage()
  await giveBundle(page, 'evidence/valid/all-of-an-entry.json')
  expect(await page.locator('.fingerprint code').innerText()).toMatch(/^([0-9a-f]{4}\s+){15}[0-9a-f]{4}\s*$/)
  expect(await page.getByText('The keys came with the evidence.').count()).toBe(1)
  expect(await page.getByText(`Key of ${ORIGIN}`).count()).toBe(1)
  const own = async (text: string): Promise<string> => {
    await page
      .getByLabel('Use a trust policy of my own')
      .setInputFiles({ name: 'trust-policy', mimeType: 'text/plain', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: 'Use the keys that came with it' }).waitFor()
    return page.locator('#verdict').innerText()
  }
  expect(await own(POLICY_TEXT)).toBe('Verified')
  expect(await page.getByText('Checked with the keys that you gave.').count()).toBe(1)
  await page.getByRole('button', { name: 'Use the keys that came with it' }).click()
  await page.getByRole('button', { name: 'Use a trust policy of my own' }).waitFor()
  const other = encodeTrustPolicy({ logs: [keyFor('second')], witnesses: [], groups: [], quorum: 'none' })
  expect(await own(other)).toBe('Not verified')
  expect(await page.getByText('It is not signed by the keys that are trusted here.').count()).toBe(1)
})

test('says exactly why something does not verify, and shows the rest', async () => {
  const page = await openPage()
  expect(await giveBundle(page, 'evidence/invalid/inclusion_failed--one-of-three.json')).toBe('Not verified')
  const verdict = page.locator('.verdict')
  expect(await verdict.innerText()).toContain('What the file shows is not what was recorded')
  expect(await verdict.innerText()).toContain('inclusion_failed')
  expect(await verdict.innerText()).toContain('entries/2.tlog-proof')
  expect(await page.locator('tbody tr').count()).toBe(3)
  expect(await page.locator('tbody tr.bad').innerText()).toContain('entries/2.tlog-proof')
})

test('takes what is dropped: a zip, loose files', async () => {
  const page = await openPage()
  const drop = (files: Readonly<Record<string, Buffer>>) =>
    page.evaluate(
      given => {
        const data = new DataTransfer()
        for (const [name, base64] of given) data.items.add(new File([Uint8Array.fromBase64(base64)], name))
        document.body.dispatchEvent(
          new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true }),
        )
        document.body.dispatchEvent(
          new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
        )
      },
      Object.entries(files).map(([name, bytes]) => [name, bytes.toString('base64')] as const),
    )
  const files = filesOf('evidence/valid/all-of-an-entry.json')
  await drop({ 'evidence.zip': zipOf(files) })
  await page.getByRole('heading', { name: 'Verified' }).waitFor()
  await page.reload()
  await drop({ 'trust-policy': files['trust-policy']!, '2.tlog-proof': files['entries/2.tlog-proof']! })
  await page.getByRole('heading', { name: 'Verified' }).waitFor()
  await drop({ 'report.pdf': Buffer.from('%PDF'), 'letter.txt': Buffer.from('Dear Sir') })
  await page.getByText('There is no evidence among these files.').waitFor()
  await drop({ 'broken.zip': zipOf(files).subarray(0, 300) })
  await page.getByText('The file cannot be read.').waitFor()
  expect(await page.locator('#verdict').count()).toBe(0)
})

test('nothing of a file becomes markup or runs', async () => {
  const page = await openPage()
  const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
  const entry = {
    ...RESCHEDULED,
    action: 'x.<b>bold</b>',
    parts: RESCHEDULED.parts.map(part => ({
      ...part,
      fields: part.fields
        .filter(([name]) => name !== 'action')
        .map(([name, value]) => [name, /name|reason|label/.test(name) ? hostile : value] as const),
    })),
  }
  const log = new PracticeLog([leafOf(entry)])
  const evidence = log.evidence(0, disclosuresFor(entry))
  const verdict = await give(
    page,
    'x.zip',
    zipOf({
      [`${hostile.replaceAll('/', '')}.tlog-proof`]: Buffer.from(evidence),
      'trust-policy': Buffer.from(POLICY_TEXT),
    }),
  )
  expect(verdict).toBe('Verified')
  expect(await page.locator('main img, main script, main b b').count()).toBe(0)
  expect(await page.title()).toBe('Verified – Evidence check')
  expect(await page.locator('main').innerText()).toContain(hostile)
})

test('speaks four languages and any zone', async () => {
  const page = await openPage({ locale: 'pt-BR', timezoneId: 'America/New_York' })
  expect(await page.locator('h1').innerText()).toBe('Verificar prova')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'e.zip',
      mimeType: 'application/zip',
      buffer: zipOf(filesOf('evidence/valid/all-of-an-entry.json')),
    })
  await page.getByRole('heading', { name: 'Verificado', exact: true }).waitFor()
  expect(await page.locator('.when').innerText()).toContain('05:30:00')
  await page.getByLabel('Horas em').selectOption('Asia/Tokyo')
  await expect.poll(() => page.locator('.when').innerText()).toContain('19:30:00')
  for (const [language, title, verdict] of [
    ['Deutsch', 'Nachweis prüfen', 'Geprüft'],
    ['Español', 'Verificar prueba', 'Verificado'],
    ['English', 'Evidence check', 'Verified'],
  ]) {
    await page.getByRole('combobox').first().selectOption(language!)
    await expect.poll(() => page.locator('h1').innerText()).toBe(title)
    await expect.poll(() => page.locator('#verdict').innerText()).toBe(verdict)
  }
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
})

test('works by keyboard alone, and leads to the verdict', async () => {
  const page = await openPage()
  const chosen = page.waitForEvent('filechooser')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Choose a file')
  await page.keyboard.press('Enter')
  const chooser = await chosen
  await chooser.setFiles({
    name: 'e.zip',
    mimeType: 'application/zip',
    buffer: zipOf(filesOf('evidence/valid/three-entries.json')),
  })
  await page.locator('#verdict').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('verdict')
  for (let n = 0; n < 3; n++) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate(() => document.activeElement?.tagName)) === 'SUMMARY') break
  }
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('details[open]').count()).toBe(1)
})

const shown = [
  '',
  'evidence/valid/anchored-and-stamped.json',
  'evidence/valid/three-entries.json',
  'evidence/invalid/inclusion_failed--one-of-three.json',
]
test.each(['light', 'dark'] as const)(
  'axe finds nothing to complain about, %s, at any width, and nothing scrolls sideways',
  { timeout: 240_000 },
  async colorScheme => {
    for (const width of [320, 768, 1280]) {
      const page = await openPage({ colorScheme, viewport: { width, height: 800 } })
      for (const vector of shown) {
        if (vector !== '') await giveBundle(page, vector)
        for (const details of await page.locator('summary').all()) await details.click()
        await page.evaluate(axe.source)
        const { violations } = await page.evaluate(() =>
          (globalThis as unknown as { axe: typeof axe }).axe.run(),
        )
        expect(
          violations.map(({ id, nodes }) => ({ width, vector, id, at: nodes.map(({ html }) => html) })),
        ).toEqual([])
        const wide = await page.evaluate(() =>
          [...document.querySelectorAll('main *')]
            .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth)
            .map(one => one.outerHTML.slice(0, 200)),
        )
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect({ width, vector, sideways: Math.max(0, sideways), wide }).toEqual({
          width,
          vector,
          sideways: 0,
          wide: [],
        })
      }
    }
  },
)

test('on paper everything that is shown is open, and no controls', async () => {
  const page = await openPage()
  await giveBundle(page, 'evidence/valid/three-entries.json')
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  expect(await page.locator('details:not([open])').count()).toBe(0)
  await page.emulateMedia({ media: 'print' })
  for (const button of await page.getByRole('button').all()) expect(await button.isVisible()).toBe(false)
  expect(await page.locator('select').first().isVisible()).toBe(false)
  expect((await page.pdf()).length).toBeGreaterThan(5000)
})

test('a long history is shown a part at a time', { timeout: 120_000 }, async () => {
  const log = new PracticeLog(
    Array.from({ length: 400 }, (_, n) => leafOf({ ...RESCHEDULED, recordedAt: RESCHEDULED.recordedAt + n })),
  )
  const shows = disclosuresFor(RESCHEDULED)
  const files: Record<string, Uint8Array> = { 'trust-policy': Buffer.from(POLICY_TEXT) }
  for (let n = 0; n < 400; n++) files[`entries/${n + 1}.tlog-proof`] = Buffer.from(log.evidence(n, shows))
  const page = await openPage()
  expect(await give(page, 'many.zip', zipOf(files))).toBe('Verified')
  await expect.poll(() => page.locator('tbody tr').count()).toBe(300)
  await page.getByRole('button', { name: 'Show all 400 entries' }).click()
  await expect.poll(() => page.locator('tbody tr').count()).toBe(400)
})

test('is one file that lets nothing else in, and travels with its README', async () => {
  const html = await buildVerifyPage()
  expect(html).toMatch(
    /Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/,
  )
  expect(html).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)=/)
  expect(html).not.toContain('unsafe-inline')
  const [page, readme] = await evidenceCompanions()
  expect([page!.name, readme!.name]).toEqual(['verify.html', 'README.txt'])
  expect(page!.content).toBe(html)
  expect(readme!.content).toContain('openssl pkeyutl -verify')
})
