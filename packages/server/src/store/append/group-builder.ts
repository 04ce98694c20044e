/**
 * Builds a group: ties each intent to stored clients and objects, diffs it against the states last known, builds its
 * parts and seals them. Pure CPU over the registry, which moves on as if the group were written.
 */
import { findAction } from '@daybook/catalogue'
import { LIMITS } from '@daybook/protocol'
import { saysName } from '../../entry/says-name.ts'
import { splitSets } from '../../entry/split-sets.ts'
import { buildParts, type Resolved } from '../../entry/build-parts.ts'
import type { Actor, Intent } from '../../entry/intent.ts'
import { lastState } from '../../entry/last-state.ts'
import { makeEntry } from '../../entry/make-entry.ts'
import { isMarked, markOfParts } from '../../entry/mark-of.ts'
import { yearOf } from '../../entry/open-entry.ts'
import { servesEverybody } from '../../entry/ownership.ts'
import {
  applyChanges,
  applyDerived,
  applyState,
  type Diff,
  EMPTY_STATE,
  keepSaid,
  type State,
  type StateRules,
} from '../../entry/state.ts'
import { parseId } from '../../ids.ts'
import { KEY_BYTES } from '../../keys/seal.ts'
import { randomBytes, randomId } from '../../random.ts'
import { sameMoney, tellMoney } from '../accounts.ts'
import { FACTS, PROFILE } from '../client-keys.ts'
import { OUTCOME_CODES, SOURCE_CODES } from '../codes.ts'
import { clientLookup, objectLookup } from '../load-known.ts'
import { isGone, type KnownClient, type KnownObject, newClient, newObject, objectName } from '../registry.ts'
import { sealDirectory } from '../sealed-state.ts'
import { askedInGroup } from './asked-in-group.ts'
import type { AppendRequest, ChangedClient, PreparedEntry, PreparedGroup } from './group.ts'
import { followMerges, notYetOwning, survivorOf } from './follow-merges.ts'
import { GroupKeys } from './group-keys.ts'
import { keepState, sealObject, type Touched } from './seal-object.ts'
import type { Preparing } from './preparing.ts'
import { StaffClients } from './staff-clients.ts'
import { stateRules } from './state-rules.ts'

export class GroupBuilder {
  readonly #given: Preparing
  readonly #entries: PreparedEntry[] = []
  readonly #changedClients = new Map<KnownClient, Touched>()
  readonly #changedObjects = new Map<KnownObject, Touched>()
  readonly #keys: GroupKeys
  readonly #readObjects = new Map<number, number>()
  readonly #readClients = new Map<number, number>()
  readonly #actors = new Map<number, PreparedGroup['actors'][number]>()
  readonly #staff: StaffClients

  constructor(given: Preparing) {
    this.#given = given
    this.#staff = new StaffClients(given)
    this.#keys = new GroupKeys(given.clientKeys, given.workspace.id, given.registry.pendingKeys)
  }

  add(request: AppendRequest, given: Intent, index: number): void {
    const { registry, kinds, workspace } = this.#given
    const read = (client: KnownClient): void => void this.#readClients.set(client.id, client.version)
    const intent = followMerges(given, registry, read)
    const at = intent.occurrence.at
    const objects = intent.objects.map(object => this.#object(object.type, object.id))
    const clients = intent.clients.map(client => this.#client(client.id))
    const primary = objects[0]
    // An entry that names only objects is about the clients of the first of them that has any.
    if (clients.length === 0) {
      const owners = objects.find(object => object.clients.length > 0)?.clients ?? []
      const found = owners.flatMap(id => registry.clientsById.get(id) ?? [])
      clients.push(...new Set(found.map(owner => survivorOf(owner, registry, read))))
    }
    intent.clients.forEach((one, i) => this.#nameClient(clients[i]!, one.name, at))
    intent.objects.forEach((one, i) => this.#nameObject(objects[i]!, one.name, at))
    // Names that are not given, and the clients of an object named alone, are taken as last known: another server may
    // have changed them since.
    for (const object of objects) if (object.version > 0) this.#readObjects.set(object.id, object.version)
    for (const client of clients) if (client.version > 0) this.#readClients.set(client.id, client.version)
    // Whose an object is decides how its state is kept, so that comes first.
    for (const object of objects) if (!servesEverybody(object.type)) this.#own(object, clients)
    const diff = this.#diff(intent, clients, primary, at)
    this.#tellMoney(intent, objects)
    const actor = this.#actor(intent.actor, clients)
    const year = yearOf(intent.occurrence.text)
    const clientIds = clients.map(client => client.id)
    if (intent.actor.type === 'staff') this.#staff.act(actor.code, clientIds)
    const resolved: Resolved = {
      intent,
      actor: actor.named,
      onBehalfOf: intent.onBehalfOf === undefined ? undefined : this.#actor(intent.onBehalfOf, clients).named,
      clientIds,
      objectIds: objects.map(object => object.id),
      clientHostIds: clients.map(client => client.hostId),
      objectHostIds: objects.map(object => object.hostId),
      clientNames: clients.map((client, i) => intent.clients[i]?.name ?? client.name),
      objectNames: objects.map((object, i) => intent.objects[i]!.name ?? object.name),
      changes: diff?.changes ?? [],
      baseline: diff?.baseline,
      lastState: lastState(intent, primary, diff),
      late: clients.length === 0 ? 0 : this.#keys.taken(year),
    }
    const parts = buildParts(resolved)
    this.#entries.push({
      request,
      index,
      intent,
      recordedAt: this.#given.recordedAt,
      mark: isMarked(intent.action) ? markOfParts(parts) : undefined,
      bytes: makeEntry(intent.action, this.#given.recordedAt, parts, {
        facts: clients.map(client => this.#keys.of(client.id, FACTS)),
        // Of somebody anonymised the business facts go on; what is personal is sealed under a key that nobody keeps.
        personal: clients.map(client =>
          isGone(client) ? randomBytes(KEY_BYTES) : this.#keys.personal(client.id, year),
        ),
      }),
      kind: kinds.find(workspace.id, intent)!,
      source: SOURCE_CODES[intent.source],
      outcome: OUTCOME_CODES[intent.outcome],
      actor: actor.code,
      clientIds: [...new Set(resolved.clientIds)],
      objectIds: [...new Set(resolved.objectIds)],
    })
  }

  finish(): PreparedGroup {
    const clients: ChangedClient[] = []
    for (const [client, { from, first, entry }] of this.#changedClients) {
      client.version = from + 1
      clients.push({
        client,
        from,
        first,
        entry,
        directory: sealDirectory(client, this.#keys.of(client.id, PROFILE)),
      })
      this.#readClients.delete(client.id)
    }
    const objects: PreparedGroup['objects'][number][] = []
    for (const [object, touched] of this.#changedObjects) {
      object.version = touched.from + 1
      this.#readObjects.delete(object.id)
      objects.push(sealObject(object, touched, this.#keys, this.#given))
    }
    return {
      registry: this.#given.registry,
      entries: this.#entries,
      clients,
      objects,
      newKeys: this.#keys.made,
      actors: [...this.#actors.values()],
      readClients: this.#readClients,
      readObjects: this.#readObjects,
      usedKeys: this.#keys.used,
      years: this.#keys.years,
      staff: this.#staff.finish(),
      ...askedInGroup(this.#entries, this.#given.workspace, this.#given.keys),
    }
  }

  #client(id: string): KnownClient {
    const { registry, keys } = this.#given
    const known = registry.clientNamed(id)
    if (known !== undefined) return known
    const made = registry.addClient(newClient(randomId(), clientLookup(keys, id), id))
    this.#touchClient(made)
    return made
  }

  #object(type: string, id: string): KnownObject {
    const { registry, keys } = this.#given
    const known = id.startsWith('ob_')
      ? registry.objectsById.get(parseId('ob', id)!)
      : registry.objectsByName.get(objectName(type, id))
    if (known !== undefined) return known
    const made = registry.addObject(newObject(randomId(), type, objectLookup(keys, type, id), id))
    this.#touchObject(made)
    return made
  }

  #nameClient(client: KnownClient, name: string | undefined, at: number): void {
    if (name === undefined || name === client.name || at < client.nameAt || isGone(client)) return
    client.name = name
    client.nameAt = at
    this.#touchClient(client)
  }

  #nameObject(object: KnownObject, name: string | undefined, at: number): void {
    if (name === undefined || name === object.name || at < object.nameAt) return
    object.name = name
    object.nameAt = at
    this.#touchObject(object)
  }

  /** Clients that an entry names together with an object own the object from then on. */
  #own(object: KnownObject, clients: readonly KnownClient[]): void {
    const more = notYetOwning(object, clients, this.#given.registry, this.#readClients)
    // What hundreds of clients share (a class, an event) is nobody's: its state must not be sealed for each of them.
    if (more.length === 0 || object.clients.length >= LIMITS.parties) return
    const ownerless = object.clients.length === 0
    object.clients = [...object.clients, ...new Set(more)].slice(0, LIMITS.parties)
    if (ownerless) keepState(object, object.business)
    this.#touchObject(object)
  }

  #diff(
    intent: Intent,
    clients: readonly KnownClient[],
    object: KnownObject | undefined,
    at: number,
  ): Diff | undefined {
    const sets = findAction(intent.action)?.sets
    const says = intent.changes !== undefined || intent.state !== undefined
    if (intent.subject === 'client' && says) {
      const client = clients[0]!
      this.#readClients.set(client.id, client.version)
      const known = Object.keys(client.fields).length > 0
      const diff = this.#apply(client.fields, intent, at, known, this.#rules('client'))
      if (diff.changes.length + (diff.baseline?.length ?? 0) > 0) {
        if (!isGone(client)) this.#staff.change('client', client.id, client.fields, diff.next)
        client.fields = diff.next
        const name = diff.next['name']
        if (name !== undefined && saysName(intent.action, name) && name.at >= client.nameAt) {
          client.name = (name.v as string | null) ?? undefined
          client.nameAt = name.at
        }
        this.#touchClient(client)
      }
      return diff
    }
    if (intent.subject === 'none' && says) {
      // About nothing that has a state, such as the workspace's own settings.
      return this.#apply(EMPTY_STATE, intent, at, true, this.#rules('workspace'))
    }
    if (intent.subject !== 'object' || object === undefined || (!says && sets === undefined)) return undefined
    this.#readObjects.set(object.id, object.version)
    const state: State = Object.assign(Object.create(null) as object, object.business, object.personal)
    const known = Object.keys(state).length > 0
    const diff = says ? this.#apply(state, intent, at, known, this.#rules(object.type)) : undefined
    const { derived, said } = splitSets(intent, sets)
    const next = keepSaid(applyDerived(diff?.next ?? state, derived, at), said, at)
    if (next !== state) {
      this.#staff.change(object.type, object.id, state, next)
      keepState(object, next)
      this.#touchObject(object)
    }
    return diff
  }

  #tellMoney(intent: Intent, objects: readonly KnownObject[]): void {
    const [object] = objects
    if (object === undefined || intent.outcome !== 'success') return
    const next = tellMoney(object.money, { action: intent.action, objects, amount: intent.amount?.value })
    if (sameMoney(next, object.money)) return
    object.money = next
    this.#touchObject(object)
  }

  #apply(state: State, intent: Intent, at: number, known: boolean, rules: StateRules): Diff {
    return intent.state === undefined
      ? applyChanges(state, intent.changes ?? [], at, rules)
      : applyState(state, intent.state, at, known, rules)
  }

  #rules(type: string): StateRules {
    return stateRules(this.#given.workspace, this.#given.keys, type)
  }

  #touchClient(client: KnownClient): void {
    const entry = this.#entries.length
    const touched = this.#changedClients.get(client)
    if (touched === undefined) this.#changedClients.set(client, { from: client.version, first: entry, entry })
    else touched.entry = entry
  }

  #touchObject(object: KnownObject): void {
    const entry = this.#entries.length
    const touched = this.#changedObjects.get(object)
    if (touched === undefined) this.#changedObjects.set(object, { from: object.version, first: entry, entry })
    else touched.entry = entry
  }

  /** The actor's number, and the actor with their frozen name: as given, else as last known. */
  #actor(actor: Actor, clients: readonly KnownClient[]): { code: number; named: Actor } {
    const { registry, keys } = this.#given
    if (actor.type === 'client') return { code: clients[actor.client]!.id, named: actor }
    const hostId = actor.id ?? actor.name ?? ''
    const code = registry.actorCode(keys, actor.type, hostId)
    const known = registry.actorNames.get(code)
    const name = actor.name ?? known ?? hostId
    if (known !== name) {
      registry.actorNames.set(code, name)
      this.#actors.set(code, { actor: code, type: actor.type, hostId, name })
    }
    return { code, named: name === '' || name === actor.id ? actor : { ...actor, name } }
  }
}
