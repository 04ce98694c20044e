import { canonicalJson } from '../../entry/canonical.ts'
import type { StateRules } from '../../entry/state.ts'
import type { Workspace } from '../../entry/workspace.ts'
import type { WorkspaceKeys } from '../../keys/key-folder.ts'

/** How changes of the fields of one type are kept, as the workspace has chosen. */
export const stateRules = (workspace: Workspace, keys: WorkspaceKeys, type: string): StateRules => ({
  policy: field => workspace.settings.fields?.[`${type}.${field}`] ?? 'track',
  label: field => ownLabel(workspace, type, field),
  macOf: (field, value) => keys.mac('hidden', type, field, canonicalJson(value)).toString('base64url'),
})

const ownLabel = ({ settings }: Workspace, type: string, field: string): string | undefined => {
  const own = type === 'client' ? settings.clientFields : settings.objectTypes?.[type]?.fields
  return own?.find(one => one.name === field)?.label
}
