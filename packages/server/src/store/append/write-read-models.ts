/** What a group changes beside the log itself: counts, clients and their keys, objects, the names of actors. */
import type { Workspace } from '../../entry/workspace.ts'
import { byteaArray, int2Array, int4Array, int8Array, textArray } from '../sql-array.ts'
import type { Run } from '../transaction.ts'
import { countGroup } from './count-group.ts'
import type { ChangedObject, PreparedGroup } from './group.ts'
import * as sql from './statements.ts'

/** `seqOf` gives the number of the entry at a place of the group. */
export function writeReadModels(
  run: Run,
  workspace: Workspace,
  group: PreparedGroup,
  seqOf: (place: number) => number,
): Promise<unknown>[] {
  const ws = workspace.id
  const sent: Promise<unknown>[] = []
  const counts = countGroup(group.entries, workspace.timeZone)
  sent.push(
    run(sql.ADD_COUNTS, [
      ws,
      workspace.zoneSet,
      int8Array(counts.object),
      int4Array(counts.day),
      int4Array(counts.kind),
      int2Array(counts.source),
      int8Array(counts.actor),
      int8Array(counts.n),
    ]),
  )
  sent.push(...writeClients(run, ws, group, seqOf))
  sent.push(...writeObjects(run, ws, group.objects, seqOf))
  if (group.actors.length > 0) {
    sent.push(
      run(sql.PUT_ACTORS, [
        ws,
        int8Array(group.actors.map(one => one.actor)),
        textArray(group.actors.map(one => one.type)),
        textArray(group.actors.map(one => one.hostId)),
        textArray(group.actors.map(one => one.name)),
      ]),
    )
  }
  return sent
}

function writeClients(
  run: Run,
  ws: number,
  group: PreparedGroup,
  seqOf: (place: number) => number,
): Promise<unknown>[] {
  const sent: Promise<unknown>[] = []
  const newClients = group.clients.filter(one => one.from === 0)
  const oldClients = group.clients.filter(one => one.from > 0)
  if (newClients.length > 0) {
    sent.push(
      run(sql.INSERT_CLIENTS, [
        ws,
        int8Array(newClients.map(one => one.client.id)),
        byteaArray(newClients.map(one => one.client.lookup)),
        byteaArray(newClients.map(one => one.directory)),
        int8Array(newClients.map(one => seqOf(one.entry))),
      ]),
    )
  }
  if (oldClients.length > 0) {
    sent.push(
      run(sql.UPDATE_CLIENTS, [
        ws,
        int8Array(oldClients.map(one => one.client.id)),
        byteaArray(oldClients.map(one => one.directory)),
        int4Array(oldClients.map(one => one.from + 1)),
        int8Array(oldClients.map(one => seqOf(one.entry))),
      ]),
    )
  }
  if (group.newKeys.length > 0) {
    sent.push(
      run(sql.INSERT_KEYS, [
        ws,
        int8Array(group.newKeys.map(key => key.clientId)),
        int2Array(group.newKeys.map(key => key.kind)),
        int2Array(group.newKeys.map(key => key.kek)),
        byteaArray(group.newKeys.map(key => key.wrapped)),
      ]),
    )
  }
  return sent
}

function writeObjects(
  run: Run,
  ws: number,
  objects: readonly ChangedObject[],
  seqOf: (place: number) => number,
): Promise<unknown>[] {
  const sent: Promise<unknown>[] = []
  const made = objects.filter(one => one.from === 0)
  const changed = objects.filter(one => one.from > 0)
  const state = (list: readonly ChangedObject[]): Buffer[] => [
    int8Array(list.map(one => one.startsAt)),
    textArray(list.map(one => one.status)),
    int8Array(list.map(one => one.stateClient)),
    byteaArray(list.map(one => one.state)),
    byteaArray(list.map(one => one.stateKeys)),
  ]
  if (made.length > 0) {
    sent.push(
      run(sql.INSERT_OBJECTS, [
        ws,
        int8Array(made.map(one => one.object.id)),
        textArray(made.map(one => one.object.type)),
        byteaArray(made.map(one => one.object.lookup)),
        int8Array(made.map(one => seqOf(one.entry))),
        ...state(made),
      ]),
    )
  }
  if (changed.length > 0) {
    sent.push(
      run(sql.UPDATE_OBJECTS, [
        ws,
        int8Array(changed.map(one => one.object.id)),
        int4Array(changed.map(one => one.from + 1)),
        int8Array(changed.map(one => seqOf(one.entry))),
        ...state(changed),
      ]),
    )
  }
  const owners = objects.flatMap(one => one.personal.map(owner => ({ ...owner, objectId: one.object.id })))
  if (owners.length > 0) {
    sent.push(
      run(sql.PUT_OBJECT_CLIENTS, [
        ws,
        int8Array(owners.map(one => one.clientId)),
        int8Array(owners.map(one => one.objectId)),
        int2Array(owners.map(one => one.place)),
        byteaArray(owners.map(one => one.state)),
      ]),
    )
  }
  return sent
}
