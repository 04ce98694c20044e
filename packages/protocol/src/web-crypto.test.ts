import { webcrypto } from 'node:crypto'
import { expect, test } from 'vitest'
import { crypto as nodeCrypto } from './node-crypto.fixture.ts'
import { webCrypto } from './web-crypto.ts'

const hex = (text: string): Uint8Array => Uint8Array.fromHex(text)

// RFC 8032, section 7.1, tests 1 to 3.
const ED25519 = [
  {
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
]

test.each([
  ['node:crypto', nodeCrypto],
  ['WebCrypto', webCrypto(webcrypto.subtle as SubtleCrypto)],
])('%s gives the known answers of SHA-256 and Ed25519', async (_, crypto) => {
  // FIPS 180-4's "abc", in pieces.
  expect((await crypto.sha256(hex('61'), hex(''), hex('6263'))).toHex()).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
  expect((await crypto.sha256()).toHex()).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  )
  for (const { publicKey, message, signature } of ED25519) {
    const [key, text, bytes] = [hex(publicKey), hex(message), hex(signature)]
    expect(await crypto.verifyEd25519(key, text, bytes)).toBe(true)
    expect(await crypto.verifyEd25519(key, Uint8Array.of(...text, 0), bytes)).toBe(false)
    for (const at of [0, 31, 32, 63])
      expect(await crypto.verifyEd25519(key, text, bytes.with(at, bytes[at]! ^ 1))).toBe(false)
    expect(await crypto.verifyEd25519(key.with(5, 0), text, bytes)).toBe(false)
  }
})
