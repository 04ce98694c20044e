import { ACTS } from '@daybook/catalogue'
import type { ActAnswer, ObjectView } from '@daybook/protocol'
import { expect, test } from 'vitest'
import { sayDone } from './say-done.ts'

const answer = (name?: string): ActAnswer =>
  ({ entries: [{ id: 'en_1', seq: 1 }], object: { name } as ObjectView }) as unknown as ActAnswer
const say = (action: string, name?: string, locale: 'en' | 'de' = 'en') =>
  sayDone({ form: { action }, type: 'Voucher', answer: answer(name), locale })

test('every act of the catalogue is said as what has happened, with what it happened to', () => {
  for (const [type, acts] of Object.entries(ACTS))
    for (const act of Object.values(acts)) {
      const said = sayDone({ form: act, type, answer: answer('Thing'), locale: 'en' })
      expect(said, `${type} ${act.name}`).toMatch(
        /^\w[\w -]+(ed|en|withdrawn|sent|paid|bought|spent|in|out|waiting): Thing$/,
      )
    }
})

test('an act without a name, of a type of one’s own, or that changed nothing', () => {
  expect(say('service.created', 'Massage')).toBe('Service created: Massage')
  expect(say('service.created', 'Massage', 'de')).toMatch(/: Massage$/)
  expect(say('payment.refunded')).toBe('Refund recorded')
  expect(say('object.restored', 'Ten visits')).toBe('Voucher restored: Ten visits')
  expect(
    sayDone({ form: { action: 'client.updated' }, type: 'Client', answer: { entries: [] }, locale: 'en' }),
  ).toBe('Nothing was changed')
})
