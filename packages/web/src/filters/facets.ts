/** The filters with several values, in the order they are offered; `related` has its own switch. */
export const FACETS = ['action', 'category', 'type', 'source', 'actor'] as const
export type Facet = (typeof FACETS)[number]

export const FACET_NAMES: Readonly<Record<string, string>> = {
  action: 'Action',
  named: 'Action',
  category: 'Category',
  type: 'Type',
  source: 'Source',
  actor: 'Actor',
  object: 'About',
  field: 'Field',
  outcome: 'Outcome',
  related: 'Scope',
}
