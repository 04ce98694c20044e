/**
 * The rules of a workspace (R-K3): when a cancellation is late, what it and a no-show cost and give back. Every entry that
 * a rule causes names the rule and its cause. Defaults are those of a small practice. Rules judge acts in Daybook: what a
 * host tells has been decided by the host.
 */
import type { RulesView } from '@daybook/protocol'
import { z } from 'zod'

const percent = z.number().min(0).max(100)
const name = z.string().trim().min(1).max(200)

export const RulesInput = z.strictObject({
  late: z
    .strictObject({ hours: z.number().min(0).max(8760) })
    .partial()
    .optional()
    .describe('A cancellation by the client within so many hours of the start is late'),
  cancellation: z
    .strictObject({ name, active: z.boolean(), refundPercent: percent })
    .partial()
    .optional()
    .describe('In time, or by the business: so much of what was paid goes back'),
  lateCancellation: z
    .strictObject({ name, active: z.boolean(), feePercent: percent })
    .partial()
    .optional()
    .describe('A late one costs so much of the price; what was paid beyond it goes back'),
  noShow: z
    .strictObject({ name, active: z.boolean(), feePercent: percent })
    .partial()
    .optional()
    .describe('Not coming costs so much of the price; what was paid beyond it goes back'),
  noShowJob: z
    .strictObject({ name, active: z.boolean(), hours: z.number().min(1).max(720) })
    .partial()
    .optional()
    .describe('Whoever did not come within so many hours after the end is marked as a no-show'),
})
export type RulesInput = z.infer<typeof RulesInput>

export type Rules = RulesView

/**
 * The job is off until somebody switches it on: a workspace whose host never tells that sessions took place would have
 * all of them marked.
 */
export const DEFAULT_RULES: Rules = {
  late: { hours: 24 },
  cancellation: { name: 'Cancelled in time', active: true, refundPercent: 100 },
  lateCancellation: { name: 'Late cancellation', active: true, feePercent: 50 },
  noShow: { name: 'No-show', active: true, feePercent: 100 },
  noShowJob: { name: 'No-show by the night job', active: false, hours: 12 },
}

export const RULE_IDS = {
  late: 'late',
  cancellation: 'cancellation',
  lateCancellation: 'late-cancellation',
  noShow: 'no-show',
  noShowJob: 'no-show-job',
} as const satisfies Record<keyof Rules, string>

/** What a workspace keeps: its choices, and since when the job runs (UTC ms): it looks at nothing that ended before. */
export type ChosenRules = RulesInput & { readonly noShowJobSince?: number }

/** What was chosen, over the defaults. */
export const rulesOf = (chosen: ChosenRules = {}): Rules => ({
  late: { ...DEFAULT_RULES.late, ...chosen.late },
  cancellation: { ...DEFAULT_RULES.cancellation, ...chosen.cancellation },
  lateCancellation: { ...DEFAULT_RULES.lateCancellation, ...chosen.lateCancellation },
  noShow: { ...DEFAULT_RULES.noShow, ...chosen.noShow },
  noShowJob: { ...DEFAULT_RULES.noShowJob, ...chosen.noShowJob },
})
