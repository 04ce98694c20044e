import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compileMapping } from './mapping.ts'
import { previewImport } from './preview-import.ts'
import { transforms } from './transforms.ts'

const guide = await readFile(new URL('../../../../docs/guide/import.md', import.meta.url), 'utf8')
const block = (language: string) => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(guide)?.[1] ?? ''
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daybook-guide-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('the example of the guide does what it shows', async () => {
  const file = join(folder, 'bookings.csv')
  const map = join(folder, 'old-salon.json')
  await writeFile(file, block('csv'))
  await writeFile(map, block('json'))
  const { first, rejected } = await previewImport({ file, map })
  expect(rejected).toBe(0)
  expect(first.map(({ action, occurredAt, client, key }) => [action, occurredAt, client?.id, key])).toEqual([
    ['booking.booked', '2026-11-22', 'c-7', 'old-salon:1:1'],
    ['booking.booked', '2026-11-23', 'c-9', 'old-salon:2:1'],
    ['booking.cancelled', '2026-11-24', 'c-9', 'old-salon:2:2'],
  ])
  expect(first[1]?.context?.amount).toEqual({ value: 5550, currency: 'EUR' })
})

test('the mistake that the guide shows is reported in these words', () => {
  const shown = /```\n(The mapping has a mistake:.*?)\n```/s.exec(guide)?.[1]
  const wrong = block('json').replace('"{datum}"', '"{dtum}"')
  const columns = block('csv').split('\n')[0]!.split(';')
  expect(() => compileMapping(wrong, 'old-salon.json').checkColumns(columns)).toThrow(shown)
})

test('the guide knows every transform', () => {
  for (const name of Object.keys(transforms)) expect(guide).toContain(`\`{"${name}":`)
})
