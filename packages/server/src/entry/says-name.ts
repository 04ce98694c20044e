import type { Json } from '@daybook/protocol'

/**
 * True where a profile's field `name` decides what the client is called. That a state does not have it takes no name away:
 * the name may have been given beside it. Only separating two clients takes back the name that one had of the other.
 */
export const saysName = (action: string, name: { readonly v?: Json }): boolean =>
  typeof name.v === 'string' || (action === 'client.unmerged' && name.v === null)
