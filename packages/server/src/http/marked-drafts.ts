/**
 * Drafts with a marker of its own in every place that can hold text, made by walking the draft's schema: a field that
 * is added to the schema is marked as well, and one that this cannot fill makes it throw. For tests.
 */
import { Draft } from '@daybook/protocol/draft'
import type { z } from 'zod'

/** A marker's text; no two are the same. */
const markerOf = (n: number): string => `zqmk${n}z`
export const MARKER = /zqmk(\d+)z/g

/** What stands in clear on purpose, and why. Everything else of an entry with a client must not. */
export const IN_CLEAR: Readonly<Record<string, string>> = {
  action: 'the skeleton of an entry outlives its client: when, which action',
  'object/type': 'a kind of thing, not a thing: history and filters need it',
  'objects/type': 'as above',
  'rule/id': 'a rule of the business; why the system acted stays readable',
  'rule/name': 'as above',
  ...Object.fromEntries(
    ['actor', 'onBehalfOf'].flatMap(role =>
      ['staff', 'system', 'key', 'integration'].flatMap(kind =>
        ['id', 'name'].map(name => [
          `${role}(${kind})/${name}`,
          'who acted for the business is part of the skeleton; a client who acts is not',
        ]),
      ),
    ),
  ),
  'state/status': 'a business column that lists are filtered by; its row goes at erasure',
  'after/status': 'as above',
}

export interface MarkedDrafts {
  readonly drafts: readonly Draft[]
  /** The place of each marker, such as `clients/name`, by its number; actors' places say which kind of actor. */
  readonly places: ReadonlyMap<number, string>
  /** Places that hold no free text; `causedBy` is left empty where it is an entry's id. */
  readonly unmarked: ReadonlySet<string>
}

/** Names that exclude one another: each is marked in drafts of its own. */
const PARTIES = [
  ['client', 'object'],
  ['clients', 'objects'],
]
const CHANGES = [['changes'], ['before', 'after'], ['state']]
const ACTORS = ['client', 'staff', 'system', 'key', 'integration']

export function makeMarkedDrafts(): MarkedDrafts {
  const marking = new Marking()
  const alternatives = new Set([...PARTIES.flat(), ...CHANGES.flat()])
  const always = Object.keys(Draft.shape).filter(name => !alternatives.has(name))
  const drafts: Draft[] = []
  for (const parties of PARTIES) {
    for (const changes of CHANGES) {
      for (const [i, actor] of ACTORS.entries()) {
        const onBehalfOf = ACTORS[(i + drafts.length) % ACTORS.length]!
        drafts.push(marking.draft([...always, ...parties, ...changes], { actor, onBehalfOf }) as Draft)
      }
    }
  }
  return { drafts, places: marking.places, unmarked: marking.unmarked }
}

class Marking {
  readonly places = new Map<number, string>()
  readonly unmarked = new Set<string>()
  #draft = 0

  draft(names: readonly string[], actors: Readonly<Record<string, string>>): unknown {
    this.#draft++
    const draft: Record<string, unknown> = {}
    for (const name of names) {
      const kind = actors[name]
      const made = this.#fill(
        Draft.shape[name as keyof typeof Draft.shape],
        kind === undefined ? name : `${name}(${kind})`,
      )
      draft[name] = kind === undefined ? made : { ...(made as object), type: kind }
    }
    // What both the catalogue and the diff must know to take their own ways with it.
    const action = [draft['action'], 'booking.updated', 'client.updated'][this.#draft % 3]
    draft['action'] = action
    const first = (draft['object'] ?? (draft['objects'] as object[])[0]) as { type: string }
    if (action === 'booking.updated') first.type = 'booking'
    return draft
  }

  #mark(place: string): string {
    const n = this.places.size + 1
    this.places.set(n, place)
    return markerOf(n)
  }

  #fill(schema: z.core.$ZodType, place: string): unknown {
    const def = (schema as z.ZodType)._zod.def as z.core.$ZodTypes['_zod']['def']
    switch (def.type) {
      case 'optional':
        return this.#fill(def.innerType, place)
      case 'object':
        return Object.fromEntries(
          Object.entries(def.shape).map(([name, inner]) => [
            name,
            this.#fill(inner as z.core.$ZodType, `${place}/${name}`),
          ]),
        )
      case 'array':
        return [this.#fill(def.element, place), this.#fill(def.element, place)]
      case 'union':
        return this.#fill(def.options[this.#draft % def.options.length]!, place)
      case 'string':
        return this.#text(schema as z.ZodString, place)
      case 'enum':
        this.unmarked.add(place)
        return Object.values(def.entries)[this.#draft % Object.keys(def.entries).length]
      case 'boolean':
        this.unmarked.add(place)
        return this.#draft % 2 === 0
      case 'int' as 'number':
      case 'number':
        this.unmarked.add(place)
        return 4000
      case 'custom':
        return this.#json(place)
      default:
        throw new Error(`tell this how to fill a ${def.type}: ${place}`)
    }
  }

  #text(schema: z.ZodString, place: string): string {
    if (place === 'occurredAt') {
      this.unmarked.add(place)
      return `2026-11-${String((this.#draft % 28) + 1).padStart(2, '0')}T10:30:00Z`
    }
    if (schema.safeParse('EUR').success && !schema.safeParse(markerOf(1)).success) {
      this.unmarked.add(place)
      return 'EUR'
    }
    if (place === 'causedBy') {
      this.unmarked.add(place)
      return ''
    }
    return this.#mark(place)
  }

  /** A free value: names and values at every depth, declared and undeclared fields. */
  #json(place: string): unknown {
    if (place.startsWith('changes/')) return [this.#mark(place), { [this.#mark(place)]: this.#mark(place) }]
    return {
      service: this.#mark(`${place}/service`),
      status: this.#mark(`${place}/status`),
      notes: this.#mark(`${place}/notes`),
      name: this.#mark(`${place}/name`),
      [this.#mark(`${place} name`)]: this.#mark(`${place} undeclared`),
      nested: {
        [this.#mark(`${place} nested name`)]: [
          this.#mark(`${place} nested`),
          { email: this.#mark(`${place} nested`) },
        ],
      },
    }
  }
}
