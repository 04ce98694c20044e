import { isIPv6 } from 'node:net'

/** Whoever has one IPv6 address has the 2^64 beside it. */
export function networkOf(ip: string | undefined): string {
  if (ip === undefined) return ''
  const plain = ip.replace(/^::ffff:/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('%')[0]!.split('::')
  const groups = head === '' ? [] : head.split(':')
  const behind = tail === undefined || tail === '' ? [] : tail.split(':')
  while (groups.length + behind.length < 8 && tail !== undefined) groups.push('0')
  return [...groups, ...behind]
    .slice(0, 4)
    .map(group => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}
