/** Bytes an entry takes on disk, by table, in the seeded database. */
import { atMost, count, decimal, type Section } from './figure.ts'
import type { Seeded } from './seed.ts'
import type { Surroundings } from './surroundings.ts'

const SIZES = `select c.relname as name, pg_table_size(c.oid)::float8 as heap, pg_indexes_size(c.oid)::float8 as indexes
  from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'daybook'
  where c.relkind = 'r' order by pg_total_relation_size(c.oid) desc`

/** Tables that take less than this an entry are shown together. */
const SMALL = 5

export async function measureDisk({ postgres }: Surroundings, seeded: Seeded): Promise<Section> {
  const tables = await postgres.query<{ name: string; heap: number; indexes: number }>(SIZES, [], seeded.name)
  const entries = seeded.workspaces.reduce((sum, workspace) => sum + workspace.entries, 0)
  const total = tables.reduce((sum, { heap, indexes }) => sum + heap + indexes, 0) / entries
  const perEntry = tables.map(({ name, heap, indexes }) => ({
    name,
    heap: heap / entries,
    indexes: indexes / entries,
  }))
  const large = perEntry.filter(({ heap, indexes }) => heap + indexes >= SMALL)
  const rest = perEntry
    .filter(table => !large.includes(table))
    .reduce((sum, { heap, indexes }) => sum + heap + indexes, 0)
  return {
    title: `Bytes of an entry on disk, ${count(entries)} entries`,
    figures: [
      {
        what: 'all tables and indexes',
        value: `${decimal(total / 1000)} kB`,
        targets: [atMost(total / 1000, 2.3, 'kB'), atMost(total / 1000, 1.7, 'kB', 'aim ')],
      },
      ...large.map(({ name, heap, indexes }) => ({
        what: `— ${name}`,
        value: `${decimal(heap + indexes)} B`,
        against: `rows ${decimal(heap)} B, indexes ${decimal(indexes)} B`,
      })),
      { what: '— all others', value: `${decimal(rest)} B` },
    ],
    notes: [
      'measured after the vacuum that ends the seeding; clients, keys and objects are shared by their entries',
    ],
  }
}
