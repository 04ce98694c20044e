import type { Draft } from '@daybook/protocol'
import { appendEntries } from '../actions/append-entries.ts'
import { checkLog } from '../actions/check-log.ts'
import { putObjectType } from '../actions/change-object-types.ts'
import { createWorkspace } from '../actions/create-workspace.ts'
import { removeDemo } from '../closing/close-due.ts'
import type { Daybook } from '../daybook.ts'
import { DAY_MS } from '../entry/times.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { systemOf } from '../privacy/system-of.ts'
import { MANAGER, OFFICE } from './cast.ts'
import { daybookAt } from './daybook-at.ts'
import { DemoClock } from './demo-clock.ts'
import { demoDrafts } from './demo-drafts.ts'
import { EQUIPMENT } from './offers.ts'
import { letPeopleGo, WENT, WHO_WENT } from './people-who-go.ts'

export const DEMO_NAME = 'Harbour Lane (demo)'

export interface DemoPlace {
  readonly timeZone: string
  readonly locale?: string
  /** Who asks for it, where that is not Daybook itself. */
  readonly by?: Principal['actor']
}

/**
 * Makes a workspace of its own and lets eighteen months of an invented clinic happen in it, by the same actions as any
 * business's, each entry at its own time. All of it is there afterwards, or nothing.
 */
export async function fillDemo(daybook: Daybook, place: DemoPlace): Promise<Workspace> {
  const drafts = demoDrafts({ now: daybook.now(), timeZone: place.timeZone })
  let now = timeOf(drafts[0]!)
  const then = daybookAt(daybook, () => now)
  const workspace = await createWorkspace(then, { ...place, name: DEMO_NAME, demo: true })
  const principal = systemOf(workspace)
  const clock = new DemoClock(daybook.now(), place.timeZone)
  const went = Date.parse(clock.at(clock.openBefore(-WENT), 10, 40))
  try {
    await putObjectType(then, { ...principal, actor: MANAGER }, OFFICE, 'device', EQUIPMENT)
    for (const told of requestsOf(drafts, daybook.now())) {
      const last = timeOf(told.at(-1)!)
      if (now < went && last >= went) {
        now = went
        await letPeopleGo(then, workspace.id)
      }
      now = Math.max(now, last)
      const entries =
        now < went ? told : told.filter(({ client }) => client === undefined || !WHO_WENT.has(client.id))
      if (entries.length > 0)
        await appendEntries(then, principal, { entries }, JSON.stringify(entries).length)
    }
    // Its entries are of the past: without a check it would look as if one were overdue.
    await checkLog(daybook, workspace.id)
  } catch (error) {
    await removeDemo(daybook, principal).catch(() => {})
    throw error
  }
  return workspace
}

/** UTC ms; of a plain date its end. */
const timeOf = ({ occurredAt }: Draft): number =>
  Date.parse(occurredAt!.length === 10 ? `${occurredAt}T23:59:59Z` : occurredAt!)

/** In so many last days each minute has a request of its own, as if it were live; before, a day has one. */
const LIVE_DAYS = 35

/** What is recorded together, oldest first. */
const requestsOf = (drafts: readonly Draft[], now: number): readonly (readonly Draft[])[] => [
  ...Map.groupBy(drafts, draft =>
    draft.occurredAt!.slice(0, timeOf(draft) > now - LIVE_DAYS * DAY_MS ? 16 : 10),
  ).values(),
]
