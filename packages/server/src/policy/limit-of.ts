import type { Principal, Visibility, WorkspaceSettings } from '../entry/workspace.ts'

/** Of what one of the staff sees something: as is said of them, else as the workspace says of its team (R-H2). */
export function limitOf(
  { kind, member }: Principal,
  { teamVisibility }: Pick<WorkspaceSettings, 'teamVisibility'>,
): Visibility {
  if (kind !== 'member' || member === undefined || member.role !== 'staff') return 'everyone'
  return member.visibility ?? teamVisibility ?? 'everyone'
}
