/** Opens Daybook in a process of the bench. */
import type { Principal } from '@daybook/server/command'
import { createWorkspace } from '@daybook/server/command'
import { openDaybook, type OpenDaybook } from '@daybook/server/bench'
import type { DaybookDatabase } from '../postgres.ts'

export interface OpenParams {
  readonly database: DaybookDatabase
  /** One entry a transaction, one transaction at a time: the same path without group commit. */
  readonly ungrouped?: boolean
}

export const openIn = ({ database, ungrouped }: OpenParams): OpenDaybook =>
  openDaybook(
    database.urls,
    database.keysDir,
    ungrouped === true ? { append: { groupSize: 1, inFlight: 1 } } : {},
  )

export const principalOf = (workspaceId: number): Principal => ({
  workspaceId,
  kind: 'daybook',
  actor: { type: 'system' },
  scopes: ['admin', 'append', 'read'],
})

export async function newWorkspace(daybook: OpenDaybook, name: string): Promise<Principal> {
  const { id } = await createWorkspace(daybook, { name, timeZone: 'Europe/Lisbon' })
  return principalOf(id)
}
