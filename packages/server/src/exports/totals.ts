import type { Entry, ExportTotal } from '@daybook/protocol'

/**
 * Sums of the amounts by action and currency: what was paid and what was refunded are never one number. Amounts that
 * failed are not counted.
 */
export class Totals {
  readonly #sums = new Map<string, { action: string; currency: string; entries: number; value: bigint }>()

  add(entry: Entry): void {
    const { action, context, outcome } = entry
    const amount = context?.amount
    if (amount === undefined || outcome !== 'success' || !Number.isSafeInteger(amount.value)) return
    this.#add(action, amount.currency, 1, BigInt(amount.value))
  }

  addAll(totals: readonly ExportTotal[]): void {
    for (const { action, currency, entries, value } of totals)
      this.#add(action, currency, entries, BigInt(value))
  }

  /** By action, then by currency. */
  list(): ExportTotal[] {
    return [...this.#sums.values()]
      .sort((a, b) => compare(a.action, b.action) || compare(a.currency, b.currency))
      .map(({ action, currency, entries, value }) => ({ action, currency, entries, value: String(value) }))
  }

  #add(action: string, currency: string, entries: number, value: bigint): void {
    const name = `${action} ${currency}`
    const sum = this.#sums.get(name)
    if (sum === undefined) this.#sums.set(name, { action, currency, entries, value })
    else {
      sum.entries += entries
      sum.value += value
    }
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
