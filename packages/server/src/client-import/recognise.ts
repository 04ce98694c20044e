/** Who of a list is here already under another id: by name, and by what reaches them. Pure. */
import type { ImportMatch, Json } from '@daybook/protocol'
import { foldText } from '../read/match-text.ts'

/** What a person is recognised by, of a profile or of a line. */
export interface Recognisable {
  readonly name: string
  /** `email:…`, `phone:…`, `birthday:…`. */
  readonly marks: readonly string[]
}

/** Digits that two ways of writing one number have in common: the rest may be a prefix. */
const DIGITS = 9

export function recognisable(
  name: string | undefined,
  valueOf: (field: string) => Json | undefined,
): Recognisable {
  const text = (field: string): string => String(valueOf(field) ?? '').trim()
  const digits = ['phone', 'mobile'].map(field => text(field).replaceAll(/\D/g, ''))
  return {
    name: foldText(name ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
    marks: [
      ...(text('email') === '' ? [] : [`email:${text('email').toLowerCase()}`]),
      ...digits.filter(one => one.length >= 6).map(one => `phone:${one.slice(-DIGITS)}`),
      ...(text('birthday') === '' ? [] : [`birthday:${text('birthday')}`]),
    ],
  }
}

export interface Known extends Recognisable {
  readonly id: number
  /** An id that this server has made: no other software knows this profile by it. */
  readonly ownId: boolean
}

export interface Recognised {
  readonly id: number
  readonly by: ImportMatch['by']
}

/**
 * Finds people by lines. Of one name, who shares an e-mail address, phone or birthday is the same; where one of the two
 * says none of these, the only one of that name is.
 * @returns undefined where nobody is, or where it cannot be told which of several
 */
export function recogniser(
  people: readonly Known[],
): (line: Recognisable, hasId: boolean) => Recognised | undefined {
  const byName = Map.groupBy(people, one => one.name)
  return (line, hasId) => {
    // A list with ids of its own tells its people apart: only who has no id elsewhere can be one of them.
    const named = (byName.get(line.name) ?? []).filter(one => !hasId || one.ownId)
    const shared = (one: Known) => one.marks.filter(mark => line.marks.includes(mark))
    const same = named.find(one => shared(one).length > 0)
    if (same !== undefined) {
      const by = new Set(shared(same).map(mark => mark.slice(0, mark.indexOf(':'))))
      return { id: same.id, by: ['name', ...by] as ImportMatch['by'] }
    }
    const [only] = named
    const isBare = line.marks.length === 0 || only?.marks.length === 0
    return only !== undefined && named.length === 1 && isBare ? { id: only.id, by: ['name'] } : undefined
  }
}
