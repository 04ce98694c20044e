/**
 * Who guards the key-encryption keys. Their files in the key folder hold each key as a guard gave it, and say which
 * guard that was; only that guard can turn it back. To move to another guard, configure both and rotate.
 */
import { LogError } from '@daybook/protocol'

export const GUARDS = ['file', 'secret', 'command'] as const
export type GuardName = (typeof GUARDS)[number]

/** Which key is meant: bound to what the guard makes, where the guard can bind it. */
export interface KekName {
  /** `ws_…` */
  readonly workspace: string
  /** 1, 2, 3 … within the workspace; never used again. */
  readonly number: number
}

export interface KekGuard {
  readonly name: GuardName
  /** Makes of a key of 32 bytes what may stand in a file. */
  close(kek: Buffer, name: KekName): Promise<Buffer>
  /** Makes the key again. Throws `keys_unavailable` where it cannot. */
  open(closed: Buffer, name: KekName): Promise<Buffer>
}

export interface KekGuards {
  /** Guards new keys. */
  readonly writer: KekGuard
  readonly readers: readonly KekGuard[]
}

/** The default: the key as it is, in a file that only its owner may read. */
const fileGuard: KekGuard = {
  name: 'file',
  close: async kek => kek,
  open: async closed => closed,
}

/** `writer` names the guard of new keys; of several of that name, the last. */
export function guardsWith(given: readonly KekGuard[] = [], writer: GuardName = 'file'): KekGuards {
  const readers = [fileGuard, ...given]
  return { writer: readers.findLast(guard => guard.name === writer)!, readers }
}

/** @throws LogError `keys_unavailable` where the guard that a file names is not configured */
export function guardNamed(guards: KekGuards, name: GuardName): KekGuard[] {
  const found = guards.readers.filter(guard => guard.name === name)
  if (found.length > 0) return found
  const setting = name === 'secret' ? 'DAYBOOK_KEYS_SECRET' : 'DAYBOOK_KEYS_COMMAND'
  throw new LogError(
    'keys_unavailable',
    `A key-encryption key was given into the care of a ${name}, and none is configured: set ${setting}.`,
  )
}
