/** Filters and ids as addresses. */
import { LogError } from '@daybook/protocol/errors'

/** Parameters of a query: an array is repeated, which means OR; what is undefined is left out. */
export type QueryInput = Readonly<
  Record<string, string | number | boolean | readonly string[] | null | undefined>
>

/** The query of these parameters, in their order. */
export function toQuery(input: QueryInput): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || value === null) continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  return query
}

/** An id as one segment of a path. Throws `query_invalid` for the two that no address can hold. */
export function segment(id: string): string {
  if (id === '' || id === '.' || id === '..')
    throw new LogError('query_invalid', `"${id}" cannot stand in an address; use Daybook's own id instead.`)
  return encodeURIComponent(id)
}
