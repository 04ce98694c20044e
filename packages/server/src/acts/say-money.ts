import { formatValue } from '@daybook/catalogue'

/**
 * An amount in sentences of this server, which are English. Without a currency it is the bare number with two digits after
 * the point, as forms take one.
 */
export const sayMoney = (value: number, currency: unknown): string =>
  typeof currency === 'string'
    ? formatValue(undefined, { value, currency }, { locale: 'en', timeZone: 'UTC' })
    : BARE.format(value / 100)

const BARE = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
