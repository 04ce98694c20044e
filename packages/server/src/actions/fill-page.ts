/** A page of objects as a reader sees them: what they may not see, or did not ask for, is passed over. */
import type { ObjectView } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { readStoredObjects } from '../store/read/known-subject.ts'
import { seesObject, viewStored } from './read-object.ts'
import { visibilityOf } from './visibility-of.ts'

export interface Placed {
  readonly objectId: number
  /** The entry that last changed it. */
  readonly lastSeq: number
}

export interface Filling<P extends Placed> {
  readonly limit: number
  readonly after: P | undefined
  /** The next places behind one, at most `limit` of them. */
  read(after: P | undefined, limit: number): Promise<readonly P[]>
  readonly fits?: ((view: ObjectView, place: P) => boolean) | undefined
}

export interface FilledPage<P> {
  readonly found: readonly { readonly place: P; readonly view: ObjectView }[]
  /** Behind which the next page begins; undefined at the end. */
  readonly next: P | undefined
}

/** Rows looked at for one page at most: whoever filters finely goes on with `next`. */
const MOST = 2000

export async function fillPage<P extends Placed>(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  { limit, after: start, read, fits }: Filling<P>,
): Promise<FilledPage<P>> {
  let after = start
  const found: { place: P; view: ObjectView }[] = []
  let isLast = false
  for (let looked = 0; found.length <= limit && looked < MOST && !isLast; looked += limit) {
    const places = await read(after, limit)
    const views = await viewPlaces(daybook, principal, workspace, places)
    for (const place of places) {
      const view = views.get(place.objectId)
      if (view !== undefined && fits?.(view, place) !== false) found.push({ place, view })
    }
    after = places.at(-1) ?? after
    isLast = places.length < limit
  }
  const page = found.slice(0, limit)
  const end = found.length > limit ? page.at(-1)!.place : undefined
  return { found: page, next: end ?? (isLast ? undefined : after) }
}

/** Those that this reader sees, by number. */
export async function viewPlaces(
  daybook: Daybook,
  principal: Principal,
  workspace: Workspace,
  places: readonly Placed[],
): Promise<ReadonlyMap<number, ObjectView>> {
  const sight = await visibilityOf(daybook, principal)
  const lastSeqs = new Map(places.map(place => [place.objectId, place.lastSeq]))
  const stored = await readStoredObjects(daybook, workspace, lastSeqs)
  const views = new Map<number, ObjectView>()
  for (const one of stored) {
    if (!seesObject(sight, one)) continue
    const view = await viewStored(daybook, principal, workspace, { of: 'object', stored: one })
    if (view !== undefined) views.set(one.object.id, view)
  }
  return views
}
