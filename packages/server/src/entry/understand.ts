/** Draft → Intent: resolves who and what, reads the time, applies defaults, masks secrets. Nothing here touches SQL. */
import { classify, type Source } from '@daybook/catalogue'
import type { Draft, DraftActor, InputError, Json } from '@daybook/protocol'
import type { WorkspaceKeys } from '../keys/key-folder.ts'
import { canonicalJson, sameJson } from './canonical.ts'
import type { Actor, GivenChange, Intent, IntentClient, OtherActor } from './intent.ts'
import { isSecretName, maskCards, maskValue } from './mask.ts'
import { instant, type Occurrence, parseOccurrence } from './times.ts'
import type { Principal, Workspace } from './workspace.ts'

export interface Understanding {
  readonly workspace: Workspace
  readonly keys: WorkspaceKeys
  readonly principal: Principal
  /** UTC ms. */
  readonly now: number
  /** True where the text is an entry id of this workspace's log. */
  readonly isEntryId: (id: string) => boolean
}

export const KEY_MAC_BYTES = 16

/** Appends to `errors` (JSON Pointers below `path`) what the draft gets wrong beyond its shape. */
export function understand(
  draft: Draft,
  path: string,
  errors: InputError[],
  given: Understanding,
): Intent | undefined {
  const before = errors.length
  const wrong = (at: string, message: string): void => void errors.push({ path: path + at, message })

  const masked = maskDraft(draft)
  const clients: IntentClient[] = []
  for (const client of draft.clients ?? (draft.client === undefined ? [] : [draft.client]))
    addClient(clients, client)
  if (draft.client !== undefined && draft.clients !== undefined)
    wrong('/client', 'send either "client" or "clients"')
  if (draft.object !== undefined && draft.objects !== undefined)
    wrong('/object', 'send either "object" or "objects"')
  const objects = draft.objects ?? (draft.object === undefined ? [] : [draft.object])

  const actor = resolveActor(draft.actor, clients, given.principal, message => wrong('/actor', message))
  const onBehalfOf =
    draft.onBehalfOf === undefined
      ? undefined
      : resolveActor(draft.onBehalfOf, clients, given.principal, message => wrong('/onBehalfOf', message))

  const occurrence = readOccurrence(draft.occurredAt, given, message => wrong('/occurredAt', message))
  if (draft.undated === true && draft.occurredAt === undefined) {
    wrong('/undated', 'an undated entry needs "occurredAt", which says where it sorts')
  }
  const source = draft.source ?? defaultSource(actor, draft.rule !== undefined)
  const changes = readChanges(draft, masked, wrong)
  if (typeof draft.causedBy === 'string' && !given.isEntryId(draft.causedBy)) {
    wrong('/causedBy', 'names no entry of this workspace; an entry of your own can be named as {"key": "…"}')
  }
  if (errors.length > before || occurrence === undefined || actor === undefined) return undefined

  return {
    action: draft.action,
    ...classify(draft.action, draft),
    source,
    outcome: draft.outcome ?? 'success',
    occurrence,
    undated: draft.undated === true,
    actor,
    onBehalfOf,
    clients,
    objects,
    subject: subjectOf(draft.action, clients.length, objects.length),
    changes,
    state: masked.state,
    rule: draft.rule,
    reference: draft.reference,
    reason: masked.reason,
    // What was sent with it counts as the same content, so that a retry after a change of the setting is still a repeat.
    ip: given.workspace.settings.recordIp === false ? undefined : draft.context?.ip,
    userAgent: draft.context?.userAgent,
    requestId: draft.context?.requestId,
    amount: draft.context?.amount,
    data: masked.data ?? {},
    correlationId: draft.correlationId,
    ...readNames(draft, masked, given.keys),
  }
}

/** What names this entry, and its cause, in the host's own words: only MACs of it are looked up. */
function readNames(
  draft: Draft,
  masked: Draft,
  keys: WorkspaceKeys,
): Pick<Intent, 'causedBy' | 'causedByKey' | 'key' | 'keyMac' | 'contentMac'> {
  const cause = draft.causedBy
  const caused =
    typeof cause === 'object'
      ? { causedByKey: keyMac(keys, cause.key) }
      : cause === undefined
        ? {}
        : { causedBy: cause }
  if (draft.key === undefined) return caused
  const contentMac = keys.mac('content', canonicalJson(masked)).subarray(0, KEY_MAC_BYTES)
  return { ...caused, key: draft.key, keyMac: keyMac(keys, draft.key), contentMac }
}

const keyMac = (keys: WorkspaceKeys, key: string): Buffer => keys.mac('key', key).subarray(0, KEY_MAC_BYTES)

/** The draft with every secret masked: what is compared, diffed and stored. */
function maskDraft(draft: Draft): Draft {
  const { changes, before, after, state, data, reason } = draft
  if (!(changes ?? before ?? after ?? state ?? data ?? reason)) return draft
  const mask = (
    values: Readonly<Record<string, Json>> | undefined,
  ): Readonly<Record<string, Json>> | undefined =>
    values === undefined ? undefined : (maskValue('', values) as Readonly<Record<string, Json>>)
  return {
    ...draft,
    ...(changes && {
      changes: changes.map(change => ({
        ...change,
        ...(change.before !== undefined && { before: maskValue(change.field, change.before) }),
        ...(change.after !== undefined && { after: maskValue(change.field, change.after) }),
      })),
    }),
    ...(before && { before: mask(before) }),
    ...(after && { after: mask(after) }),
    ...(state && { state: mask(state) }),
    ...(data && { data: mask(data) }),
    ...(reason !== undefined && { reason: maskCards(reason) }),
  }
}

function addClient(clients: IntentClient[], client: IntentClient): number {
  const known = clients.findIndex(other => other.id === client.id)
  if (known < 0) return clients.push({ id: client.id, name: client.name }) - 1
  if (clients[known]!.name === undefined && client.name !== undefined) clients[known] = client
  return known
}

/** A client who acts (or for whom one acts) belongs to the entry, and is added to its clients where not yet there. */
function resolveActor(
  actor: DraftActor | undefined,
  clients: IntentClient[],
  principal: Principal,
  wrong: (message: string) => void,
): Actor | undefined {
  if (actor === undefined) return principal.actor
  if (actor.type !== 'client')
    return { type: actor.type, id: actor.id, name: actor.name } satisfies OtherActor
  if (actor.id !== undefined)
    return { type: 'client', client: addClient(clients, { id: actor.id, name: actor.name }) }
  if (clients.length === 1) return { type: 'client', client: 0 }
  wrong('a client who acts needs an "id", or the entry exactly one client')
  return undefined
}

function readOccurrence(
  text: string | undefined,
  given: Understanding,
  wrong: (message: string) => void,
): Occurrence | undefined {
  const read = text === undefined ? instant(given.now) : parseOccurrence(text, given.workspace.timeZone)
  if (typeof read !== 'string') return read
  wrong(read)
  return undefined
}

/** R-B4: the source follows the actor where the draft names none. */
function defaultSource(actor: Actor | undefined, byRule: boolean): Source {
  switch (actor?.type) {
    case 'staff':
      return 'staff'
    case 'client':
      return 'customer'
    case 'key':
      return 'api'
    case 'integration':
      return 'integration'
    case 'system':
      return byRule ? 'automated' : 'system'
    case undefined:
      return 'system'
  }
}

function readChanges(
  draft: Draft,
  masked: Draft,
  wrong: (at: string, message: string) => void,
): readonly GivenChange[] | undefined {
  const { changes, before, after, state } = draft
  const ways = [changes, before ?? after, state].filter(way => way !== undefined).length
  if (ways > 1) wrong('/changes', 'send changes in one way: "changes", "before" and "after", or "state"')
  if (changes !== undefined) {
    const seen = new Set<string>()
    changes.forEach((change, i) => {
      if (seen.has(change.field)) wrong(`/changes/${i}/field`, `the field "${change.field}" stands twice`)
      seen.add(change.field)
    })
    return changes.flatMap((change, i) => markSecret(change, masked.changes![i]!))
  }
  if (before === undefined && after === undefined) return undefined
  const changeOf = ({ before, after }: Draft, field: string): GivenChange => ({
    field,
    ...(before !== undefined && Object.hasOwn(before, field) && { before: before[field]! }),
    ...(after !== undefined && Object.hasOwn(after, field) && { after: after[field]! }),
  })
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...fields].flatMap(field => markSecret(changeOf(draft, field), changeOf(masked, field)))
}

/** A secret that changed is a change though its masked values are alike; one that did not is none. */
function markSecret(given: GivenChange, masked: GivenChange): GivenChange[] {
  const whole = given.before !== undefined && given.after !== undefined
  const changed = !whole || !sameJson(given.before, given.after)
  const secret = isSecretName(given.field) || (whole && changed && sameJson(masked.before, masked.after))
  return secret ? (changed ? [{ ...masked, secret: true }] : []) : [masked]
}

function subjectOf(action: string, clients: number, objects: number): Intent['subject'] {
  if (clients > 0 && (objects === 0 || action.startsWith('client.'))) return 'client'
  return objects > 0 ? 'object' : 'none'
}
