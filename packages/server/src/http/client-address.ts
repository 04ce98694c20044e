import { BlockList, isIP } from 'node:net'
import type { HttpContext } from './environment.ts'

/** Finds the address that a request comes from. */
export type AddressFinder = (context: HttpContext) => string | undefined

/**
 * The address of the connection; where that is one of our own proxies, the last address before it that is none.
 * Anybody can send a forwarding header: it is believed only from the right, as far as our proxies wrote it.
 * @param proxies addresses and ranges, `10.0.0.0/8`
 */
export function createAddressFinder(proxies: readonly string[]): AddressFinder {
  const trusted = new BlockList()
  for (const proxy of proxies) {
    const [address, bits] = proxy.split('/') as [string, string?]
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(bits), family)
  }
  const isOurs = (address: string): boolean => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return context => {
    const { incoming } = (context.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
    let address = incoming?.socket?.remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, '')
    if (address === undefined || proxies.length === 0) return address
    const hops = (context.req.header('x-forwarded-for') ?? '').split(',').map(hop => hop.trim())
    while (isOurs(address)) {
      const before = hops.pop()
      if (before === undefined || isIP(before) === 0) break
      address = before
    }
    return address
  }
}
