import type { RulesView } from '@daybook/protocol'

export type RuleName = keyof RulesView
export interface RuleChange {
  readonly name?: string
  readonly active?: boolean
  readonly hours?: number
  readonly feePercent?: number
  readonly refundPercent?: number
}

export interface RuleSaying {
  /** As in the address of its route. */
  readonly id: string
  readonly title: string
  readonly about: string
  /** The sentence around its value. */
  readonly before: string
  readonly after: string
  readonly value: 'hours' | 'feePercent' | 'refundPercent'
  /** What the value is, for whoever does not see the sentence. */
  readonly label: string
  readonly least: number
  readonly most: number
}

const PERCENT = { least: 0, most: 100 } as const

/** What each rule says. */
export const sayRules = (client: string): Readonly<Record<RuleName, RuleSaying>> => ({
  late: {
    id: 'late',
    title: 'Late threshold',
    about: `From when on a cancellation by the ${client} comes too late to fill the time.`,
    before: `A cancellation by the ${client} within`,
    after: 'hours of the start is late.',
    value: 'hours',
    label: 'Hours before the start',
    least: 0,
    most: 8760,
  },
  cancellation: {
    id: 'cancellation',
    title: 'Cancelled in time',
    about: 'What goes back of what was paid: also where the business itself cancels.',
    before: 'Where a session is cancelled in time, or by you,',
    after: '% of what was paid goes back.',
    value: 'refundPercent',
    label: 'Percent that goes back',
    ...PERCENT,
  },
  lateCancellation: {
    id: 'late-cancellation',
    title: 'Late cancellation',
    about: 'What was paid beyond the fee goes back.',
    before: 'A late cancellation costs',
    after: '% of the price.',
    value: 'feePercent',
    label: 'Percent of the price for a late cancellation',
    ...PERCENT,
  },
  noShow: {
    id: 'no-show',
    title: 'No-show',
    about: 'What was paid beyond the fee goes back. Clearing the no-show waives the fee.',
    before: 'Not coming costs',
    after: '% of the price.',
    value: 'feePercent',
    label: 'Percent of the price for not coming',
    ...PERCENT,
  },
  noShowJob: {
    id: 'no-show-job',
    title: 'No-show by itself',
    about: 'For those who record who came: it looks at nothing that ended before it was switched on.',
    before: 'Whoever has not come within',
    after: 'hours after the end is marked as a no-show.',
    value: 'hours',
    label: 'Hours after the end',
    least: 1,
    most: 720,
  },
})
