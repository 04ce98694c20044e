/** Reading and changing what a workspace has chosen. */
import {
  type Closing,
  type InputError,
  LogError,
  type PrivacySettingsView,
  type RetentionView,
} from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import type { FieldPolicy, Principal } from '../entry/workspace.ts'
import { formatInstant } from '../entry/times.ts'
import { formatEntryId, formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { describeIssue } from './append-entries.ts'
import { privacySettingsOf } from './change-privacy-settings.ts'
import { retentionOf } from './change-retention.ts'
import { recordOwn } from './record-own.ts'

export interface WorkspaceView {
  readonly id: string
  readonly name: string
  readonly timeZone: string
  readonly locale: string
  readonly fields: Readonly<Record<string, FieldPolicy>>
  readonly privacy: PrivacySettingsView
  readonly retention: RetentionView
  /** Where its closing was asked for. */
  readonly closing?: Closing
}

export async function readWorkspace(daybook: Daybook, principal: Principal): Promise<WorkspaceView> {
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const { id, name, timeZone, locale, settings, closing, generations } = workspace
  return {
    id: formatId('ws', id),
    name,
    timeZone,
    locale,
    fields: settings.fields ?? {},
    privacy: privacySettingsOf({ settings }),
    retention: retentionOf({ settings }),
    ...(closing !== undefined && {
      closing: {
        closesAt: formatInstant(closing.closesAt),
        entry: formatEntryId(daybook.folder.workspace(id).entryIdKey, generations, closing.seq),
      },
    }),
  }
}

export const FieldsBody = z.strictObject({
  fields: z.record(
    z
      .string()
      .regex(/^[a-z][a-z0-9_]*\..+$/, 'must name a field as "booking.notes"')
      .max(300),
    z.enum(['track', 'hide', 'ignore']),
  ),
})

/** Replaces the field policy. The change is an entry with before and after. */
export async function changeSettings(
  daybook: Daybook,
  principal: Principal,
  body: unknown,
): Promise<WorkspaceView> {
  requireRight(principal, 'settings')
  const parsed = FieldsBody.safeParse(body)
  if (!parsed.success) {
    const errors: InputError[] = parsed.error.issues.flatMap(issue => describeIssue(issue, ''))
    throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
  }
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const { fields } = parsed.data
  await recordOwn(
    daybook,
    principal,
    workspace,
    {
      action: 'settings.updated',
      changes: [{ field: 'fields', before: workspace.settings.fields ?? {}, after: fields }],
    },
    run => daybook.workspaces.updateSettings(run, workspace.id, { fields }),
  )
  daybook.workspaces.forget(workspace.id)
  return readWorkspace(daybook, principal)
}

export interface KeyView {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly sources?: readonly string[]
  readonly createdAt: string
  readonly lastUsedAt?: string
  readonly revokedAt?: string
}

export async function listKeys(daybook: Daybook, principal: Principal): Promise<KeyView[]> {
  requireRight(principal, 'readSettings')
  const iso = (at: number | undefined): string | undefined =>
    at === undefined ? undefined : new Date(at).toISOString()
  return (await daybook.apiKeys.list(principal.workspaceId)).map(key => ({
    id: formatId('ak', key.id),
    name: key.name,
    scopes: key.scopes,
    sources: key.sources,
    createdAt: iso(key.createdAt)!,
    lastUsedAt: iso(key.lastUsedAt),
    revokedAt: iso(key.revokedAt),
  }))
}
