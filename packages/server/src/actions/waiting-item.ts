import type { ObjectView, WaitingItem } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import type { Principal } from '../entry/workspace.ts'
import type { WaitingPlace } from '../store/read/waiting.ts'
import { readEntries } from './read-entries.ts'

/** Entries that are looked at for a currency, newest first. */
const LOOKED_AT = 20

/** One line of what waits, as this reader sees it. */
export async function waitingItem(
  daybook: Daybook,
  principal: Principal,
  { kind, since, amount }: Pick<WaitingPlace, 'kind' | 'since' | 'amount'>,
  object: ObjectView,
): Promise<WaitingItem> {
  const item = { kind, since: formatInstant(since), object }
  if (amount === undefined) return item
  const own = object.fields['currency']
  const currency = typeof own === 'string' ? own : await currencyTold(daybook, principal, object)
  return { ...item, amount: { value: amount, ...(currency !== undefined && { currency }) } }
}

/** A host may tell money in its entries alone, and no state of the object: then the last of them says in what currency. */
async function currencyTold(
  daybook: Daybook,
  principal: Principal,
  { type, ref }: ObjectView,
): Promise<string | undefined> {
  const { entries } = await readEntries(daybook, principal, {
    subject: { of: 'object', type, id: ref },
    filter: {},
    order: 'desc',
    limit: LOOKED_AT,
  })
  const own = entries.filter(({ objects }) => objects[0]?.ref === ref)
  return own.find(({ context }) => context?.amount !== undefined)?.context?.amount?.currency
}
