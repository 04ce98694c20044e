import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hmacSha256 } from './hmac.ts'

test('answers the known MACs of RFC 4231', () => {
  // Test cases 1 and 2.
  expect(hmacSha256(Buffer.alloc(20, 0x0b))('Hi There').toString('hex')).toBe(
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  )
  expect(hmacSha256(Buffer.from('Jefe'))('what do ya want for nothing?').toString('hex')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})

test('agrees with the platform for every key and text, one after another', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.array(fc.string({ unit: 'binary', maxLength: 6000 }), { maxLength: 4 }),
      (key, texts) => {
        const mac = hmacSha256(key)
        for (const text of texts) {
          expect(mac(text).toString('hex')).toBe(
            createHmac('sha256', key).update(text.toWellFormed()).digest('hex'),
          )
        }
      },
    ),
  )
})

test('refuses a key longer than a block', () => {
  expect(() => hmacSha256(Buffer.alloc(65))).toThrow(RangeError)
})
