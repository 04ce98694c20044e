import type { Draft } from '@daybook/protocol'
import { appendEntries } from '../actions/append-entries.ts'
import { createWorkspace } from '../actions/create-workspace.ts'
import { removeDemo } from '../closing/close-due.ts'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { systemOf } from '../privacy/system-of.ts'
import { demoDrafts } from './demo-drafts.ts'
import { letPeopleGo } from './people-who-go.ts'

export const DEMO_NAME = 'Harbour Lane Clinic (demo)'

export interface DemoPlace {
  readonly timeZone: string
  readonly locale?: string
  /** Who asks for it, where that is not Daybook itself. */
  readonly by?: Principal['actor']
}

/** Entries of one request. */
const AT_ONCE = 250

/**
 * Makes a workspace of its own and lets eighteen months of an invented clinic happen in it, by the same actions as any
 * business's. All of it is there afterwards, or nothing.
 */
export async function fillDemo(daybook: Daybook, place: DemoPlace): Promise<Workspace> {
  const now = daybook.now()
  const workspace = await createWorkspace(daybook, { ...place, name: DEMO_NAME, demo: true })
  const principal = systemOf(workspace)
  try {
    await append(daybook, principal, demoDrafts({ now, timeZone: workspace.timeZone }))
    await letPeopleGo(daybook, workspace.id)
  } catch (error) {
    await removeDemo(daybook, principal).catch(() => {})
    throw error
  }
  return workspace
}

/** In their order: several requests are prepared while one is written. */
async function append(daybook: Daybook, principal: Principal, drafts: readonly Draft[]): Promise<void> {
  for (let at = 0; at < drafts.length; at += AT_ONCE) {
    const entries = drafts.slice(at, at + AT_ONCE)
    await appendEntries(daybook, principal, { entries }, JSON.stringify(entries).length)
  }
}
