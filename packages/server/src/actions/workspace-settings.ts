/** Reading and changing what a workspace has chosen. */
import type { Closing, PrivacySettingsView, RetentionView } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import type { Caller } from '../entry/caller.ts'
import type { FieldPolicy, Principal } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { privacySettingsOf } from './change-privacy-settings.ts'
import { retentionOf } from './change-retention.ts'
import { changeSettings, FieldsInput } from './change-settings.ts'
import { checkInput } from './check-input.ts'
import { closingOf } from './read-settings.ts'
import { requireRight } from '../policy/can.ts'

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
  const { id, name, timeZone, locale, settings } = workspace
  const closing = closingOf(daybook, workspace)
  return {
    id: formatId('ws', id),
    name,
    timeZone,
    locale,
    fields: settings.fields ?? {},
    privacy: privacySettingsOf({ settings }),
    retention: retentionOf({ settings }),
    ...(closing !== undefined && { closing }),
  }
}

export const FieldsBody = z.strictObject({ fields: FieldsInput })

/** Replaces the field policy. The change is an entry with before and after. */
export async function changeFields(
  daybook: Daybook,
  principal: Principal,
  caller: Caller,
  body: unknown,
): Promise<WorkspaceView> {
  requireRight(principal, 'settings')
  const { fields } = checkInput(FieldsBody, body)
  const { settings } = await daybook.workspaces.get(principal.workspaceId)
  const others = Object.keys(settings.fields ?? {}).map(name => [name, 'track'] as const)
  await changeSettings(daybook, principal, caller, { fields: { ...Object.fromEntries(others), ...fields } })
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
