/** The stored states of clients and objects against the changes that the entries tell, field by field. */
import type { Json } from '@daybook/protocol'
import { isDeepStrictEqual } from 'node:util'
import { servesEverybody } from '../../packages/server/src/entry/ownership.ts'
import type { State } from '../../packages/server/src/entry/state.ts'
import type { WorkspaceKeys } from '../../packages/server/src/keys/key-folder.ts'
import { FACTS, PROFILE } from '../../packages/server/src/store/client-keys.ts'
import { clientLookup } from '../../packages/server/src/store/load-known.ts'
import { openBusiness, openDirectory, openPersonal } from '../../packages/server/src/store/sealed-state.ts'
import type { LogRows } from './log-rows.ts'
import type { FindKey, Report, StoredEntry } from './stored-entry.ts'

interface Told {
  readonly v: Json
  readonly at: number
}

export function checkStates(
  rows: LogRows,
  entries: readonly StoredEntry[],
  keys: WorkspaceKeys,
  findKey: FindKey,
  report: Report,
): void {
  const told = tellAgain(entries)
  for (const row of rows.clients) {
    if (row.directory === null || row.lookup === null) continue
    attempt(`client ${row.client_id}`, report, () => {
      const directory = openDirectory(row.client_id, row.directory!, findKey(row.client_id, PROFILE))
      if (!row.lookup!.equals(clientLookup(keys, directory.hostId ?? '')))
        report(`client ${row.client_id}: the directory has another id`)
      compareState(`client ${row.client_id}`, directory.fields, told.get(row.client_id), report)
    })
  }
  for (const row of rows.objects) {
    const owners = rows.objectClients.filter(owner => owner.object_id === row.object_id)
    const clients = owners.map(owner => owner.client_id)
    attempt(`object ${row.object_id}`, report, () => {
      const sealed = { state: row.state!, clientId: row.client_id, stateKeys: row.state_keys }
      const opened = openBusiness(row.object_id, sealed, clients, id => findKey(id, FACTS))
      const state: Record<string, State[string]> = { ...opened?.business }
      for (const owner of owners) {
        const personal =
          owner.state === null
            ? {}
            : openPersonal(row.object_id, owner.state, findKey(owner.client_id, PROFILE))
        Object.assign(state, personal)
      }
      // What serves everybody keeps nothing personal.
      if (!servesEverybody(row.type))
        compareState(`object ${row.object_id} (${row.type})`, state, told.get(row.object_id), report)
    })
  }
}

function attempt(name: string, report: Report, work: () => void): void {
  try {
    work()
  } catch (error) {
    report(`the state of ${name} cannot be opened: ${String(error)}`)
  }
}

/** Of two changes the later in time holds; of two at one time the later entry. */
function tellAgain(entries: readonly StoredEntry[]): Map<number, Map<string, Told>> {
  const told = new Map<number, Map<string, Told>>()
  for (const { row, facts, personal, clientIds, objects } of entries) {
    for (const [name, value] of [facts, ...personal].flatMap(fields => [...fields])) {
      const match = /^(?:change|state)\/(client|1)\/(.*)$/s.exec(name)
      if (match === null) continue
      const subject = match[1] === 'client' ? clientIds[0]! : objects[0]!.id
      let fields = told.get(subject)
      if (fields === undefined) told.set(subject, (fields = new Map()))
      const last = fields.get(match[2]!)
      if (last !== undefined && last.at > row.occurred_at) continue
      fields.set(match[2]!, {
        v: (JSON.parse(String(value)) as { after?: Json }).after ?? null,
        at: row.occurred_at,
      })
    }
  }
  return told
}

function compareState(
  name: string,
  stored: State,
  told: ReadonlyMap<string, Told> | undefined,
  report: Report,
): void {
  for (const field of new Set([...Object.keys(stored), ...(told?.keys() ?? [])])) {
    const found = stored[field]
    // What the action itself sets, and what is hidden, stands in no change.
    if (found?.d === 1 || found?.h !== undefined) continue
    const expected = told?.get(field)
    if (!isDeepStrictEqual(found && { v: found.v, at: found.at }, expected)) {
      report(
        `${name}: "${field}" is ${JSON.stringify(found)}, and the entries say ${JSON.stringify(expected)}`,
      )
    }
  }
}
