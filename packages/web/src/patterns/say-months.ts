/** "48 in 12 months, most in March 2026 (9), none in 2 of them". `say` names the month at a place. */
export function sayMonths(values: readonly number[], say: (place: number) => string): string {
  const sum = values.reduce((all, n) => all + n, 0)
  const most = Math.max(...values)
  const top = say(values.indexOf(most))
  if (values.length === 1 || sum === most) return `${sum}, ${sum === 1 ? '' : 'all '}in ${top}`
  const none = values.filter(n => n === 0).length
  return [
    `${sum} in ${values.length} months`,
    // Where several months have the most, none of them stands out.
    values.filter(n => n === most).length === 1 && `most in ${top} (${most})`,
    none > 0 && `none in ${none} of them`,
  ]
    .filter(Boolean)
    .join(', ')
}
