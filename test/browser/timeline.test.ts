import { ACTIONS } from '@daybook/catalogue'
import type { Page } from 'playwright-core'
import { expect, loadAll, newClient, openTimeline, rowIds, test } from './browser-test.ts'
import type { Draft } from './practice/draft.ts'
import { RECEPTION, SYSTEM } from './practice/people.ts'

const row = (page: Page, text: string | RegExp) =>
  page.locator('[data-entry]').filter({ hasText: text }).first()

test('C1 newest first by (occurredAt, seq), so that equal stamps keep their real order', async ({
  page,
  log,
}) => {
  const stamps = [
    '2026-05-04T10:00:00Z',
    '2026-05-06T10:00:00Z',
    '2026-05-05T10:00:00Z',
    '2026-05-05T10:00:00Z',
    '2026-05-05T10:00:00Z',
    '2026-05-05T10:00:00.250Z',
    '2026-05-05',
  ]
  const { id } = await newClient(log, client =>
    stamps.map((occurredAt, index) => ({
      action: 'visit.recorded',
      client,
      object: { type: 'visit', id: `V-${index}` },
      occurredAt,
      data: { place: `Place ${index}` },
    })),
  )
  await openTimeline(page, id)
  const places = await page.locator('[data-entry] p[id]').allTextContents()
  // A plain date sorts at the end of its local day.
  expect(places.map(text => Number(/Place (\d)/.exec(text)?.[1]))).toEqual([1, 6, 5, 4, 3, 2, 0])
  const entries = (await log.timeline(id).page()).entries
  expect(await rowIds(page)).toEqual(entries.map(entry => entry.id))

  await page.getByRole('button', { name: 'Newest first' }).click()
  await page.getByRole('button', { name: 'Oldest first' }).waitFor()
  await expect.poll(() => rowIds(page)).toEqual(entries.map(entry => entry.id).reverse())
})

test('C2 a row shows time and zone, sentence, actor, category, source and target; nothing is editable', async ({
  page,
  log,
}) => {
  const { id, name } = await newClient(log, client => [
    {
      action: 'booking.confirmed',
      client,
      actor: RECEPTION,
      object: { type: 'booking', id: 'BK-C2', name: 'Gait analysis' },
      occurredAt: '2026-07-01T09:30:00Z',
    },
    {
      action: 'payment.failed',
      client,
      actor: { type: 'integration', id: 'stripe', name: 'Stripe' },
      source: 'webhook',
      object: { type: 'payment', id: 'PAY-C2' },
      occurredAt: '2026-07-02T09:30:00Z',
      context: { amount: { value: 4550, currency: 'EUR' } },
    },
  ])
  await openTimeline(page, id)
  const confirmed = row(page, 'confirmed')
  expect(await confirmed.locator('time').textContent()).toBe('10:30 WEST')
  expect(await confirmed.locator('time').getAttribute('title')).toContain('2026-07-01T09:30:00.000Z')
  const text = (await confirmed.textContent())!
  for (const part of ['Rita Sampaio confirmed Gait analysis', 'Bookings', 'Staff'])
    expect(text).toContain(part)
  expect(await confirmed.getByRole('link', { name: 'BK-C2' }).getAttribute('href')).toMatch(
    /^\/objects\/booking\/ob_/,
  )
  // A whole sentence names nobody: its actor stands beneath.
  const failed = row(page, 'failed')
  expect(await failed.textContent()).toContain('Payment of €45.50 failed')
  expect(await failed.textContent()).toContain('Stripe')
  expect(await failed.textContent()).toContain('Webhook')

  await page.getByRole('button', { name: 'Times in Europe/Lisbon' }).waitFor()
  const controls = page.locator(
    'section[aria-labelledby=history-title] ol :is(button, a, input, select, textarea)',
  )
  for (const control of await controls.all()) {
    expect(await control.evaluate(one => one.tagName)).toMatch(/^(BUTTON|A)$/)
    expect(await control.textContent()).not.toMatch(/edit|delete|remove|change/i)
  }
  expect(await page.locator('[contenteditable]').count()).toBe(0)
  expect(name).toBeTruthy()
})

test('C3 every action of the catalogue renders a sentence, in the log and in the page', async ({
  page,
  log,
}) => {
  const names = Object.keys(ACTIONS)
  const sent: string[] = []
  const { id } = await newClient(log, client =>
    names.map((action, index): Draft => {
      sent.push(action)
      return {
        action,
        client,
        object: {
          type: action.split('.')[0]!.replace(/[^a-z_]/g, '_'),
          id: `X-${index}`,
          name: `Thing ${index}`,
        },
        actor: RECEPTION,
        occurredAt: new Date(Date.UTC(2026, 2, 1, 9, index * 7)).toISOString(),
      }
    }),
  )
  await openTimeline(page, id)
  await loadAll(page)
  const rows = await page.locator('[data-entry]').evaluateAll(all =>
    all.map(one => ({
      sentence: one.querySelector('p')?.textContent ?? '',
      text: one.textContent ?? '',
      height: one.getBoundingClientRect().height,
    })),
  )
  expect(rows.length).toBe(names.length)
  const sentences = rows.map(one => one.sentence).reverse()
  sentences.forEach((sentence, index) => {
    expect(sentence, sent[index]).toMatch(/^\p{Lu}.{6,}/u)
    expect(sentence, sent[index]).not.toMatch(/[{}[\]]|undefined|\bnull\b/)
    expect(sentence, sent[index]).not.toContain(sent[index])
  })
  for (const one of rows) {
    expect(one.text).not.toContain('could not be shown')
    expect(one.height).toBeGreaterThan(30)
  }
})

test('C3 an action that the catalogue does not have renders as action on object, with its raw details', async ({
  page,
  log,
}) => {
  const { id } = await newClient(log, (client): Draft[] => [
    {
      action: 'sauna.heated_up',
      client,
      object: { type: 'sauna', id: 'SA-1', name: 'North sauna' },
      actor: SYSTEM,
      data: { degrees: 92, wood: 'birch', nested: { deep: [1, 2, { three: null }] } },
    },
    { action: 'x', client },
    { action: 'ÄÖ.weird/name:v2', client, data: { constructor: 'plain' } },
  ])
  await openTimeline(page, id)
  const sauna = row(page, 'North sauna')
  expect(await sauna.textContent()).toMatch(/sauna heated up|heated up/i)
  for (const part of ['92', 'birch']) expect(await sauna.textContent()).toContain(part)
  expect(await page.locator('[data-entry]').count()).toBe(3)
  for (const toggle of await page.getByRole('button', { name: 'Details' }).all()) {
    await toggle.click()
    await page.getByText('Raw entry').click()
    const raw = JSON.parse((await page.locator('pre').textContent())!)
    expect(raw.id).toMatch(/^en_/)
    await toggle.click()
    await page.getByText('Raw entry').waitFor({ state: 'detached' })
  }
  expect(await page.getByText('could not be shown').count()).toBe(0)
})

test('C4 a change shows the old and the new value, a removed custom field its last known label', async ({
  page,
  log,
}) => {
  const long = 'Comes by bike. '.repeat(12)
  const { id } = await newClient(log, client => [
    {
      action: 'client.updated',
      client,
      actor: RECEPTION,
      changes: [
        { field: 'email', before: 'old@example.com', after: 'new@example.com' },
        { field: 'phone', before: null, after: '+351 900 000 000' },
        { field: 'cf_77', label: 'Shoe size (EU)', before: '38', after: '39' },
        { field: 'notes', before: `${long}Left knee.`, after: `${long}Right knee.` },
      ],
    },
  ])
  await openTimeline(page, id)
  const email = page.locator('dl > div').filter({ hasText: 'old@example.com' }).first()
  expect(await email.locator('del').textContent()).toBe('old@example.com')
  expect(await email.locator('ins').textContent()).toBe('new@example.com')
  expect(await email.textContent()).toMatch(/was old@example\.com.*now new@example\.com/)
  expect(await row(page, 'Shoe size').textContent()).toMatch(/Shoe size \(EU\)was 38→, now 39/)
  expect(await row(page, 'Phone').textContent()).toMatch(/Phonewas none→, now \+351 900 000 000/)
  await page.getByRole('button', { name: 'and 1 more' }).click()
  const notes = page.locator('dl > div').filter({ hasText: 'Left' }).first()
  await notes.locator('ins', { hasText: 'Right' }).waitFor()
  await expect.poll(() => notes.locator('del').textContent()).not.toContain('bike')
})

test('C12 the text of every loaded row is in the document, that of closed groups too, until found', async ({
  page,
  log,
}) => {
  const { id } = await newClient(log, client =>
    ['one', 'two', 'three'].map((word, index) => ({
      action: 'client.updated',
      client,
      actor: RECEPTION,
      occurredAt: new Date(Date.UTC(2026, 4, 5, 10, index)).toISOString(),
      changes: [
        { field: `f${index}`, label: `Field ${word}`, before: `before ${word}`, after: `hiddenword${word}` },
      ],
    })),
  )
  await openTimeline(page, id)
  expect(await page.getByRole('button', { name: '3 entries like this' }).getAttribute('aria-expanded')).toBe(
    'false',
  )
  const text = (await page.locator('main').textContent())!
  for (const word of ['one', 'two', 'three']) expect(text).toContain(`hiddenword${word}`)
  const closed = page.locator('ol[hidden=until-found]')
  expect(await closed.locator('[data-entry]').count()).toBe(3)
  expect(await closed.locator('[data-entry]').first().isVisible()).toBe(false)
  // What find-in-page does to reach it.
  await closed.dispatchEvent('beforematch')
  await page.getByRole('button', { name: 'Hide the 3 entries' }).waitFor()
})

test('older rows join the day that stands there already, and none of its rows is made anew', async ({
  page,
  log,
}) => {
  const at = (day: number, minute: number) => new Date(Date.UTC(2026, 4, day, 8, minute)).toISOString()
  // The first page ends after 30 of the second day.
  const { id } = await newClient(log, client =>
    Array.from({ length: 100 }, (_, n) => ({
      action: 'visit.recorded',
      client,
      object: { type: 'visit', id: `V-${n}` },
      occurredAt: n < 20 ? at(6, 60 - n) : at(5, 100 - n),
    })),
  )
  await openTimeline(page, id)
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('[data-entry]')) one.classList.add('stood-there')
  })
  await loadAll(page)
  const stood = await page
    .locator('[data-entry]')
    .evaluateAll(all => all.map(one => one.classList.contains('stood-there')))
  expect(stood).toEqual(Array.from({ length: 100 }, (_, n) => n < 50))
})

test('C20 a burst of four edits is one row that says 4, and opening it shows the four', async ({
  page,
  log,
}) => {
  const { id } = await newClient(log, client => [
    ...['city', 'postcode', 'street', 'birthday'].map(
      (field, index): Draft => ({
        action: 'client.updated',
        client,
        actor: RECEPTION,
        occurredAt: new Date(Date.UTC(2026, 4, 5, 10, index)).toISOString(),
        changes: [{ field, before: `a${index}`, after: `b${index}` }],
      }),
    ),
    // Payments never fold, however alike.
    ...[0, 1].map(
      (index): Draft => ({
        action: 'payment.succeeded',
        client,
        actor: RECEPTION,
        object: { type: 'payment', id: 'PAY-C20' },
        occurredAt: new Date(Date.UTC(2026, 4, 6, 10, index)).toISOString(),
        context: { amount: { value: 1000, currency: 'EUR' } },
      }),
    ),
  ])
  await openTimeline(page, id)
  const visible = () => page.locator('[data-entry]:visible').count()
  await expect.poll(visible).toBe(3)
  const burst = page.getByRole('button', { name: '4 entries like this' })
  const whole = page.locator('li:has(ol) > article')
  expect(await whole.locator('p').first().textContent()).toMatch(/updated .* of/)
  await burst.click()
  await expect.poll(visible).toBe(7)
  expect(await whole.locator('ol [data-entry]').count()).toBe(4)
  await page.getByRole('button', { name: 'Hide the 4 entries' }).click()
  await expect.poll(visible).toBe(3)
})

test('C20 an open burst stays open while a fifth edit joins it, is one row of five in the count, and stands open on paper', async ({
  page,
  log,
}) => {
  // A day long ago: a burst ends with its day, and midnight may come while this runs.
  const start = Date.UTC(2026, 4, 5, 10)
  const edit = (client: { id: string }, index: number): Draft => ({
    action: 'client.updated',
    client: { id: client.id },
    actor: RECEPTION,
    occurredAt: new Date(start + index * 10_000).toISOString(),
    changes: [{ field: `f${index}`, label: `Field ${index}`, before: 'a', after: `joined ${index}` }],
  })
  const { id, hostId } = await newClient(log, client => [
    { action: 'client.created', client, occurredAt: new Date(start - 3_600_000).toISOString() },
    ...[0, 1, 2, 3].map(index => edit(client, index)),
  ])
  const stream = page.waitForResponse(response => response.url().includes('/v1/stream'))
  await openTimeline(page, id)
  await page.getByText('5 of 5 entries', { exact: true }).waitFor()
  await stream
  const visible = () => page.locator('[data-entry]:visible').count()
  // j and k go over what is shown, never into what is closed.
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('created')
  await page.getByRole('button', { name: '4 entries like this' }).click()
  await expect.poll(visible).toBe(6)
  await log.append(edit({ id: hostId }, 4))
  await page.getByRole('button', { name: '1 new entry' }).click()
  await page.getByRole('button', { name: 'Hide the 5 entries' }).waitFor()
  await expect.poll(visible).toBe(7)
  await page.getByText('6 of 6 entries', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Hide the 5 entries' }).click()
  await expect.poll(visible).toBe(2)
  await page.emulateMedia({ media: 'print' })
  await page.getByText('joined 2').last().waitFor()
  await expect.poll(visible).toBe(7)
  await page.emulateMedia({ media: 'screen' })
})
