import {
  expect,
  keepCopied,
  newClient,
  openTimeline,
  openWhole,
  ownTest as test,
  sideways,
} from './browser-test.ts'
import { RECEPTION, SYSTEM } from './practice/people.ts'

test('D1 a permalink opens without the timeline, and Back returns to the timeline at the same place', async ({
  page,
  openPage,
  log,
}) => {
  const client = await newClient(log, client =>
    Array.from({ length: 40 }, (_, index) => ({
      action: index === 9 ? 'payment.refunded' : 'visit.recorded',
      client,
      actor: SYSTEM,
      key: `${client.id}-${index}`,
      ...(index === 9 ? { causedBy: { key: `${client.id}-8` } } : {}),
      object: { type: 'visit', id: `V-${index}` },
      occurredAt: new Date(Date.UTC(2026, 3, 1, index)).toISOString(),
      data: { place: `Place ${index}` },
    })),
  )
  const { id } = client
  const [entry] = (await log.timeline(id, { action: 'visit.recorded' }).page()).entries
  const alone = await openPage()
  await alone.goto(`/entries/${entry!.id}`)
  await alone.getByRole('heading', { level: 1 }).filter({ hasText: entry!.sentence }).waitFor()
  await alone.getByRole('link', { name: 'Back' }).click()
  await alone.waitForURL(`**/clients/${id}?open=${entry!.id}`)
  await alone.locator(`[data-entry="${entry!.id}"]`).waitFor()

  await openWhole(page, client)
  const why = page.getByRole('link', { name: 'Show what led to this' })
  await why.scrollIntoViewIfNeeded()
  const before = await page.evaluate(() => scrollY)
  expect(before).toBeGreaterThan(300)
  await why.click()
  await page.getByRole('heading', { level: 1 }).filter({ hasText: 'Place 8' }).waitFor()
  await page.getByRole('link', { name: 'Back' }).click()
  await why.waitFor()
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before)
})

test('D4 HTML, script, emoji, right-to-left and 10,000 characters are shown as text', async ({
  page,
  log,
}) => {
  const naughty = [
    '<script>window.hacked = 1</script>',
    '<img src=x onerror="window.hacked=1">',
    '"><svg/onload=window.hacked=1>',
    'javascript:window.hacked=1',
    '{client} {{7*7}} ${7*7} [a|b] %s',
    'مرحبا بالعالم \u202Eevil\u202C',
    '👩‍👩‍👧‍👦 e\u0301 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
    'x'.repeat(10_000),
    'word '.repeat(2000).trim(),
  ]
  const { id } = await newClient(
    log,
    client =>
      naughty.map(text => ({
        action: 'client.updated',
        clients: [client, { id: text.slice(0, 400), name: text }],
        actor: { type: 'staff', id: 's-naughty', name: text },
        object: { type: 'booking', id: text.slice(0, 400), name: text },
        reason: text,
        changes: [{ field: 'notes', label: text, before: 'plain', after: text }],
        data: { note: text },
        reference: { provider: 'stripe', id: text.slice(0, 400), url: 'javascript:window.hacked=1' },
      })),
    naughty[0],
  )
  await openTimeline(page, id)
  await expect.poll(() => page.locator('[data-entry]').count()).toBe(naughty.length)
  const rows = await page.locator('[data-entry]').all()
  for (const [index, row] of rows.reverse().entries()) {
    await row.getByRole('button', { name: 'Details' }).click()
    await row.getByText('Raw entry').click()
    const shown = (await row.textContent())!.replace(/\s+/g, ' ')
    expect(shown).toContain(naughty[index]!.replace(/\s+/g, ' '))
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
    expect(await page.locator('[data-entry] :is(script, img, iframe)').count()).toBe(0)
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0)
    expect(await sideways(page), naughty[index]!.slice(0, 40)).toBe(0)
  }
  await page.goto('/clients')
  await page.locator('tbody th a').first().waitFor()
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  expect(await sideways(page)).toBe(0)
})

test('D5 the UTC stamp and the local one are both shown, to the second', async ({ page, log }) => {
  const { id } = await newClient(log, client => [
    { action: 'client.viewed', client, actor: RECEPTION, occurredAt: '2026-07-03T09:08:07Z' },
  ])
  await openTimeline(page, id)
  await page.getByRole('button', { name: 'Details' }).click()
  await page.getByText('Raw entry').waitFor()
  const happened = page.locator('dl > div').filter({ hasText: 'Happened' })
  expect(await happened.textContent()).toContain('3 Jul 2026, 10:08:07 WEST')
  expect(await happened.textContent()).toContain('2026-07-03T09:08:07.000Z')
})

test('D6 an entry with a reference shows and links the provider’s id; details name the actor of a whole sentence', async ({
  page,
  log,
}) => {
  const { id } = await newClient(log, client => [
    {
      action: 'payment.failed',
      client,
      actor: { type: 'integration', id: 'stripe', name: 'Stripe' },
      onBehalfOf: RECEPTION,
      object: { type: 'payment', id: 'PAY-D6' },
      context: { amount: { value: 1900, currency: 'EUR' } },
      reference: { provider: 'stripe', id: 're_D6', url: 'https://payments.example/re_D6' },
    },
  ])
  await openTimeline(page, id)
  const link = page.getByRole('link', { name: 'stripe re_D6' })
  expect(await link.first().getAttribute('href')).toBe('https://payments.example/re_D6')
  expect(await link.first().getAttribute('rel')).toContain('noopener')
  await page.getByRole('button', { name: 'Details' }).click()
  await page.getByText('Raw entry').waitFor()
  await expect.poll(() => link.count()).toBe(2)
  expect(await page.locator('dl > div').filter({ hasText: 'Actor' }).textContent()).toContain('Stripe')
})

test('D3 the values of a redacted field occur in no page, no JSON, no export and no answer of the API', async ({
  page,
  practice,
  log,
}) => {
  const before = 'NUMBER-BEFORE-7781'
  const after = 'NUMBER-AFTER-9923'
  const { fields } = await log.request<{ fields: Record<string, string> }>('GET', '/v1/workspace')
  await log.request('PUT', '/v1/settings/fields', {
    body: { fields: { ...fields, 'client.tax_number': 'hide' } },
  })
  const { id } = await newClient(log, client => [
    {
      action: 'client.updated',
      client,
      actor: RECEPTION,
      changes: [
        { field: 'tax_number', label: 'Tax number', before, after },
        { field: 'city', before: 'Faro', after: 'Lagos' },
      ],
    },
  ])
  const texts: string[] = []
  page.on('response', response => {
    if (response.url().includes('/v1/') && !response.url().includes('/v1/stream'))
      void response.text().then(
        text => texts.push(text),
        () => {},
      )
  })
  await openTimeline(page, id)
  await page.getByText('changed (hidden)').first().waitFor()
  await page.getByRole('button', { name: 'Details' }).first().click()
  await page.getByText('Raw entry').click()
  texts.push(await page.content(), (await page.locator('pre').textContent())!)
  const [entry] = (await log.timeline(id).page()).entries
  await page.goto(`/entries/${entry!.id}`)
  await page.getByText('changed (hidden)').first().waitFor()
  texts.push(await page.content())
  for (const path of [
    '/v1/entries',
    `/v1/clients/${id}`,
    `/v1/clients/${id}/timeline`,
    `/v1/entries/${entry!.id}`,
  ])
    texts.push(JSON.stringify(await log.request('GET', path)))
  for (const format of ['csv', 'jsonl'] as const) {
    const made = await log.exports.request({ format, filter: { client: id } })
    await log.exports.wait(made.id)
    const file = await fetch(`${practice.address}/v1/exports/${made.id}/file`, {
      headers: { authorization: `Bearer ${practice.key}` },
    })
    const text = await file.text()
    expect(text).toContain('Lagos')
    texts.push(text)
  }
  // What nobody wrote cannot be found either.
  expect((await log.timeline(id, { q: after }).page()).entries).toEqual([])
  expect(texts.length).toBeGreaterThan(8)
  for (const text of texts) {
    expect(text).not.toContain(before)
    expect(text).not.toContain(after)
  }
})

test('details hold on whose behalf, request, sequence and hash; the entry is copied as JSON, and what stands around it is one click away', async ({
  page,
  log,
}) => {
  const at = (minute: number) => new Date(Date.UTC(2026, 4, 5, 10, minute)).toISOString()
  const { id, name } = await newClient(log, client =>
    [0, 20, 90].map(minute => ({
      action: 'visit.recorded',
      client,
      actor: RECEPTION,
      onBehalfOf: { type: 'client', id: client.id, name: client.name },
      occurredAt: at(minute),
      data: { place: `Room ${minute}` },
      context: { requestId: `req-${minute}` },
    })),
  )
  const [entry] = (await log.timeline(id, { to: at(1) }).page()).entries
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const copied = await keepCopied(page)
  await page.goto(`/entries/${entry!.id}`)
  await page.getByText('Sequence').waitFor()
  const text = (await page.locator('main').textContent())!
  for (const part of [name, 'On behalf of', 'req-0', String(entry!.seq), entry!.id, entry!.hash!])
    expect(text).toContain(part)
  expect(entry!.hash).toMatch(/^[0-9a-f]{64}$/)
  await page.getByRole('button', { name: 'Copy JSON' }).click()
  await page.getByText('JSON copied').waitFor()
  expect(JSON.parse(await copied())).toMatchObject({ id: entry!.id, seq: entry!.seq, hash: entry!.hash })
  await page.getByRole('link', { name: 'Show surrounding entries' }).click()
  await page.getByText('2 of 2 entries', { exact: true }).waitFor()
  await page.getByText('Room 20').first().waitFor()
  expect(await page.getByText('Room 90').count()).toBe(0)
  await page.locator(`[data-entry="${entry!.id}"]`).getByRole('button', { name: 'Copy link' }).click()
  await page.getByText('Link copied').waitFor()
  expect(await copied()).toContain(`/entries/${entry!.id}`)
})
