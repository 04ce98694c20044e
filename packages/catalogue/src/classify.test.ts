import { describe, expect, it } from 'vitest'
import {
  classify,
  findNamedFilter,
  NAMED_FILTERS,
  privacyOf,
  privacyOfData,
  recordedAction,
  SOURCES,
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
  it('are the ten of the catalogue, made of known actions and sources', () => {
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
})
