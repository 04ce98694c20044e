import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Action,
  ACTIONS,
  type Field,
  LOCALES,
  OBJECT_TYPES,
  renderSentence,
  type Sayable,
  type SentenceOptions,
  sentenceText,
} from './index.ts'

const all: readonly Action[] = Object.values(ACTIONS)
const en: SentenceOptions = { locale: 'en', timeZone: 'Europe/Lisbon' }
const one = { id: 'cl_1', name: 'Client One', erased: false }
const two = { id: 'cl_2', name: 'Client Two', erased: false }
const reception = { type: 'staff', id: 'm1', name: 'Reception' }
const self = { type: 'client', clientId: 'cl_1', name: 'Client One' }
const session = { type: 'booking', id: 'BK-1042', ref: 'ob_1', name: 'Initial consultation' }
const euros = { amount: { value: 4000, currency: 'EUR' } }

const say = (entry: Sayable, options: Partial<SentenceOptions> = {}) =>
  sentenceText(entry, { ...en, ...options })

const SAMPLES: Readonly<Record<string, unknown>> = {
  number: 12,
  money: 4000,
  decimal: '12.5',
  instant: '2026-11-24T10:00:00Z',
  date: '2026-11-24',
  boolean: true,
  enum: 'email',
  list: ['a', 'b'],
  json: { a: 1 },
}
const sample = (field: Field) =>
  field.kind === 'enum' ? Object.keys(field.values ?? {})[0] : (SAMPLES[field.kind] ?? 'Sample')

const full = (action: Action, actor: Sayable['actor']): Sayable => ({
  action: action.name,
  actor,
  source: 'customer',
  clients: [one, two],
  objects: Object.keys(OBJECT_TYPES).map(type => ({
    type,
    id: `${type}-1`,
    name: `My ${type}`,
    ref: `ob_${type}`,
  })),
  changes: [{ field: 'email', before: 'a@example.com', after: 'b@example.com', ref: 'cl_1' }],
  data: Object.fromEntries(Object.entries(action.data).map(([name, field]) => [name, sample(field)])),
  context: { ...euros, device: 'Safari on iPhone' },
  rule: { id: 'r1', name: 'late cancellation' },
  reason: 'flu',
})

describe('every action', () => {
  const whole = (text: string) => {
    expect(text).not.toMatch(/[{}[\]|]|undefined|null|NaN|\[object/)
    expect(text).not.toMatch(/ {2}|^ | $| [,;:]|\(\)|""|„“/)
    expect(text).toMatch(/^[\p{Lu}\d]/u)
  }

  it.each(all)('$name is a sentence in every language, with everything said', action => {
    for (const locale of LOCALES) {
      for (const actor of [self, reception, { type: 'system' }]) whole(say(full(action, actor), { locale }))
    }
  })

  it.each(all)('$name is a sentence in every language, with nothing said', action => {
    for (const locale of LOCALES) {
      whole(say({ action: action.name }, { locale }))
      whole(
        say(
          { action: action.name, actor: { type: 'staff' }, clients: [{ erased: true }], data: {} },
          { locale },
        ),
      )
      whole(
        say(
          { action: action.name, actor: { type: 'staff', id: 'm1' }, baseline: true },
          { locale, you: 'm1' },
        ),
      )
    }
  })
})

describe('a sentence', () => {
  it('names the session, and says that the client did it online', () => {
    const entry = {
      action: 'booking.cancelled',
      source: 'customer',
      actor: self,
      clients: [one],
      objects: [session],
    }
    expect(say(entry)).toBe('Client One cancelled Initial consultation online')
    expect(renderSentence(entry, en)).toEqual([
      { text: 'Client One', kind: 'actor' },
      { text: ' cancelled ', kind: 'text' },
      { text: 'Initial consultation', kind: 'value' },
      { text: ' online', kind: 'text' },
    ])
  })

  it('names the client where somebody else acts for them', () => {
    const entry = { action: 'payment.succeeded', clients: [one], context: euros }
    expect(say({ ...entry, actor: reception })).toBe('Reception recorded a payment of €40.00 by Client One')
    expect(say({ ...entry, actor: self })).toBe('Client One paid €40.00')
    expect(say({ ...entry, actor: self, objects: [{ type: 'payment', id: 'PAY-1' }, session] })).toBe(
      'Client One paid €40.00 for Initial consultation',
    )
    expect(say({ ...entry, actor: { ...self, clientId: 'cl_2', name: 'Client Two' } })).toBe(
      'Client Two recorded a payment of €40.00 by Client One',
    )
  })

  it('says the time in the zone and the way of the language', () => {
    const entry = {
      action: 'booking.booked',
      actor: self,
      clients: [one],
      objects: [session],
      data: { startsAt: '2026-11-24T10:00:00Z' },
    }
    expect(say(entry)).toBe('Client One booked Initial consultation for Tue 24 Nov 2026, 10:00')
    expect(say(entry, { locale: 'de', timeZone: 'Europe/Berlin' })).toMatch(
      /^Client One hat .+ für Di.+11:00 gebucht$/,
    )
    expect(say({ ...entry, data: { startsAt: '2026-11-24' } })).toMatch(/for Tue 24 Nov 2026$/)
    expect(
      say({ ...entry, data: {}, changes: [{ field: 'startsAt', after: '2026-07-01T09:00:00Z' }] }),
    ).toMatch(/for Wed 1 Jul 2026, 10:00$/)
    expect(say(entry, { timeZone: 'Nowhere/At All' })).toMatch(/10:00$/)
  })

  it('calls the reader "You", in German with the right verb', () => {
    const entry = { action: 'booking.rescheduled', actor: reception, clients: [one], objects: [session] }
    expect(say(entry)).toBe('Reception moved Initial consultation')
    expect(say(entry, { you: 'm1' })).toBe('You moved Initial consultation')
    expect(say(entry, { you: 'm2' })).toBe('Reception moved Initial consultation')
    expect(say(entry, { you: 'm1', locale: 'de' })).toBe('Sie haben Initial consultation verschoben')
  })

  it('names keys, integrations and the system for what they are', () => {
    const entry = { action: 'payment.refunded', context: euros }
    expect(say({ ...entry, actor: { type: 'key', name: 'Zapier' } })).toBe("API key 'Zapier' refunded €40.00")
    expect(say({ ...entry, actor: { type: 'integration', name: 'Stripe' } })).toBe('Stripe refunded €40.00')
    expect(say({ ...entry, actor: { type: 'system', name: 'cron' } })).toBe('System refunded €40.00')
    expect(say({ ...entry, actor: { type: 'robot' } })).toBe('Someone refunded €40.00')
  })

  it('says which way a message went as the language does', () => {
    const sent = (channel: string | undefined) => ({
      action: 'message.sent',
      actor: reception,
      clients: [one],
      data: { subject: 'Hello', ...(channel !== undefined && { channel }) },
    })
    const said = (channel: string | undefined) => LOCALES.map(locale => say(sent(channel), { locale }))
    expect(said('in_person')).toEqual([
      'Reception sent Client One "Hello" in person',
      'Reception hat Client One „Hello“ persönlich gesendet',
      'Reception enviou a Client One "Hello" pessoalmente',
      'Reception envió a Client One "Hello" en persona',
    ])
    expect(said('email')).toEqual([
      'Reception sent Client One "Hello" by e-mail',
      'Reception hat Client One „Hello“ per E-Mail gesendet',
      'Reception enviou a Client One "Hello" por e-mail',
      'Reception envió a Client One "Hello" por correo electrónico',
    ])
    expect(said('phone')[1]).toContain('telefonisch')
    expect(said('pigeon')[0]).toBe('Reception sent Client One "Hello" by pigeon')
    expect(said(undefined)[0]).toBe('Reception sent Client One "Hello"')
  })

  it('names three changed fields and counts the rest', () => {
    const changed = (...fields: string[]) => ({
      action: 'client.updated',
      actor: reception,
      clients: [one],
      changes: fields.map(field => ({ field, ref: 'cl_1' })),
    })
    expect(say(changed('email'))).toBe('Reception updated e-mail of Client One')
    expect(say(changed('email', 'phone'))).toBe('Reception updated e-mail and phone of Client One')
    expect(say(changed('email', 'phone', 'birthday', 'shoeSize', 'city'))).toBe(
      'Reception updated e-mail, phone, date of birth and 2 more of Client One',
    )
    expect(say(changed('shoeSize'))).toBe('Reception updated shoe size of Client One')
    expect(say({ ...changed(), changes: [{ field: 'x1', label: 'Shoe size (EU)' }] })).toContain(
      'Shoe size (EU)',
    )
  })

  it('calls a first state "first recorded", never created', () => {
    const entry = {
      actor: reception,
      clients: [one],
      baseline: true,
      changes: [{ field: 'email', after: 'a@b.c' }],
    }
    expect(say({ ...entry, action: 'client.updated' })).toBe('Profile of Client One first recorded')
    expect(say({ ...entry, action: 'booking.updated', objects: [session] })).toBe(
      'Initial consultation first recorded',
    )
    expect(say({ ...entry, action: 'object.updated', objects: [{ type: 'asset', id: 'A-1' }] })).toBe(
      'A-1 first recorded',
    )
    expect(say({ ...entry, action: 'booking.confirmed', objects: [session] })).toBe(
      'Reception confirmed Initial consultation (first recorded)',
    )
    expect(say({ ...entry, action: 'client.created' })).toBe('Reception created the profile of Client One')
  })

  it('says an unknown action in its own words', () => {
    expect(say({ action: 'charge.captured', objects: [{ type: 'charge', id: 'PAY-1' }] })).toBe(
      'charge captured on PAY-1',
    )
    expect(
      say({ action: 'charge.captured', objects: [{ type: 'charge', id: 'PAY-1' }] }, { locale: 'de' }),
    ).toBe('charge captured an PAY-1')
    expect(say({ action: 'loyaltyCard.stamp-added', clients: [one] })).toBe(
      'loyalty card stamp added on Client One',
    )
    expect(say({ action: 'constructor' })).toBe('constructor')
    expect(say({ action: '...' })).toBe('something')
  })

  it('counts in the singular and the plural', () => {
    const entry = { action: 'data.imported', actor: { type: 'key' } }
    expect(say({ ...entry, data: { count: 1, file: 'a.csv' } })).toBe('API key imported 1 entry from a.csv')
    expect(say({ ...entry, data: { count: 1240 } })).toBe('API key imported 1,240 entries')
    expect(say(entry)).toBe('API key imported entries')
  })

  it('does without the name of an erased client', () => {
    const erased = { id: 'cl_1', erased: true }
    expect(
      say({ action: 'booking.confirmed', actor: { type: 'client', clientId: 'cl_1' }, clients: [erased] }),
    ).toBe('An erased client confirmed a session')
    expect(
      say({ action: 'reminder.sent', actor: { type: 'system' }, clients: [erased] }, { locale: 'de' }),
    ).toBe('System hat einen gelöschten Kunden an einen Termin erinnert')
  })

  it('keeps a value on one line and short, and takes the name of a thing', () => {
    const asked = (subject: unknown) =>
      say({ action: 'enquiry.received', actor: self, clients: [one], data: { subject } })
    expect(asked('a\n\tb')).toBe('Client One asked: a b')
    expect(asked('😀'.repeat(5000)).length).toBeLessThan(230)
    expect(asked('😀'.repeat(5000)).isWellFormed()).toBe(true)
    expect(asked({ name: 'Opening hours', id: 7 })).toBe('Client One asked: Opening hours')
    for (const nothing of [null, {}, [], '', ' \n ', { name: {} }])
      expect(asked(nothing)).toBe('Client One sent an enquiry')
    expect(asked('{client} [x|y]')).toBe('Client One asked: {client} [x|y]')
    expect(asked('2026-11-24')).toBe('Client One asked: 2026-11-24')
  })

  it('comes about whatever the data holds', () => {
    const names = fc.oneof(
      fc.constantFrom(...all.flatMap(action => Object.keys(action.data)), 'amount'),
      fc.string(),
    )
    const values = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.double(), fc.date().map(String))
    const entry = fc.record({
      action: fc.oneof(fc.constantFrom(...Object.keys(ACTIONS)), fc.string({ unit: 'binary' })),
      actor: fc.option(
        fc.record({ type: fc.constantFrom('staff', 'client', 'key', 'x'), name: fc.string() }),
        { nil: undefined },
      ),
      clients: fc.array(fc.record({ id: fc.string(), name: fc.string(), erased: fc.boolean() }), {
        maxLength: 3,
      }),
      objects: fc.array(
        fc.record({ type: fc.constantFrom(...Object.keys(OBJECT_TYPES), 'asset'), id: fc.string() }),
      ),
      changes: fc.array(fc.record({ field: names, before: values, after: values })),
      data: fc.dictionary(names, values),
      baseline: fc.boolean(),
    })
    fc.assert(
      fc.property(entry, fc.constantFrom(...LOCALES), (given, locale) => {
        const text = say(given as Sayable, { locale })
        expect(text.length).toBeGreaterThan(0)
        expect(text.length).toBeLessThan(4000)
      }),
      { numRuns: 500 },
    )
  })
})
