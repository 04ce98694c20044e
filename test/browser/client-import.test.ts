/** A list of clients comes in through the app. */
import { expectReachable } from './axe.ts'
import { expect, ownTest as test } from './browser-test.ts'

const LIST = (mark: string) =>
  [
    'Customer;Reach at;Day;Whatever',
    `Ilda ${mark};ilda-${mark}@example.com;17.05.1990;x`,
    `Jorge ${mark};jorge-${mark}@example.com;;`,
    `Karla ${mark};no address;;`,
    `Luis ${mark};luis-${mark}@example.com;31.02.1980;`,
  ].join('\r\n')

test('a client list is imported: mapped, previewed, wrong lines told, and again adds nothing', async ({
  page,
  log,
}) => {
  const mark = `I${process.pid}`
  await page.goto('/clients')
  await page.getByRole('link', { name: 'Import' }).click()
  await page.getByLabel('A file: CSV or vCard').setInputFiles({
    name: 'clients.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(LIST(mark)),
  })
  await page.getByLabel('Customer goes to').waitFor()
  await expect.poll(() => page.getByLabel('Customer goes to').inputValue()).toBe('name')
  await expect.poll(() => page.getByLabel('Reach at goes to').inputValue()).toBe('')
  await page.getByLabel('Reach at goes to').selectOption('email')
  await page.getByLabel('Day goes to').selectOption('birthday')
  const problems = page.getByRole('region', { name: 'Lines that are left out' })
  await problems.getByText('Line 5').waitFor()
  await expect
    .poll(() => problems.getByRole('listitem').allTextContents())
    .toEqual([
      'Line 4, Reach at: "no address" is no e-mail address',
      expect.stringMatching(/^Line 5, Day: "31.02.1980" is no date/),
    ])
  await page
    .getByRole('table', { name: 'The first lines as they would come in' })
    .getByText(`Ilda ${mark}`)
    .waitFor()
  await expectReachable(page, 'import')
  await page.getByRole('button', { name: 'Import 2' }).click()
  await page.getByText('The list is imported.').waitFor()
  expect((await log.clients({ q: mark }).page()).clients.map(client => client.name).sort()).toEqual([
    `Ilda ${mark}`,
    `Jorge ${mark}`,
  ])
  const [imported] = (await log.entries({ action: 'data.imported', limit: 1 }).page()).entries
  expect(imported).toMatchObject({
    source: 'staff',
    actor: { type: 'staff' },
    data: { file: 'clients.csv', count: 2, skipped: 2 },
  })
  const [ilda] = (await log.clients({ q: `Ilda ${mark}` }).page()).clients
  const [entry] = (await log.timeline(ilda!.id).page()).entries
  expect(entry).toMatchObject({
    action: 'client.imported',
    baseline: true,
    state: { email: `ilda-${mark}@example.com`, birthday: '1990-05-17' },
  })
  await page.getByRole('link', { name: 'Entry of the import' }).click()
  await page.waitForURL(`**/entries/${imported!.id}`)

  await page.goto('/clients/import')
  await page.getByLabel('Or paste a list').fill(LIST(mark))
  await page.getByRole('button', { name: 'Look at the list' }).click()
  await page.getByLabel('Reach at goes to').selectOption('email')
  await page.getByLabel('Day goes to').selectOption('birthday')
  await page.getByRole('button', { name: 'Import 0' }).waitFor()
  expect((await log.clients({ q: mark }).page()).clients).toHaveLength(2)
})

test('an address book is imported: vCards, with what is broken told by line', async ({ page, log }) => {
  const mark = `V${process.pid}`
  const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD'].join('\r\n')
  const text = [
    card('VERSION:4.0', `FN:Maria ${mark}`, 'TEL;TYPE=cell:+351 910', 'CATEGORIES:vip'),
    card('VERSION:2.1', `FN:Old ${mark}`),
    card('VERSION:3.0', `N:${mark};Nuno;;;`, `FN:Nuno ${mark}`),
  ].join('\r\n')
  await page.goto('/clients/import')
  await page.getByLabel('A file: CSV or vCard').setInputFiles({
    name: 'contacts.vcf',
    mimeType: 'text/vcard',
    buffer: Buffer.from(text),
  })
  await page.getByText('1 line is left out').waitFor()
  await page.getByRole('button', { name: 'Import 2' }).click()
  await page.getByText('The list is imported.').waitFor()
  const [maria] = (await log.clients({ q: `Maria ${mark}` }).page()).clients
  expect(await log.request('GET', `/v1/clients/${maria!.id}/profile`)).toMatchObject({
    fields: { mobile: '+351 910', tags: ['vip'] },
  })
})

test('who is here already is shown, and updated, left out or created anyway as it is chosen', async ({
  page,
  log,
}) => {
  const mark = `K${process.pid}`
  for (const [name, city] of [
    ['Olga', 'Faro'],
    ['Paul', 'Faro'],
    ['Rita', 'Faro'],
  ])
    await log.acts.begin('client', 'create', {
      fields: { name: `${name} ${mark}`, email: `${name}-${mark}@example.com`, city },
    } as never)
  const text = [
    'Name;E-mail;City',
    ...['Olga', 'Paul', 'Rita', 'Sara'].map(name => `${name} ${mark};${name}-${mark}@example.com;Porto`),
  ].join('\n')
  await page.goto('/clients/import')
  await page.getByLabel('Or paste a list').fill(text)
  await page.getByRole('button', { name: 'Look at the list' }).click()
  const known = page.getByRole('region', { name: 'Already here' })
  await known.getByRole('heading', { name: /^3 \w+ are already here$/ }).waitFor()
  await known.getByText('by name and e-mail').first().waitFor()
  await expectReachable(page, 'import of people who are here')
  await page.getByRole('button', { name: 'Import 4' }).waitFor()
  await known.getByLabel(`What to do with Paul ${mark}, line 3`).selectOption('Leave out')
  await page.getByRole('button', { name: 'Import 3' }).waitFor()
  await known.getByLabel('All of them').selectOption('Leave them out')
  await page.getByRole('button', { name: 'Import 1', exact: true }).waitFor()
  await known.getByLabel(`What to do with Olga ${mark}, line 2`).selectOption('Update')
  await page.getByRole('button', { name: 'Import 2' }).waitFor()
  await known.getByLabel(`What to do with Rita ${mark}, line 4`).selectOption('Create anyway')
  await page.getByRole('button', { name: 'Import 3' }).click()
  await page.getByText('The list is imported.').waitFor()
  const { clients } = await log.clients({ q: mark }).page()
  expect(clients.map(one => one.name).sort()).toEqual(
    ['Olga', 'Paul', 'Rita', 'Rita', 'Sara'].map(name => `${name} ${mark}`),
  )
  const cities = await Promise.all(
    clients.map(async one => {
      const { fields } = await log.request<{ fields: { city: string } }>(
        'GET',
        `/v1/clients/${one.id}/profile`,
      )
      return `${one.name!.slice(0, 4)} ${fields.city}`
    }),
  )
  expect(cities.sort()).toEqual(['Olga Porto', 'Paul Faro', 'Rita Faro', 'Rita Porto', 'Sara Porto'])
})

test('a list without a line beneath its heading, and an empty one, say what is missing', async ({ page }) => {
  await page.goto('/clients/import')
  await page.getByRole('button', { name: 'Look at the list' }).click()
  await page.getByText('There is nothing in it.').waitFor()
  await page.getByLabel('Or paste a list').fill('Name;E-mail')
  await page.getByRole('button', { name: 'Look at the list' }).click()
  await page.getByText('There is no line beneath the one that names the columns').waitFor()
  await expectReachable(page, 'an empty list')
})

test('a look at the list that is answered late takes no newer choice away', async ({ page }) => {
  await page.goto('/clients/import')
  await page.getByLabel('Or paste a list').fill(LIST(`L${process.pid}`))
  await page.getByRole('button', { name: 'Look at the list' }).click()
  await expect.poll(() => page.getByLabel('Customer goes to').inputValue()).toBe('name')
  const held = Promise.withResolvers<void>()
  let asked = 0
  await page.route('**/v1/clients/import', async route => {
    if (++asked === 1) await held.promise
    await route.continue()
  })
  const late = page.waitForResponse(
    response =>
      response.url().endsWith('/v1/clients/import') && !response.request().postData()!.includes('birthday'),
  )
  await page.getByLabel('Reach at goes to').selectOption('email')
  await page.getByLabel('Day goes to').selectOption('birthday')
  await page.getByRole('button', { name: 'Import 2' }).waitFor()
  held.resolve()
  await (await late).finished()
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(resolve)))
  expect(await page.getByLabel('Day goes to').inputValue()).toBe('birthday')
  await page.getByRole('button', { name: 'Import 2' }).waitFor()
})
