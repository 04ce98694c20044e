import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BackedUpKey } from './key-backup.ts'
import { mergeKeys } from './merge-keys.ts'

const keys = (mark: number) =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: -1, max: 2 })), {
      maxLength: 30,
      selector: pair => pair.join(),
    })
    .map(pairs =>
      pairs
        .sort((a, b) => a[0] - b[0] || a[1] - b[1])
        .map(([clientId, kind]): BackedUpKey => ({ clientId, kind, wrapped: Buffer.from([mark]) })),
    )

async function* pages(list: readonly BackedUpKey[], size: number): AsyncGenerator<readonly BackedUpKey[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size)
}

test('every key comes once and in order, and the first walk’s wins', async () => {
  await fc.assert(
    fc.asyncProperty(
      keys(1),
      keys(2),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 7 }),
      async (a, b, sizeA, sizeB) => {
        const merged: BackedUpKey[] = []
        for await (const page of mergeKeys(pages(a, sizeA), pages(b, sizeB), key => ({
          ...key,
          wrapped: Buffer.from([3]),
        })))
          merged.push(...page)
        const adopted = b.map(key => ({ ...key, wrapped: Buffer.from([3]) }))
        const expected = new Map([...adopted, ...a].map(key => [`${key.clientId} ${key.kind}`, key]))
        expect(merged).toEqual(
          [...expected.values()].sort((x, y) => x.clientId - y.clientId || x.kind - y.kind),
        )
      },
    ),
  )
})
