import { fieldLabel, findObjectType, type Locale, LOCALES } from '@daybook/catalogue'
import {
  CLIENT_WORDS,
  type Draft,
  FIELD_TRACKINGS,
  type Json,
  LogError,
  type SettingsView,
  TEAM_VISIBILITIES,
  type WorkspaceChoices,
} from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import { sameJson } from '../entry/canonical.ts'
import { isTimeZone } from '../entry/times.ts'
import type { Principal, Workspace, WorkspaceSettings } from '../entry/workspace.ts'
import { requireRight } from '../policy/can.ts'
import { changeCountedZone } from '../store/counting.ts'
import { ONLINE_STEPS } from '../online/online-choices.ts'
import { freeSlug, requireFreeSlug } from '../online/slug.ts'
import { addJob } from '../store/jobs/add-job.ts'
import type { Run } from '../store/transaction.ts'
import { checkInput } from './check-input.ts'
import { ChecklistInput, LinksInput } from './checklist-input.ts'
import { choicesOf, presentSettings } from './read-settings.ts'
import { recordOwn } from './record-own.ts'

/** What Daybook tells of itself is always kept: a setting that hides changes of settings would undo the record. */
const OWN = /^(workspace|member|key|field|rule|integration|webhook|export)\./

const fieldName = z
  .string()
  .max(300)
  .regex(/^[a-z][a-z0-9_]*\..+$/, 'must name a field as "booking.notes"')
  .refine(name => !OWN.test(name), 'is kept always: Daybook’s own acts cannot be left out of the record')

export const FieldsInput = z.record(fieldName, z.enum(FIELD_TRACKINGS))

export const SettingsInput = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(200).optional(),
  timeZone: z.string().refine(isTimeZone, 'must be a zone such as "Europe/Lisbon"').optional(),
  locale: z.enum(LOCALES).optional(),
  clientWord: z.enum(CLIENT_WORDS).optional(),
  teamVisibility: z.enum(TEAM_VISIBILITIES).optional().describe('What one of the staff sees'),
  profileViews: z.boolean().optional().describe('Each opening of a client’s page is an entry'),
  logViews: z.boolean().optional().describe('Each reading of the workspace’s log is an entry'),
  recordIp: z.boolean().optional().describe('Entries keep the address that an act came from'),
  onlineBooking: z.boolean().optional().describe('Clients book and come to their portal online'),
  onlineSlug: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{1,58}[a-z0-9])$/, 'must be 3 to 60 letters a–z, digits and hyphens')
    .optional()
    .describe('The booking page is at /book/ and this'),
  onlineNoticeHours: z.int().min(0).max(8760).optional(),
  onlineHorizonDays: z.int().min(1).max(366).optional(),
  onlineStep: z.union(ONLINE_STEPS.map(minutes => z.literal(minutes))).optional(),
  onlineConfirm: z.boolean().optional().describe('What is booked online must be confirmed by a mailed link'),
  fields: FieldsInput.optional().describe(
    'Of the fields named, how changes are kept; others stay as they are',
  ),
  checklist: ChecklistInput.optional().describe('The steps of a booking, all of them'),
  links: LinksInput.nullable()
    .optional()
    .describe(
      'Where a host keeps the records: templates of addresses in its app, all of them; null where Daybook does',
    ),
})
export type SettingsInput = z.infer<typeof SettingsInput>

/** Tries after others have changed the settings in the same moment. */
const MOST_TRIES = 20

/**
 * Changes what is given and leaves the rest: one entry with before and after of all of it (J10), in one transaction.
 * Throws `query_invalid`, `scope_missing`, `state_conflict`.
 */
export async function changeSettings(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  body: unknown,
): Promise<SettingsView> {
  requireRight(principal, 'settings')
  const given = checkInput(SettingsInput, body)
  for (let tries = 1; ; tries++) {
    daybook.workspaces.forget(principal.workspaceId)
    const workspace = await daybook.workspaces.get(principal.workspaceId)
    try {
      await changeFrom(daybook, principal, caller, workspace, given)
    } catch (error) {
      const isOvertaken = error instanceof LogError && error.code === 'state_conflict'
      if (isOvertaken && tries < MOST_TRIES) continue
      throw error
    }
    daybook.workspaces.forget(workspace.id)
    return presentSettings(daybook, await daybook.workspaces.get(workspace.id))
  }
}

async function changeFrom(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  workspace: Workspace,
  given: SettingsInput,
): Promise<void> {
  const before = choicesOf(workspace)
  const after = { ...before, ...given, fields: mergeFields(before.fields, given.fields) }
  // Whoever switches it on for the first time gets an address that they may change.
  const isNamed = !after.onlineBooking || after.onlineSlug !== ''
  if (!isNamed) Object.assign(after, { onlineSlug: await freeSlug(daybook, workspace) })
  const changes = changesOf(before, after, workspace.locale as Locale)
  if (changes.length === 0) return
  await recordOwn(
    daybook,
    principal,
    workspace,
    { action: 'settings.updated', changes, context: contextOf(caller) },
    async () => {},
    async (run, seq) => {
      if (!(await daybook.workspaces.change(run, workspace, after, settingsOf(before, after, daybook.now()))))
        throw new LogError('state_conflict', 'Somebody else keeps changing the settings: read them again.')
      if (before.onlineSlug !== after.onlineSlug)
        await requireFreeSlug(run, workspace, after.onlineSlug, given.onlineSlug !== undefined)
      if (before.timeZone !== after.timeZone) await changeZone(daybook, run, workspace, after.timeZone, seq)
    },
  )
}

/** Days are counted anew by the new zone: from here on by whoever appends, up to here by a job. */
async function changeZone(
  daybook: Daybook,
  run: Run,
  { id, timeZone }: Workspace,
  to: string,
  seq: number,
): Promise<void> {
  await changeCountedZone(run, id, { from: timeZone, to, seq })
  await addJob(run, { job: 'count-days', workspaceId: id, dueAt: daybook.now() })
}

/** A field that is tracked, as all are unless something is said, need not stand there. */
const mergeFields = (
  before: WorkspaceChoices['fields'],
  given: WorkspaceChoices['fields'] = {},
): WorkspaceChoices['fields'] =>
  Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, tracking]) => tracking !== 'track'))

/** What stands beside name, zone and language. */
function settingsOf(
  before: WorkspaceChoices,
  { name: _, timeZone: _zone, locale: _locale, ...after }: WorkspaceChoices,
  now: number,
): Partial<WorkspaceSettings> {
  const { checklist, ...others } = after
  return {
    ...others,
    // The steps that hold where none were chosen follow the language: they are kept only once they are chosen.
    ...(!sameJson(asJson(before.checklist), asJson(checklist)) && { checklist }),
    ...(before.profileViews !== after.profileViews && { profileViewsSince: now }),
  }
}

function changesOf(
  before: WorkspaceChoices,
  after: WorkspaceChoices,
  locale: Locale,
): NonNullable<Draft['changes']> {
  const { fields: _, ...plain } = before
  const names = Object.keys(plain) as (keyof typeof plain)[]
  const fields = [...new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])].sort()
  return [
    ...names
      .filter(name => !sameJson(asJson(before[name]), asJson(after[name])))
      .map(name => ({ field: name, before: asJson(before[name]), after: asJson(after[name]) })),
    ...fields
      .map(name => ({
        field: `fields.${name}`,
        label: trackingLabel(name, locale),
        before: before.fields[name] ?? 'track',
        after: after.fields[name] ?? 'track',
      }))
      .filter(change => change.before !== change.after),
  ]
}

/** Steps and links have members that are not there, which JSON has not. */
const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json

/** `booking.notes` as "Tracking (Booking: Notes)". */
function trackingLabel(name: string, locale: Locale): string {
  const [type, ...rest] = name.split('.')
  const object = findObjectType(type!)?.label[locale] ?? type!
  return `${fieldLabel('field', 'tracking', locale)} (${object}: ${fieldLabel(type!, rest.join('.'), locale)})`
}
