import { formatValue } from '@daybook/catalogue'

/** An amount in sentences of this server, which are English. Without a currency it is the bare number. */
export const sayMoney = (value: number, currency: unknown): string =>
  formatValue(
    undefined,
    { value, currency: typeof currency === 'string' ? currency : '' },
    { locale: 'en', timeZone: 'UTC' },
  )
