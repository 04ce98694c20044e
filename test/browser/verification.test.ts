/** Whether the log is whole, as the app says it: H1 to H6. On a log of its own, for it is tampered with. */
import { createClient } from '@daybook/client'
import type { LogStatus } from '@daybook/protocol'
import type { Client } from 'pg'
import type { Locator, Page } from 'playwright-core'
import { expectReachable } from './axe.ts'
import { expect, keepCopied, test as base } from './browser-test.ts'
import { openSuperuser } from '../../packages/server/src/postgres/open-superuser.fixture.ts'
import { startPractice, type RunningPractice } from './start-practice.ts'

const test = base
  .extend('own', { scope: 'file' }, async ({ shared: _ }, { onCleanup }): Promise<RunningPractice> => {
    const running = await startPractice({ forTests: true })
    onCleanup(() => running.stop())
    return running
  })
  .extend('database', { scope: 'file' }, async ({ own }, { onCleanup }): Promise<Client> => {
    const client = await openSuperuser(own.data)
    onCleanup(() => client.end())
    return client
  })
  .extend('ownLog', { scope: 'file' }, ({ own }) =>
    createClient({ url: own.practice.address, key: own.practice.key, batch: false }),
  )
  .extend('ownPage', async ({ own, openPage }): Promise<Page> => {
    const { address, cookie, workspace } = own.practice
    const page = await openPage({
      signedOut: true,
      baseURL: address,
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.context().addCookies([{ ...cookie, url: address, httpOnly: true, sameSite: 'Lax' }])
    await page.addInitScript(id => localStorage.setItem('daybook.workspace', id), workspace)
    return page
  })

type Log = ReturnType<typeof createClient>

/** Has the server check, and waits for what that check says. */
async function check(log: Log, wanted: LogStatus['state']): Promise<LogStatus> {
  const asked = Date.now()
  await log.request('POST', '/v1/log/check', { body: {} })
  let status: LogStatus | undefined
  await expect
    .poll(
      async () => {
        status = await log.request<LogStatus>('GET', '/v1/log/status')
        return Date.parse(status.checked?.at ?? '') >= asked && status.state
      },
      { timeout: 60_000 },
    )
    .toBe(wanted)
  return status!
}

const badgeOf = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /verif|check|problem/i })

async function openPanel(page: Page): Promise<Locator> {
  await page.goto('/clients')
  await badgeOf(page).click()
  const panel = page.getByRole('dialog')
  await panel.getByText('Last anchor').waitFor()
  return panel
}

test('H2 "Check in this browser" recomputes every entry with WebCrypto and reports how many', async ({
  ownPage: page,
  ownLog,
}) => {
  const { size } = await check(ownLog, 'ok')
  const panel = await openPanel(page)
  const asked: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).pathname))
  await panel.getByRole('button', { name: 'Check in this browser' }).click()
  await panel.getByText(`${size} of ${size} entries checked in this browser`).waitFor()
  // The bytes of every entry and of the tree, the signed checkpoint, the keys; and no verdict of the server's.
  expect(asked.filter(path => path.includes('/tile/entries/'))).toHaveLength(Math.ceil(size / 256))
  expect(asked).toContain('/v1/log/checkpoint')
  expect(asked).toContain('/v1/log/trust-policy')

  // One byte changed on the way: the entry is named.
  await page.route('**/v1/log/tile/entries/000', async route => {
    const body = await (await route.fetch()).body()
    const second = 2 + body.readUInt16BE(0) + 2
    body[second + 20]! ^= 1
    await route.fulfill({ body, contentType: 'application/octet-stream' })
  })
  await panel.getByRole('button', { name: 'Check again' }).click()
  await panel.getByText('Entry #2 does not verify').waitFor()
  await panel.getByText('1 entries before it are good').waitFor()
})

test('H3 erased entries count as intact, with the reason', async ({ ownPage: page, ownLog }) => {
  const { checked } = await check(ownLog, 'ok')
  expect(checked?.erasedClients).toBe(1)
  const panel = await openPanel(page)
  await panel.getByRole('heading', { name: /^Verified/ }).waitFor()
  await panel.getByText('1 client. Their entries count as intact').waitFor()
})

test('H4 each state is text and icon, and the panel has no axe violations', async ({
  ownPage: page,
  ownLog,
}) => {
  await check(ownLog, 'ok')
  const real = await ownLog.request<LogStatus>('GET', '/v1/log/status')
  const states: readonly [Partial<LogStatus>, string][] = [
    [{ state: 'ok' }, `Verified just nowEntries 1–${real.checked!.size}`],
    [
      { state: 'running', running: { since: real.checked!.at, phase: 'entries', done: 12, total: 400 } },
      'Checking12 of 400',
    ],
    [{ state: 'unchecked', checked: undefined }, 'Not verifiable yet'],
    [
      { state: 'problem', problem: { seq: 17, message: 'it is missing', foundAt: real.checked!.at } },
      'Problem at entry #17',
    ],
    [{ state: 'overdue' }, 'Check overdue'],
  ]
  let told: object = real
  await page.route('**/v1/log/status', route => route.fulfill({ json: told }))
  const icons = new Set<string>()
  for (const [change, text] of states) {
    told = { ...real, checked: { ...real.checked, at: new Date().toISOString() }, ...change }
    await page.goto('/clients')
    await expect.poll(() => badgeOf(page).textContent()).toBe(text)
    icons.add((await badgeOf(page).locator('svg path').getAttribute('d'))!)
  }
  // A tick, dots, an alarm, a clock: not by colour alone.
  expect(icons.size).toBe(4)
  told = real
  await openPanel(page)
  await expectReachable(page, 'verification')
})

test('H5 a head that was copied earlier is compared with the log of now', async ({
  ownPage: page,
  ownLog,
}) => {
  await check(ownLog, 'ok')
  const copied = await keepCopied(page)
  let panel = await openPanel(page)
  await panel.getByRole('button', { name: 'Copy head' }).click()
  await page.getByText('Head copied').waitFor()
  const pin = await copied()
  expect(pin).toMatch(/^\d+ [A-Za-z0-9+/]{43}=$/)
  const compare = async (text: string, said: string | RegExp): Promise<void> => {
    await panel.getByRole('textbox').fill(text)
    await panel.getByRole('button', { name: 'Compare' }).click()
    await panel.getByText(said).waitFor()
  }
  await compare(pin, 'The same: nothing was changed or added since.')
  await ownLog.append({ action: 'sauna.heated' })
  await ownLog.append({ action: 'sauna.heated' })
  panel = await openPanel(page)
  const [size, root] = pin.split(' ') as [string, string]
  await compare(pin, `begins with exactly those ${size} entries; 2 came after them`)
  await compare(`${size}:${Buffer.from(root, 'base64').toString('hex')}`, '2 came after them')
  const checkpoint = await ownLog.checkpoint()
  await compare(checkpoint, 'The same')
  const other = `${size} ${Buffer.alloc(32, 7).toString('base64')}`
  await compare(other, `does not begin with the ${size} entries of then`)
  await compare(`${Number(size) + 500} ${root}`, 'entries are missing')
  await compare('not a head', 'That is no head')
})

test('H6 the badge never says Verified when the check has not run within its period', async ({
  ownPage: page,
  own,
  ownLog,
  database,
}) => {
  await check(ownLog, 'ok')
  await page.goto('/clients')
  await badgeOf(page).getByText('Verified just now').waitFor()
  // The job does not run for three days.
  const days = 3 * 86_400_000
  const { rows } = await database.query(
    'select workspace_id as id from daybook.log_heads order by size desc limit 1',
  )
  const [{ id }] = rows
  expect(own.practice.workspace).toMatch(/^ws_/)
  await database.query(`update daybook_jobs.jobs set due_at = due_at + $1 where job = 'check-log'`, [days])
  await database.query(
    'update daybook.log_checks set started_at = started_at - $2, finished_at = finished_at - $2 where workspace_id = $1',
    [id, days],
  )
  const panel = await openPanel(page)
  await panel.getByRole('heading', { name: 'Check overdue' }).waitFor()
  await panel.getByText('Until it is, nobody can say that it is whole').waitFor()
  expect(await page.getByText(/^Verified/).count()).toBe(0)
  // Nor where the server does not answer any more.
  await page.route('**/v1/log/status', route => route.abort())
  await page.goto('/clients')
  await badgeOf(page).getByText('Verification unknown').waitFor()
  await page.unroute('**/v1/log/status')
  await check(ownLog, 'ok')
  await page.goto('/clients')
  await badgeOf(page).getByText('Verified just now').waitFor()
})

test('H1 one row that is tampered with in the database turns the badge to Problem and names the entry', async ({
  ownPage: page,
  ownLog,
  database,
}) => {
  await check(ownLog, 'ok')
  const { rows } = await database.query(
    'select workspace_id as id from daybook.log_heads order by size desc limit 1',
  )
  const [{ id }] = rows
  const tamper = (by: number): Promise<unknown> =>
    database.query(
      'update daybook.entries set recorded_at = recorded_at + $2 where workspace_id = $1 and seq = 17',
      [id, by],
    )
  await tamper(60)
  try {
    const panel = await openPanel(page)
    await panel.getByRole('button', { name: 'Check on the server now' }).click()
    await panel.getByRole('heading', { name: 'Problem at entry #17' }).waitFor({ timeout: 60_000 })
    await panel.getByText('is not as it was written').waitFor()
    expect(await panel.getByRole('link', { name: 'Entry #17' }).getAttribute('href')).toMatch(
      /^\/entries\/en_/,
    )
    // The browser finds the same by itself.
    await panel.getByRole('button', { name: 'Check in this browser' }).click()
    await panel.getByText('Entry #17 does not verify').waitFor()
    await expectReachable(page, 'a problem')
    await page.goto('/activity')
    await badgeOf(page).getByText('Problem at entry #17').waitFor()
  } finally {
    await tamper(-60)
    await check(ownLog, 'ok')
  }
})
