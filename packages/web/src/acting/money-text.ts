/** Amounts as people type them, and as Daybook keeps them: whole numbers of the currency's smallest unit. */

const digits = new Map<string, number>()

/** How many digits follow the point: 2 for EUR, 0 for JPY, 3 for BHD; 2 where the currency is not known. */
export function digitsOf(currency: string | undefined): number {
  const code = currency?.trim().toUpperCase() ?? ''
  let known = digits.get(code)
  if (known === undefined) {
    try {
      const options = new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
      known = options.maximumFractionDigits ?? 2
    } catch {
      known = 2
    }
    digits.set(code, known)
  }
  return known
}

/** `40.00` of 4000 euro cents: what a field shows to be changed. */
export function amountText(minor: number, currency: string | undefined): string {
  const after = digitsOf(currency)
  const text = String(Math.abs(minor)).padStart(after + 1, '0')
  const sign = minor < 0 ? '-' : ''
  return after === 0 ? sign + text : `${sign}${text.slice(0, -after)}.${text.slice(-after)}`
}

/** 4000 of `40`, `40.00` or `40,00` euros; undefined where the text is no amount, or is finer than the currency. */
export function amountOf(text: string, currency: string | undefined): number | undefined {
  const after = digitsOf(currency)
  const match = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.replaceAll(/\s/g, ''))
  if (!match) return undefined
  const [, whole, fraction = ''] = match
  if (fraction.replace(/0+$/, '').length > after) return undefined
  return Number(whole + fraction.slice(0, after).padEnd(after, '0'))
}
