import type { ActsAnswer } from '@daybook/protocol'

/** Types that Daybook keeps records of, as the tabs show them; a workspace's own come behind. */
const TYPES = ['service', 'schedule', 'voucher', 'coupon', 'reward', 'invoice', 'quote', 'payment', 'fee']

/** What there is to list, with what each is called. */
export const recordTypes = ({ types }: ActsAnswer): readonly { type: string; plural: string }[] =>
  [...TYPES, ...Object.keys(types).filter(type => types[type]!.own)].flatMap(type => {
    const of = types[type]
    return of === undefined ? [] : [{ type, plural: of.plural }]
  })
