import { expect, test } from 'vitest'
import { nameFrom } from './name-from.ts'

test('names for programs come from what people say, and none stands twice', () => {
  expect(nameFrom('Serial number', [], '')).toBe('serialNumber')
  expect(nameFrom('Räume & Geräte', [], '_')).toBe('raume_gerate')
  expect(nameFrom('Name', ['name', 'name2'], '')).toBe('name3')
  expect(nameFrom('2nd key', [], '')).toBe('own2ndKey')
  expect(nameFrom('部屋', [], '_')).toMatch(/^[a-z][a-z0-9_]*$/)
  expect(nameFrom('Deleted', [], '')).not.toBe('deleted')
})
