/** Which fields of entries somebody chose to show: names as docs/spec/entry.md has them, section 3. */
import { type InputError, LogError, type PartName } from '@daybook/protocol'
import type { FieldChoice } from '../entry/disclose-entry.ts'

/** What an entry is without anything in it: always shown. Its leaf tells much of it anyway, and ids are random. */
const SKELETON = new Set([
  'action',
  'class',
  'source',
  'occurredAt',
  'sortsAt',
  'undated',
  'outcome',
  'clients',
  'objects',
])

/** `name`, `change/*`, `client:ip`: a field, the beginning of names, the same in one kind of part only. */
const PATTERN = /^(?:(record|facts|client):)?([^\s~*]{0,300}\*?)$/u

export const MAX_PATTERNS = 200

/** Without patterns everything is shown. Throws `query_invalid` for what is no pattern; `path` is where they stand. */
export function chooseFields(patterns: readonly string[] | undefined, path: string): FieldChoice {
  if (patterns === undefined) return () => true
  const errors: InputError[] = []
  const read = patterns.map((pattern, i) => {
    const [, kind, name = ''] = PATTERN.exec(pattern) ?? []
    if (name === '')
      errors.push({
        path: `${path}/${i}`,
        message: 'must be the name of a field, such as "reason", "change/*" or "client:name"',
      })
    return { kind, name, prefix: name.endsWith('*') ? name.slice(0, -1) : undefined }
  })
  if (errors.length > 0)
    throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
  return (part, field) =>
    (part === 'record' && SKELETON.has(field)) ||
    read.some(
      ({ kind, name, prefix }) =>
        (kind === undefined || kind === kindOf(part)) &&
        (prefix === undefined ? field === name : field.startsWith(prefix)),
    )
}

const kindOf = (part: PartName): string => (part.startsWith('client') ? 'client' : part)
