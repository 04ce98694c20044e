import { canonicalJson } from '../../entry/canonical.ts'
import type { StateRules } from '../../entry/state.ts'
import type { Workspace } from '../../entry/workspace.ts'
import type { WorkspaceKeys } from '../../keys/key-folder.ts'

/** How changes of the fields of one type are kept, as the workspace has chosen. */
export const stateRules = (workspace: Workspace, keys: WorkspaceKeys, type: string): StateRules => ({
  policy: field => workspace.settings.fields?.[`${type}.${field}`] ?? 'track',
  macOf: (field, value) => keys.mac('hidden', type, field, canonicalJson(value)).toString('base64url'),
})
