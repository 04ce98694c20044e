import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldLabel, findField, type FormatOptions, formatValue, LOCALES, OBJECT_TYPES } from './index.ts'

const en: FormatOptions = { locale: 'en', timeZone: 'Europe/Lisbon', currency: 'EUR' }
const { startsAt, status, price, late } = OBJECT_TYPES.booking.fields
const { tags, birthday, name } = OBJECT_TYPES.client.fields
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('formatValue', () => {
  it('writes money with the digits of its currency', () => {
    expect(formatValue(price, 4000, en)).toBe('€40.00')
    expect(formatValue(price, 4000, { ...en, currency: 'JPY' })).toContain('4,000')
    expect(formatValue(price, 12345, { ...en, currency: 'KWD' })).toContain('12.345')
    expect(formatValue(price, { value: 4000, currency: 'USD' }, en)).toBe('US$40.00')
    expect(plain(formatValue(price, 123456, { ...en, locale: 'de' }))).toBe('1.234,56 €')
    expect(formatValue(price, 4000, { ...en, currency: 'nonsense' })).toBe('4,000')
    expect(formatValue(price, -50, en)).toBe('-€0.50')
  })

  it('writes instants in the zone of the reader, right across a change of clocks', () => {
    expect(formatValue(startsAt, '2026-11-24T10:00:00Z', en)).toBe('Tue 24 Nov 2026, 10:00')
    expect(formatValue(startsAt, '2026-10-25T00:30:00Z', en)).toBe('Sun 25 Oct 2026, 01:30')
    expect(formatValue(startsAt, '2026-10-25T01:30:00Z', en)).toBe('Sun 25 Oct 2026, 01:30')
    expect(formatValue(startsAt, '2026-11-24T23:30:00-05:00', { ...en, timeZone: 'Asia/Tokyo' })).toBe(
      'Wed 25 Nov 2026, 13:30',
    )
    expect(formatValue(startsAt, '2026-11-24T10:00', { ...en, timeZone: 'Asia/Tokyo' })).toBe(
      'Tue 24 Nov 2026, 10:00',
    )
    expect(formatValue(startsAt, '2026-11-24T00:00:00Z', { ...en, timeZone: 'UTC' })).toBe(
      'Tue 24 Nov 2026, 00:00',
    )
  })

  it('leaves a plain date the day that it is, in every zone', () => {
    for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      expect(formatValue(birthday, '1990-03-01', { ...en, timeZone })).toBe('Thu 1 Mar 1990')
    }
    expect(formatValue(birthday, '2026-02-30', en)).toBe('2026-02-30')
  })

  it('writes enums, booleans and lists in words', () => {
    expect(formatValue(status, 'no_show', { ...en, locale: 'de' })).toBe('nicht erschienen')
    expect(formatValue(status, 'teleported', en)).toBe('teleported')
    expect(formatValue(status, 'constructor', en)).toBe('constructor')
    expect([formatValue(late, true, en), formatValue(late, false, { ...en, locale: 'es' })]).toEqual([
      'yes',
      'no',
    ])
    expect(formatValue(tags, ['vip', 7, ['a'], null, { b: 1 }], en)).toBe('vip, 7, a, , {"b":1}')
  })

  it('shows text as it is, and what it does not know as JSON', () => {
    expect(formatValue(name, '2026-11-24', en)).toBe('2026-11-24')
    expect(formatValue(undefined, '2026-11-24', en)).toBe('Tue 24 Nov 2026')
    expect(formatValue(undefined, { a: [1, 'b'] }, en)).toBe('{"a":[1,"b"]}')
    expect([formatValue(name, null, en), formatValue(name, undefined, en)]).toEqual(['', ''])
    expect(formatValue(findField('coupon', 'percent'), '12345678901234567890.50', en)).toBe(
      '12,345,678,901,234,567,890.50',
    )
  })

  it('never throws', () => {
    const fields = Object.values(OBJECT_TYPES).flatMap(type => Object.values(type.fields))
    const value = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withSparseArray: true }),
      fc.string(),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(undefined, ...fields),
        value,
        fc.constantFrom(...LOCALES),
        (field, given, locale) => {
          expect(typeof formatValue(field, given, { ...en, locale })).toBe('string')
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('fieldLabel', () => {
  it('is the frozen label, else the catalogue’s, else the name in words', () => {
    expect(fieldLabel('client', 'email', 'en', 'Mail')).toBe('Mail')
    expect(fieldLabel('client', 'email', 'de')).toBe('E-Mail')
    expect(fieldLabel('client', 'shoeSize', 'de')).toBe('Shoe size')
    expect(fieldLabel('asset', 'serial_number', 'en')).toBe('Serial number')
    expect(fieldLabel('client', 'constructor', 'en')).toBe('Constructor')
  })
})
