import type { ActorType, Scalar } from '@daybook/protocol'
import { parseId } from '../ids.ts'
import type { WorkspaceKeys } from '../keys/key-folder.ts'
import { actorCode } from '../store/codes.ts'

/** Who acted, as a record tells it. */
export interface ToldActor {
  /** What the column `actor` holds. */
  readonly code: number
  readonly type: ActorType
  /** Of an actor who is no client: the host's id, and the name as it was then. */
  readonly hostId?: string
  readonly name?: string
}

/** `value` is the record's field `actor` or `onBehalfOf`; undefined where there is none. */
export function readActor(value: Scalar | undefined, codeOf: ActorCodes): ToldActor | undefined {
  if (typeof value !== 'string') return undefined
  const [type, id, name] = JSON.parse(value) as [ActorType, (string | null)?, string?]
  if (type === 'client') return { code: parseId('cl', id ?? '') ?? -1, type }
  const hostId = id ?? name ?? ''
  return { code: codeOf(type, hostId), type, hostId, name: name ?? id ?? '' }
}

/** Finds an actor's number. */
export type ActorCodes = (type: ActorType, hostId: string) => number

const MOST_REMEMBERED = 10_000

/** The numbers of actors are MACs, and the same few act again and again. */
export function rememberActorCodes(keys: WorkspaceKeys): ActorCodes {
  const known = new Map<string, number>()
  return (type, hostId) => {
    const name = `${type} ${hostId}`
    let code = known.get(name)
    if (code === undefined) {
      if (known.size >= MOST_REMEMBERED) known.clear()
      known.set(name, (code = actorCode(keys, type, hostId)))
    }
    return code
  }
}
