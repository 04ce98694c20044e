import type { Workspace } from '../../entry/workspace.ts'
import type { WorkspaceKeys } from '../../keys/key-folder.ts'
import type { ClientKeys } from '../client-keys.ts'
import type { Registry } from '../registry.ts'
import type { Kinds } from './kinds.ts'

/** What a group is prepared with. */
export interface Preparing {
  readonly workspace: Workspace
  readonly keys: WorkspaceKeys
  readonly clientKeys: ClientKeys
  readonly registry: Registry
  readonly kinds: Kinds
  /** Seconds. */
  readonly recordedAt: number
}
