import type { Draft } from '@daybook/protocol'
import { expectTypeOf, test } from 'vitest'
import type { DaybookClient } from './index.ts'

// Checked by the compiler; the calls are never made.
const never = (client: DaybookClient, fromElsewhere: Draft, many: Draft[]) => {
  client.append({ action: 'message.sent', data: { subject: 'Hello', channel: 'email' } })
  // @ts-expect-error The catalogue's message.sent has no "subjekt".
  client.append({ action: 'message.sent', data: { subjekt: 'Hello' } })
  client.append({ action: 'zoo.opened', data: { gate: 3 } })
  // @ts-expect-error A draft has no "clientId".
  client.append({ action: 'zoo.opened', clientId: 'c-1' })
  client.append([
    { action: 'zoo.opened', data: { gate: 3 } },
    // @ts-expect-error Each draft of a list is checked by its own action.
    { action: 'message.sent', data: { gate: 3 } },
  ])
  client.append(fromElsewhere)
  client.append(many)
  client.append(many.map(draft => ({ ...draft, correlationId: 'x' })))
  return { one: client.append(fromElsewhere), list: client.append(many) }
}

test('one draft answers one receipt, a list answers a list', () => {
  expectTypeOf<Awaited<ReturnType<typeof never>['one']>>().toHaveProperty('seq')
  expectTypeOf<Awaited<ReturnType<typeof never>['list']>['length']>().toBeNumber()
})
