/** Key-encryption keys sealed under a secret of the environment: the key folder alone opens nothing. */
import { LogError } from '@daybook/protocol'
import type { KekGuard, KekName } from './kek-guard.ts'
import { open, seal } from './seal.ts'

const context = ({ workspace, number }: KekName): Buffer => Buffer.from(`kek ${workspace} ${number}`)

/** `secret` is 32 bytes. */
export const secretGuard = (secret: Buffer): KekGuard => ({
  name: 'secret',
  close: async (kek, name) => seal(secret, kek, context(name)),
  async open(closed, name) {
    try {
      return open(secret, closed, context(name))
    } catch (cause) {
      throw new LogError(
        'keys_unavailable',
        `DAYBOOK_KEYS_SECRET does not open key ${name.number} of ${name.workspace}: it is not the secret under which that key was stored.`,
        { cause },
      )
    }
  },
})
