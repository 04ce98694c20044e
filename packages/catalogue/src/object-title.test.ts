import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FormatOptions, LOCALES, OBJECT_TYPES, objectTitle } from './index.ts'

const en: FormatOptions = { locale: 'en', timeZone: 'Europe/Lisbon' }
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
const payment = {
  label: 'Payment',
  fields: { amount: 6000, currency: 'EUR', paidAt: '2026-11-03T10:00:00Z' },
}

describe('an object is called', () => {
  it('by its own name, whatever else is known', () => {
    expect(objectTitle({ ...payment, name: 'Deposit' }, en)).toBe('Deposit')
    expect(
      objectTitle({ label: 'Service', fields: { name: 'Massage', price: 1, currency: 'EUR' } }, en),
    ).toBe('Massage')
    expect(objectTitle({ label: 'Enquiry', fields: { subject: 'Parking' } }, en)).toBe('Parking')
  })

  it('by its number or code and what it is', () => {
    expect(
      objectTitle({ label: 'Invoice', fields: { number: '2026-17', total: 1, currency: 'EUR' } }, en),
    ).toBe('Invoice 2026-17')
    // Entries name an invoice by its number.
    expect(objectTitle({ label: 'Invoice', name: '2026-17', fields: { number: '2026-17' } }, en)).toBe(
      'Invoice 2026-17',
    )
    expect(objectTitle({ label: 'Coupon', fields: { code: 'SPRING' } }, en)).toBe('Coupon SPRING')
  })

  it('by what it is and its amount, in each language', () => {
    const say = (locale: FormatOptions['locale']) =>
      plain(objectTitle({ ...payment, label: OBJECT_TYPES.payment.label[locale] }, { ...en, locale }))
    expect(LOCALES.map(say)).toEqual([
      'Payment of €60.00',
      'Zahlung über 60,00 €',
      'Pagamento de 60,00 €',
      'Pago de 60,00 €',
    ])
    const told = { label: 'Fee', fields: {}, amount: { value: 1500, currency: 'EUR' } }
    expect(objectTitle(told, en)).toBe('Fee of €15.00')
  })

  it('by when it was, then by whose it is, then by what it is alone', () => {
    const fields = { arrivedAt: '2026-11-03T10:00:00Z' }
    expect(objectTitle({ label: 'Visit', fields, client: 'Ana Lima' }, en)).toBe(
      'Visit on Tue 3 Nov 2026, 10:00',
    )
    const session = { startsAt: '2026-11-24T10:00:00Z', price: 6000, currency: 'EUR' }
    expect(objectTitle({ label: 'Session', fields: session }, en)).toBe('Session on Tue 24 Nov 2026, 10:00')
    expect(objectTitle({ label: 'Besuch', fields }, { ...en, locale: 'de' })).toContain('Besuch am Di')
    expect(objectTitle({ label: 'Cart', fields: {}, client: 'Ana Lima' }, en)).toBe('Cart of Ana Lima')
    expect(objectTitle({ label: 'Cart', fields: { amount: 5 } }, en)).toBe('Cart')
    // Nothing that somebody is called is taken for a place to fill.
    expect(objectTitle({ label: 'Cart', fields: {}, client: '{what} $& {it}' }, en)).toBe(
      'Cart of {what} $& {it}',
    )
  })

  it('something, whatever its fields hold', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom(...LOCALES),
        (fields, locale) => {
          expect(objectTitle({ label: 'Thing', fields }, { ...en, locale })).not.toBe('')
        },
      ),
    )
  })
})
