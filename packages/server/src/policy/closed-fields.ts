import type { Principal, WorkspaceSettings } from '../entry/workspace.ts'
import { can } from './can.ts'

/** The client's fields whose values are not for whoever asks (N5), retired ones too; undefined where there are none. */
export function closedFields(
  principal: Principal,
  { clientFields }: Pick<WorkspaceSettings, 'clientFields'>,
): ReadonlySet<string> | undefined {
  if (clientFields === undefined || can(principal, 'sensitive')) return undefined
  const names = clientFields.filter(field => field.sensitive).map(field => field.name)
  return names.length === 0 ? undefined : new Set(names)
}
