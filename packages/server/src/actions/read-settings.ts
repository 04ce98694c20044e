/** What a workspace has chosen, whole. */
import { defaultChecklist, type Locale } from '@daybook/catalogue'
import type { Closing, SettingsView, WorkspaceChoices } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { formatInstant } from '../entry/times.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { formatEntryId, formatId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { onlineChoices } from '../online/online-choices.ts'
import { countsOwnDays } from '../store/counting.ts'
import { privacySettingsOf } from './change-privacy-settings.ts'
import { retentionOf } from './change-retention.ts'

/** What holds where a workspace has not chosen. */
export const choicesOf = ({ name, timeZone, locale, settings }: Workspace): WorkspaceChoices => ({
  name,
  timeZone,
  locale: locale as Locale,
  clientWord: settings.clientWord ?? 'client',
  teamVisibility: settings.teamVisibility ?? 'everyone',
  profileViews: settings.profileViews ?? false,
  logViews: settings.logViews ?? true,
  recordIp: settings.recordIp ?? true,
  ...onlineChoices(settings),
  fields: settings.fields ?? {},
  checklist: settings.checklist ?? defaultChecklist(locale as Locale),
  links: settings.links ?? null,
})

export async function readSettings(daybook: Daybook, principal: Principal): Promise<SettingsView> {
  requireRight(principal, 'readSettings')
  return presentSettings(daybook, await daybook.workspaces.get(principal.workspaceId))
}

export function presentSettings(daybook: Daybook, workspace: Workspace): SettingsView {
  const closing = closingOf(daybook, workspace)
  return {
    id: formatId('ws', workspace.id),
    ...choicesOf(workspace),
    privacy: privacySettingsOf(workspace),
    retention: retentionOf(workspace),
    security: { twoFactor: workspace.settings.twoFactor ?? [] },
    ...(closing !== undefined && { closing }),
    countingDays: !countsOwnDays(workspace),
  }
}

/** The closing that was asked for. */
export function closingOf(daybook: Daybook, workspace: Workspace): Closing | undefined {
  const { id, closing, generations } = workspace
  if (closing === undefined) return undefined
  const { entryIdKey } = daybook.folder.workspace(id)
  return {
    closesAt: formatInstant(closing.closesAt),
    entry: formatEntryId(entryIdKey, generations, closing.seq),
  }
}
