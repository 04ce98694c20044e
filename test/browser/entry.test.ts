import { expect, newClient, openTimeline, sideways, test } from './browser-test.ts'
import { RECEPTION, SYSTEM } from './practice/people.ts'

test('D1 a permalink opens without the timeline, and Back returns to the timeline at the same place', async ({
  page,
  openPage,
  log,
}) => {
  const { id } = await newClient(log, client =>
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
  const [entry] = (await log.timeline(id, { action: 'visit.recorded' }).page()).entries
  const alone = await openPage()
  await alone.goto(`/entries/${entry!.id}`)
  await alone.getByRole('heading', { level: 1 }).filter({ hasText: entry!.sentence }).waitFor()
  await alone.getByRole('link', { name: 'Back' }).click()
  await alone.waitForURL(`**/clients/${id}?open=${entry!.id}`)
  await alone.locator(`[data-entry="${entry!.id}"]`).waitFor()

  await openTimeline(page, id)
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
  const rows = await page.locator('[data-entry]').all()
  expect(rows).toHaveLength(naughty.length)
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
  expect(await link.count()).toBe(2)
  expect(await page.locator('dl > div').filter({ hasText: 'Actor' }).textContent()).toContain('Stripe')
})
