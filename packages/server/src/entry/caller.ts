import type { Draft } from '@daybook/protocol'

/** Where a request came from, as the connection and the browser tell it. */
export interface Caller {
  /** Of the connection; forwarding headers only where a trusted proxy wrote them. */
  readonly ip?: string | undefined
  readonly userAgent?: string | undefined
}

/** The same as an entry holds it. */
export const contextOf = ({ ip, userAgent }: Caller): NonNullable<Draft['context']> => ({
  ...(ip && { ip }),
  ...(userAgent && { userAgent }),
})
