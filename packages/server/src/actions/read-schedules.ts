import { plainState } from '../acts/view-object.ts'
import type { Schedule } from '../acts/open-hours.ts'
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { readKnownObjects } from '../store/read/known-subject.ts'
import { listObjectPlaces } from '../store/read/list-objects.ts'

/** Schedules of a business are few; what goes beyond is not looked at. */
const MOST = 1000

/** The schedules that are not deleted, by their fields. */
export async function readSchedules(daybook: Daybook, workspace: Workspace): Promise<readonly Schedule[]> {
  const places = await listObjectPlaces(daybook.pools.app, workspace.id, {
    type: 'schedule',
    byStart: false,
    from: Number.MIN_SAFE_INTEGER,
    to: Number.MAX_SAFE_INTEGER,
    statuses: [],
    limit: MOST,
  })
  const objects = await readKnownObjects(
    daybook,
    workspace,
    places.map(place => place.objectId),
  )
  return objects
    .map(object => plainState({ ...object.business, ...object.personal }))
    .filter(state => state['deleted'] !== 'yes')
}
