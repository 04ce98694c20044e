import { checkLink, MOST_STEPS, STEP_CONDITIONS } from '@daybook/protocol'
import { z } from 'zod'

const action = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/, 'must name an action as "booking.confirmed"')

const ChecklistStepInput = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(60),
  actions: z.array(action).min(1, 'must name at least one action').max(20),
  unless: z.array(action).max(20).optional().describe('Actions that undo the step when they come later'),
  condition: z.enum(STEP_CONDITIONS).optional(),
})

export const ChecklistInput = z
  .array(ChecklistStepInput)
  .max(MOST_STEPS, `must have at most ${MOST_STEPS} steps`)
  .refine(
    steps => new Set(steps.map(step => step.name)).size === steps.length,
    'must give each step a name of its own',
  )

const template = z
  .string()
  .max(1000)
  .superRefine((text, { addIssue }) => {
    const message = checkLink(text)
    if (message !== undefined) addIssue({ code: 'custom', message })
  })
  .optional()

export const LinksInput = z.strictObject({
  open: template.describe('The booking itself'),
  invoice: template.describe('Where its invoice is sent'),
  payment: template.describe('Where a payment is added'),
  approve: template.describe('Where a payment that waits is approved'),
})
