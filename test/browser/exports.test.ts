import type { DaybookClient } from '@daybook/client'
import type { Entry } from '@daybook/protocol'
import axe from 'axe-core'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, newClient, sideways, test } from './browser-test.ts'
import type { Draft } from './practice/draft.ts'
import { RECEPTION } from './practice/people.ts'

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 28, 22) + minute * 600_000).toISOString()

/** Twelve entries around a change of clocks: eight by staff, four by the client. */
const twelve = (client: { id: string; name: string }): Draft[] =>
  Array.from(
    { length: 12 },
    (_, i): Draft => ({
      action: i % 2 === 0 ? 'booking.booked' : 'booking.cancelled',
      client,
      actor: i % 3 === 0 ? { type: 'client', id: client.id, name: client.name } : RECEPTION,
      object: { type: 'booking', id: `BK-${client.id}-${i}`, name: 'Follow-up' },
      reason: i === 5 ? '=HYPERLINK("http://example.com")' : undefined,
      context: { ip: '203.0.113.40' },
      occurredAt: at(i),
    }),
  )

/** Opens the dialog of the page at hand and waits for its count. */
async function openDialog(page: Page): Promise<ReturnType<Page['getByRole']>> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.getByText(/^[\d,]+ entr(y|ies)$/).waitFor()
  return dialog
}

async function start(page: Page, dialog: ReturnType<Page['getByRole']>): Promise<string> {
  await dialog.getByRole('button', { name: 'Start export' }).click()
  await page.waitForURL('**/exports/ex_*')
  await page.getByText('Ready', { exact: true }).waitFor({ timeout: 60_000 })
  return page.url().split('/').at(-1)!
}

async function download(page: Page): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ])
  return Buffer.concat(await (await file.createReadStream()).toArray())
}

const rowsOf = (file: Buffer): Record<string, string>[] => parse(file, { columns: true, bom: true })

async function timelineOf(log: DaybookClient, id: string, filter: object = {}): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const entry of log.timeline(id, filter)) entries.push(entry)
  return entries
}

test('G1 the dialog states the exact number of entries before the start, for the view, a range and everything', async ({
  page,
  log,
}) => {
  const { id } = await newClient(log, twelve)
  await page.goto(`/clients/${id}?source=customer`)
  const dialog = await openDialog(page)
  await dialog.getByText('4 entries', { exact: true }).waitFor()
  await dialog.getByRole('radio', { name: 'Everything about this client' }).check()
  await dialog.getByText('12 entries', { exact: true }).waitFor()
  // The local day of Lisbon on which the clocks go forward.
  await dialog.getByLabel('From', { exact: true }).fill('2026-03-29')
  await dialog.getByLabel('To', { exact: true }).fill('2026-03-29')
  await dialog.getByText('0 entries', { exact: true }).waitFor()
  await dialog.getByLabel('From', { exact: true }).fill('2026-03-28')
  await dialog.getByText('12 entries', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.goto(`/clients/${id}#q=hyperlink`)
  const found = await openDialog(page)
  await found.getByText('1 entry', { exact: true }).waitFor()
})

test('G3 the file has the rows that were counted, with the same filters and in the same order', async ({
  page,
  log,
}) => {
  const { id, hostId, name } = await newClient(log, twelve)
  await page.goto(`/clients/${id}?source=staff&order=asc`)
  const dialog = await openDialog(page)
  await dialog.getByText('8 entries', { exact: true }).waitFor()
  const listed = await timelineOf(log, id, { source: 'staff', order: 'asc' })
  // What comes in between is not in what was counted.
  await log.append(twelve({ id: hostId, name }).slice(1, 3) as never)
  await start(page, dialog)
  await page.getByRole('main').getByText('8', { exact: true }).waitFor()
  const rows = rowsOf(await download(page))
  expect(rows).toHaveLength(8)
  expect(rows.map(row => Number(row.Seq))).toEqual(listed.map(entry => entry.seq))
  expect(rows.every(row => row.Source === 'staff')).toBe(true)
})

test('G4 stamps carry their offset and the header names the zone, the workspace’s or the one that is chosen', async ({
  page,
  log,
}) => {
  const { id } = await newClient(log, twelve)
  await page.goto(`/clients/${id}?order=asc`)
  await start(page, await openDialog(page))
  const lisbon = rowsOf(await download(page))
  expect(lisbon[0]!['Time (Europe/Lisbon)']).toBe('2026-03-28T22:00:00+00:00')
  await page.goto(`/clients/${id}?order=asc`)
  const dialog = await openDialog(page)
  await dialog.getByLabel('Times in', { exact: true }).selectOption('America/New_York')
  await start(page, dialog)
  const newYork = rowsOf(await download(page))
  expect(newYork[0]!['Time (America/New_York)']).toBe('2026-03-28T18:00:00-04:00')
})

test('G5 cells that a spreadsheet would run are inert, and no IP address is in the file unless it is asked for', async ({
  page,
  log,
}) => {
  const { id } = await newClient(log, twelve, '@SUM(A1) Person')
  await page.goto(`/clients/${id}`)
  await start(page, await openDialog(page))
  const file = await download(page)
  const rows = rowsOf(file)
  for (const row of rows)
    for (const cell of Object.values(row)) expect([cell, /^[=+\-@\t\r]/.test(cell)]).toEqual([cell, false])
  expect(rows.find(row => row.Reason !== '')!.Reason).toBe(`'=HYPERLINK("http://example.com")`)
  expect(file.includes('203.0.113.40')).toBe(false)
  await page.goto(`/clients/${id}`)
  const dialog = await openDialog(page)
  await dialog.getByRole('checkbox', { name: 'IP addresses' }).check()
  await start(page, dialog)
  expect((await download(page)).includes('203.0.113.40')).toBe(true)
})

test('G7 the file is for its owner, for seven days, and can be issued again; fetching it is an entry', async ({
  page,
  openPage,
  log,
}) => {
  const { id } = await newClient(log, twelve)
  await page.goto(`/clients/${id}`)
  const exportId = await start(page, await openDialog(page))
  await page.getByText('Can be fetched until').waitFor()
  const link = (await page.getByRole('link', { name: 'Download' }).getAttribute('href'))!
  await download(page)
  await expect
    .poll(async () => (await timelineOf(log, id, { type: 'export' })).map(entry => entry.action))
    .toEqual(['export.downloaded', 'export.completed', 'export.requested'])
  const stranger = await openPage({ signedOut: true })
  expect((await stranger.request.get(link)).status()).toBe(401)
  await page.getByRole('button', { name: 'Keep longer' }).click()
  await page.getByText('Kept for seven more days').waitFor()
  await page.getByRole('button', { name: 'Remove file' }).click()
  await page.getByText('Cancelled', { exact: true }).waitFor()
  expect((await page.request.get(link)).status()).toBe(409)
  await page.getByRole('button', { name: 'Make again' }).click()
  await page.getByText('Ready', { exact: true }).waitFor({ timeout: 60_000 })
  expect(rowsOf(await download(page))).toHaveLength(12)
  await page.goto('/exports')
  await page.locator(`a[href="/exports/${exportId}"]`).waitFor()
})

test('G9 the PDF is tagged, has page x of y, the zone and the filters', async ({ page, log }) => {
  const { id, name } = await newClient(log, twelve, 'Żaneta Dąbrowska-ß')
  await page.goto(`/clients/${id}?source=staff`)
  const dialog = await openDialog(page)
  await dialog.getByRole('radio', { name: /^PDF/ }).check()
  await start(page, dialog)
  const pdf = await getDocumentProxy(new Uint8Array(await download(page)))
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
  const { text } = await extractText(pdf)
  const first = text[0]!.replace(/\s+/g, ' ')
  expect(first).toContain(name)
  expect(first).toContain(`Page 1 of ${text.length}`)
  expect(first).toContain('Times in Europe/Lisbon')
  expect(first).toContain('Source: Staff')
  expect(first).toContain('8 entries')
})

const MANY = 6000

async function manyEntries(log: DaybookClient): Promise<string> {
  const { id, hostId, name } = await newClient(log, client => [
    { action: 'client.created', client, occurredAt: at(0) },
  ])
  for (let from = 0; from < MANY; from += 1000) {
    const drafts = Array.from({ length: 1000 }, (_, i) => ({
      action: 'message.sent',
      client: { id: hostId, name },
      data: { subject: `Number ${from + i}`, channel: 'email' },
      occurredAt: at(from + i),
    }))
    await log.append(drafts as never)
  }
  return id
}

test('G2 the progress moves at least every two seconds, and each quarter is announced', async ({
  page,
  log,
}) => {
  const id = await manyEntries(log)
  // Slow enough to watch: every entry has to be opened and looked through, and drawn.
  await page.goto(`/clients/${id}#q=number`)
  const dialog = await openDialog(page)
  await dialog.getByLabel('To', { exact: true }).fill('2026-04-25')
  await dialog.getByRole('radio', { name: /^PDF/ }).check()
  await dialog.getByText(/^[\d,]+ entries$/).waitFor()
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver(() => {
      const text = document.querySelector('[role=status]')?.textContent ?? ''
      if (text !== '' && heard.at(-1) !== text) heard.push(text)
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  await dialog.getByRole('button', { name: 'Start export' }).click()
  await page.waitForURL('**/exports/ex_*')
  const moves: number[] = []
  let last = -2
  for (let begun = Date.now(), moved = begun; Date.now() - begun < 240_000; ) {
    if (await page.getByText('Ready', { exact: true }).isVisible()) break
    const value = await page
      .getByRole('progressbar')
      .evaluate(bar => (bar as HTMLProgressElement).value, undefined, { timeout: 1000 })
      .catch(() => last)
    if (value !== last) {
      moves.push(Date.now() - moved)
      moved = Date.now()
      last = value
    }
    await page.waitForTimeout(100)
  }
  expect(moves.length).toBeGreaterThan(3)
  const said = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  await expect.poll(said).toContain('Export ready')
  const heard = await said()
  expect(heard.filter(text => /^Export (25|50|75) % done$/.test(text)).length).toBeGreaterThan(0)
}, 360_000)

test('G6 an export goes on when the page is left; Cancel stops it and leaves no file', async ({
  page,
  log,
}) => {
  const id = await manyEntries(log)
  await page.goto(`/clients/${id}#q=number`)
  const dialog = await openDialog(page)
  await dialog.getByLabel('To', { exact: true }).fill('2026-04-25')
  await dialog.getByRole('radio', { name: /^PDF/ }).check()
  await dialog.getByText(/^[\d,]+ entries$/).waitFor()
  await dialog.getByRole('button', { name: 'Start export' }).click()
  await page.waitForURL('**/exports/ex_*')
  const address = page.url()
  await page.goto('/clients')
  await page.goto(address)
  await page.getByRole('button', { name: 'Cancel export' }).click()
  await page.getByText('Cancelled', { exact: true }).waitFor()
  const exportId = address.split('/').at(-1)!
  const refused = await page.request.get(`/v1/exports/${exportId}/file?workspace=${await workspaceOf(page)}`)
  expect(refused.status()).toBe(409)
  // As long as the whole of it takes, and longer: it stays cancelled.
  const again = await log.exports.request({
    format: 'pdf',
    filter: { client: id, q: 'number', to: '2026-04-25' },
  })
  await log.exports.wait(again.id)
  await page.reload()
  await page.getByText('Cancelled', { exact: true }).waitFor()
}, 240_000)

const workspaceOf = (page: Page): Promise<string | null> =>
  page.evaluate(() => localStorage.getItem('daybook.workspace'))

test('the dialog and the pages of exports have no violation of axe, light and dark, and fit a phone', async ({
  openPage,
  log,
}) => {
  const { id } = await newClient(log, twelve)
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await openPage({ colorScheme, viewport: { width: 360, height: 780 } })
    const check = async (): Promise<void> => {
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate(() =>
        (
          window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: unknown[] }[] }> } }
        ).axe.run(),
      )
      expect(violations.map(one => one.id)).toEqual([])
      expect(await sideways(page)).toBe(0)
    }
    await page.goto(`/clients/${id}`)
    const dialog = await openDialog(page)
    await check()
    await start(page, dialog)
    await check()
    await page.goto('/exports')
    await page.getByRole('table').waitFor()
    await check()
  }
})
