import type { BackedUpKey } from './key-backup.ts'

/**
 * Two walks through client keys, each in the order of client and kind, as one in the same order. Where both have a
 * key, it is taken from `first`.
 */
export async function* mergeKeys(
  first: AsyncIterable<readonly BackedUpKey[]>,
  second: AsyncIterable<readonly BackedUpKey[]>,
): AsyncGenerator<readonly BackedUpKey[]> {
  const others = second[Symbol.asyncIterator]()
  let rest: BackedUpKey[] = []
  let ended = false
  async function refill(): Promise<boolean> {
    while (rest.length === 0 && !ended) {
      const next = await others.next()
      if (next.done === true) ended = true
      else rest = [...next.value]
    }
    return rest.length > 0
  }
  try {
    for await (const page of first) {
      const merged: BackedUpKey[] = []
      for (const key of page) {
        while ((await refill()) && isBefore(rest[0]!, key)) merged.push(rest.shift()!)
        if (rest[0]?.clientId === key.clientId && rest[0].kind === key.kind) rest.shift()
        merged.push(key)
      }
      yield merged
    }
    while (await refill()) {
      yield rest
      rest = []
    }
  } finally {
    await others.return?.()
  }
}

const isBefore = (a: BackedUpKey, b: BackedUpKey): boolean =>
  a.clientId < b.clientId || (a.clientId === b.clientId && a.kind < b.kind)
