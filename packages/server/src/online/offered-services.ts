/** The services that can be booked online, and their free times. */
import { findFreeTimes, type Free } from '../actions/find-free-times.ts'
import { readSchedules } from '../actions/read-schedules.ts'
import { plainState } from '../acts/view-object.ts'
import { type Wish, wishOfService } from '../acts/wish.ts'
import type { Daybook } from '../daybook.ts'
import { localDay, startOfDay } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { readKnownObjects } from '../store/read/known-subject.ts'
import { listObjectPlaces } from '../store/read/list-objects.ts'
import { onlineChoices } from './online-choices.ts'

export interface OfferedService {
  readonly ref: string
  /** The host's id. */
  readonly id: string
  readonly name: string
  readonly description?: string | undefined
  readonly group?: string | undefined
  readonly price?: number | undefined
  readonly currency?: string | undefined
  readonly wish: Wish
  /** Hours. */
  readonly notice: number
  readonly horizonDays: number
}

const MOST = 500
const HOUR = 3_600_000

/** By group, then name. */
export async function offeredServices(
  daybook: Daybook,
  workspace: Workspace,
): Promise<readonly OfferedService[]> {
  const places = await listObjectPlaces(daybook.pools.app, workspace.id, {
    type: 'service',
    byStart: false,
    from: Number.MIN_SAFE_INTEGER,
    to: Number.MAX_SAFE_INTEGER,
    statuses: [],
    limit: MOST,
  })
  const ids = places.map(place => place.objectId)
  const { onlineNoticeHours, onlineHorizonDays } = onlineChoices(workspace.settings)
  const offered = (await readKnownObjects(daybook, workspace, ids)).flatMap((object): OfferedService[] => {
    const fields = plainState({ ...object.business, ...object.personal })
    if (fields['deleted'] === 'yes' || fields['active'] === false || fields['online'] !== true) return []
    const name = textOf(fields['name']) ?? object.name ?? object.hostId
    return [
      {
        ref: formatId('ob', object.id),
        id: object.hostId,
        name,
        description: textOf(fields['description']),
        group: textOf(fields['group']),
        price: numberOf(fields['price']),
        currency: textOf(fields['currency']),
        wish: wishOfService(fields, name),
        notice: numberOf(fields['noticeHours']) ?? onlineNoticeHours,
        horizonDays: numberOf(fields['horizonDays']) ?? onlineHorizonDays,
      },
    ]
  })
  return offered.toSorted((a, b) => compare(a.group ?? '', b.group ?? '') || compare(a.name, b.name))
}

const compare = (a: string, b: string): number => a.localeCompare(b)
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** Between which instants (UTC ms) somebody may book it now: from, inclusive; until, exclusive. */
export function bookableSpan(
  daybook: Daybook,
  { timeZone }: Workspace,
  { notice, horizonDays }: Pick<OfferedService, 'notice' | 'horizonDays'>,
): { readonly from: number; readonly until: number } {
  const now = daybook.now()
  return {
    from: now + notice * HOUR,
    until: startOfDay(localDay(now, timeZone) + horizonDays + 1, timeZone),
  }
}

/** Starts that are offered within a span; none where nobody has a schedule: a stranger is promised nothing. */
export async function offeredTimes(
  daybook: Daybook,
  workspace: Workspace,
  wish: Wish,
  span: { readonly from: number; readonly to: number },
): Promise<readonly Free[]> {
  const schedules = await readSchedules(daybook, workspace)
  if (schedules.length === 0 || span.to <= span.from) return []
  const step = onlineChoices(workspace.settings).onlineStep * 60_000
  return (await findFreeTimes(daybook, workspace, wish, { ...span, step }, schedules)).times
}
