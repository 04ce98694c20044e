import { expect, test } from 'vitest'
import { open, partContext, seal, unwrapKey, wrapKey } from './seal.ts'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')

// RFC 3394, section 4.6: 256 bits of key data with a 256-bit key-encryption key.
const KEK = hex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f')
const KEY = hex('00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f')
const WRAPPED = hex('28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21')

test('wraps and unwraps keys as RFC 3394 shows', () => {
  expect(wrapKey(KEK, KEY)).toEqual(WRAPPED)
  expect(unwrapKey(KEK, WRAPPED)).toEqual(KEY)
  expect(() => unwrapKey(KEY, WRAPPED)).toThrow()
  for (let at = 0; at < WRAPPED.length; at++) {
    const changed = Buffer.from(WRAPPED)
    changed[at]! ^= 1
    expect(() => unwrapKey(KEK, changed)).toThrow()
  }
})

// Test case 16 of the GCM specification (McGrew and Viega, appendix B).
const GCM = {
  key: hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'),
  nonce: hex('cafebabefacedbaddecaf888'),
  associated: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
  plain: hex(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
  ),
  text: hex(
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
  ),
  tag: hex('76fc6ece0f4e1768cddf8853bb2d551b'),
}

test('opens what AES-256-GCM’s known answer sealed, and nothing that was changed', () => {
  const sealed = Buffer.concat([GCM.nonce, GCM.text, GCM.tag])
  expect(open(GCM.key, sealed, GCM.associated)).toEqual(GCM.plain)
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at]! ^= 0x80
    expect(() => open(GCM.key, changed, GCM.associated)).toThrow()
  }
  expect(() => open(GCM.key, sealed, GCM.associated.subarray(1))).toThrow()
  expect(() => open(KEK, sealed, GCM.associated)).toThrow()
})

test('seals under a fresh nonce each time, bound to the leaf and the part', () => {
  const leaf = Buffer.alloc(32, 1)
  const context = partContext(leaf, 'client')
  const [first, second] = [seal(KEY, 'text é', context), seal(KEY, 'text é', context)]
  expect(first).not.toEqual(second)
  expect(open(KEY, first, context).toString('utf8')).toBe('text é')
  expect(() => open(KEY, first, partContext(leaf, 'client_2'))).toThrow()
  expect(() => open(KEY, first, partContext(Buffer.alloc(32, 2), 'client'))).toThrow()
})
