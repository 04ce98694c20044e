import { describe, expect, it } from 'vitest'
import {
  classify,
  channelFilterName,
  CHANNELS,
  findNamedFilter,
  NAMED_FILTERS,
  privacyOf,
  privacyOfData,
  recordedAction,
  SOURCES,
  startsFilterName,
} from './index.ts'
import { findAction } from './actions.ts'

describe('classify', () => {
  it('gives the catalogue’s classification of a known action, whatever was given', () => {
    expect(classify('booking.started', { category: 'system', type: 'data', related: 'access' })).toEqual({
      category: 'bookings',
      type: 'visit',
      related: 'session',
    })
    expect(classify('order.created', { related: 'payments' })).toEqual({ category: 'orders', type: 'order' })
  })

  it('takes what was given for an unknown action', () => {
    expect(
      classify('charge.captured', { category: 'payments', type: 'payment', related: 'payments' }),
    ).toEqual({
      category: 'payments',
      type: 'payment',
      related: 'payments',
    })
  })

  it('follows the prefix of an unknown action, value by value', () => {
    expect(classify('booking.attended')).toEqual({
      category: 'bookings',
      type: 'booking',
      related: 'session',
    })
    expect(classify('booking.attended', { type: 'visit' })).toEqual({
      category: 'bookings',
      type: 'visit',
      related: 'session',
    })
    expect(classify('client.waved')).toEqual({ category: 'customers', type: 'data', related: 'profile' })
    expect(classify('account.renamed')).toMatchObject({ type: 'security', related: 'access' })
    expect(classify('quote.viewed')).toEqual({ category: 'orders', type: 'order' })
  })

  it('makes everything else system and data', () => {
    for (const action of ['door.opened', 'opened', '', '.', 'constructor.called', '__proto__']) {
      expect(classify(action)).toEqual({ category: 'system', type: 'data' })
    }
    expect(classify('door.opened', { category: 'doors', type: 'door' })).toEqual({
      category: 'system',
      type: 'data',
    })
  })
})

describe('recordedAction', () => {
  it('is the object’s own where the catalogue has it', () => {
    expect([recordedAction('client'), recordedAction('booking')]).toEqual([
      'client.recorded',
      'booking.recorded',
    ])
    expect([recordedAction('invoice'), recordedAction('asset')]).toEqual(['object.updated', 'object.updated'])
  })
})

describe('privacy', () => {
  it('tells fields about a person from fields about the business, and knows nothing of others', () => {
    expect([privacyOf('booking', 'startsAt'), privacyOf('booking', 'notes')]).toEqual([
      'business',
      'personal',
    ])
    expect([privacyOf('client', 'email'), privacyOf('client', 'shoeSize')]).toEqual(['personal', undefined])
    expect([privacyOf('asset', 'name'), privacyOf('booking', 'constructor')]).toEqual([undefined, undefined])
    expect([
      privacyOfData('booking.booked', 'startsAt'),
      privacyOfData('enquiry.received', 'subject'),
    ]).toEqual(['business', 'personal'])
    expect([privacyOfData('booking.booked', 'toString'), privacyOfData('x.y', 'startsAt')]).toEqual([
      undefined,
      undefined,
    ])
  })
})

describe('named filters', () => {
  it('are the ten of the catalogue and those of patterns, made of known actions and sources', () => {
    expect(NAMED_FILTERS.map(filter => filter.name)).toEqual([
      'online_booking',
      'confirmed_online',
      'cancelled_online',
      'cancelled_by_staff',
      'rescheduled_by_client',
      'rescheduled_by_staff',
      'automatic_refund',
      'manual_refund',
      'created_manually',
      'removed_on_own_request',
      'cancelled_by_client',
      'cancelled_by_team',
      'cancelled_by_others',
      'cancelled_late',
      'moved_by_client',
      'moved_by_team',
      'moved_by_others',
    ])
    for (const { actions, sources } of NAMED_FILTERS) {
      for (const action of actions) expect(findAction(action)).toBeDefined()
      for (const source of sources) expect(SOURCES).toContain(source)
    }
    expect(findNamedFilter('removed_on_own_request')).toMatchObject({
      actions: ['client.deleted', 'client.anonymised', 'client.erased'],
      sources: ['customer'],
      causedByAction: 'client.erasure_requested',
    })
    expect(findNamedFilter('constructor')).toBeUndefined()
  })

  it('of a channel or a time of the week are made from their name', () => {
    for (const channel of CHANNELS)
      expect(findNamedFilter(channelFilterName('sent', channel))).toMatchObject({ condition: { channel } })
    expect(findNamedFilter(startsFilterName(2, 9))).toMatchObject({
      name: 'starts_tue_09',
      label: { en: 'Starts: Tuesday, 09:00', de: 'Beginnt: Dienstag, 09:00' },
      condition: { weekday: 2, hour: 9 },
    })
    expect(findNamedFilter(startsFilterName(7, 'day'))?.label['pt-PT']).toBe('Começa: domingo')
    for (const name of [
      'starts_tue_9',
      'starts_tue_24',
      'starts_xyz_10',
      'sent_by_pigeon',
      'sent_by_constructor',
    ])
      expect(findNamedFilter(name)).toBeUndefined()
  })
})
