const digits = new Map<string, number>()

/** Digits behind the point of a currency's amounts (ISO 4217): 2 of EUR, 0 of JPY; 2 where it is none. */
function digitsOf(currency: string): number {
  let known = digits.get(currency)
  if (known === undefined) {
    try {
      const format = new Intl.NumberFormat('en', { style: 'currency', currency })
      known = format.resolvedOptions().maximumFractionDigits ?? 2
    } catch {
      known = 2
    }
    digits.set(currency, known)
  }
  return known
}

/** Minor units as a decimal that any program reads: 4000 EUR is `40.00`. */
export function decimalAmount(value: number | bigint, currency: string): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return String(value)
  const places = digitsOf(currency)
  const text = String(value)
  const sign = text.startsWith('-') ? '-' : ''
  const units = text.slice(sign.length).padStart(places + 1, '0')
  return places === 0 ? text : `${sign}${units.slice(0, -places)}.${units.slice(-places)}`
}
