/**
 * A name for programs from what people call it: `Serial number` is `serialNumber`, or `serial_number` joined by `_`.
 * @param taken names that it must not be
 */
export function nameFrom(label: string, taken: readonly string[], joint: '' | '_'): string {
  const words = label
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '')
  const joined =
    joint === '_'
      ? words.join('_')
      : words.map((word, i) => (i === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('')
  const name = /^[a-z]/.test(joined) ? joined.slice(0, 60) : `own${joint}${joined}`.slice(0, 60)
  let free = name
  for (let n = 2; taken.includes(free) || free === 'deleted'; n++) free = `${name}${joint}${n}`
  return free
}
