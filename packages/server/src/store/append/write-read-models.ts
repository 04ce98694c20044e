/** What a group changes beside the log itself: counts, clients and their keys, objects, the names of actors. */
import type { Counting, Workspace } from '../../entry/workspace.ts'
import type { Write } from '../combine-statements.ts'
import { byteaArray, int2Array, int4Array, int8Array, textArray } from '../sql-array.ts'
import { writeAsked } from './asked-in-group.ts'
import { zonesOf } from '../counting.ts'
import { countGroup } from './count-group.ts'
import type { ChangedObject, PreparedGroup } from './group.ts'
import { writeMarks } from './write-marks.ts'
import { writeStaffClients } from './staff-clients.ts'
import * as sql from './statements.ts'

/** `seqOf` gives the number of the entry at a place of the group. */
export function writeReadModels(
  workspace: Workspace,
  group: PreparedGroup,
  seqOf: (place: number) => number,
  counting: Counting,
): Write[] {
  const ws = workspace.id
  const writes: Write[] = []
  const counts = countGroup(group.entries, zonesOf(counting, workspace))
  writes.push({
    statement: sql.ADD_COUNTS,
    values: [
      ws,
      int8Array(counts.object),
      int4Array(counts.set),
      int4Array(counts.day),
      int4Array(counts.kind),
      int2Array(counts.source),
      int8Array(counts.actor),
      int8Array(counts.n),
    ],
  })
  writes.push(...writeClients(ws, group, seqOf))
  writes.push(...writeObjects(ws, group.objects, seqOf))
  writes.push(...writeAsked(ws, group, seqOf))
  writes.push(...writeStaffClients(ws, group.staff))
  writes.push(...writeMarks(ws, group.entries, seqOf))
  if (group.actors.length > 0) {
    writes.push({
      statement: sql.PUT_ACTORS,
      values: [
        ws,
        int8Array(group.actors.map(one => one.actor)),
        textArray(group.actors.map(one => one.type)),
        textArray(group.actors.map(one => one.hostId)),
        textArray(group.actors.map(one => one.name)),
      ],
    })
  }
  return writes
}

function writeClients(ws: number, group: PreparedGroup, seqOf: (place: number) => number): Write[] {
  const writes: Write[] = []
  const newClients = group.clients.filter(one => one.from === 0)
  const oldClients = group.clients.filter(one => one.from > 0)
  if (newClients.length > 0) {
    writes.push({
      statement: sql.INSERT_CLIENTS,
      values: [
        ws,
        int8Array(newClients.map(one => one.client.id)),
        byteaArray(newClients.map(one => one.client.lookup)),
        byteaArray(newClients.map(one => one.directory)),
        int8Array(newClients.map(one => seqOf(one.first))),
        int8Array(newClients.map(one => seqOf(one.entry))),
      ],
    })
  }
  if (oldClients.length > 0) {
    writes.push({
      statement: sql.UPDATE_CLIENTS,
      values: [
        ws,
        int8Array(oldClients.map(one => one.client.id)),
        byteaArray(oldClients.map(one => one.directory)),
        int4Array(oldClients.map(one => one.from + 1)),
        int8Array(oldClients.map(one => seqOf(one.entry))),
      ],
    })
  }
  if (group.newKeys.length > 0) {
    writes.push({
      statement: sql.INSERT_KEYS,
      values: [
        ws,
        int8Array(group.newKeys.map(key => key.clientId)),
        int4Array(group.newKeys.map(key => key.kind)),
        int4Array(group.newKeys.map(key => key.kek)),
        byteaArray(group.newKeys.map(key => key.wrapped)),
      ],
    })
  }
  return writes
}

/** The columns of both statements, in their order. */
const columnsOf = (list: readonly ChangedObject[]): Buffer[] => [
  int8Array(list.map(one => one.columns.startsAt)),
  textArray(list.map(one => one.columns.status)),
  int8Array(list.map(one => one.stateClient)),
  byteaArray(list.map(one => one.state)),
  byteaArray(list.map(one => one.stateKeys)),
  int8Array(list.map(one => one.columns.takenUntil)),
  byteaArray(list.map(one => one.columns.member)),
  byteaArray(list.map(one => one.columns.room)),
  int8Array(list.map(one => one.account.account)),
  int2Array(list.map(one => one.account.part)),
  int8Array(list.map(one => one.account.amount)),
  int8Array(list.map(one => one.account.since)),
  int8Array(list.map(one => one.account.toldAmount)),
  int8Array(list.map(one => one.account.toldReturned)),
  int8Array(list.map(one => one.columns.takenFrom)),
  byteaArray(list.map(one => one.columns.shared)),
  int4Array(list.map(one => one.columns.seats)),
]

function writeObjects(
  ws: number,
  objects: readonly ChangedObject[],
  seqOf: (place: number) => number,
): Write[] {
  const writes: Write[] = []
  const made = objects.filter(one => one.from === 0)
  const changed = objects.filter(one => one.from > 0)
  if (made.length > 0) {
    writes.push({
      statement: sql.INSERT_OBJECTS,
      values: [
        ws,
        int8Array(made.map(one => one.object.id)),
        textArray(made.map(one => one.object.type)),
        byteaArray(made.map(one => one.object.lookup)),
        int8Array(made.map(one => seqOf(one.first))),
        int8Array(made.map(one => seqOf(one.entry))),
        ...columnsOf(made),
      ],
    })
  }
  if (changed.length > 0) {
    writes.push({
      statement: sql.UPDATE_OBJECTS,
      values: [
        ws,
        int8Array(changed.map(one => one.object.id)),
        int4Array(changed.map(one => one.from + 1)),
        int8Array(changed.map(one => seqOf(one.entry))),
        ...columnsOf(changed),
      ],
    })
  }
  const owners = objects.flatMap(one => one.personal.map(owner => ({ ...owner, objectId: one.object.id })))
  if (owners.length > 0) {
    writes.push({
      statement: sql.PUT_OBJECT_CLIENTS,
      values: [
        ws,
        int8Array(owners.map(one => one.clientId)),
        int8Array(owners.map(one => one.objectId)),
        int2Array(owners.map(one => one.place)),
        byteaArray(owners.map(one => one.state)),
      ],
    })
  }
  return writes
}
