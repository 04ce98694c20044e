import { availableParallelism, cpus, totalmem } from 'node:os'
import type { BenchPostgres } from './postgres.ts'

/** What the figures were measured on. */
export async function describeMachine(postgres: BenchPostgres): Promise<string[]> {
  const [row] = await postgres.query<{ version: string }>(
    `select current_setting('server_version') as version`,
  )
  const settings = [
    'fsync',
    'synchronous_commit',
    'full_page_writes',
    'wal_sync_method',
    'shared_buffers',
    'max_wal_size',
  ]
  const shown = await postgres.query<{ name: string; value: string }>(
    'select name, current_setting(name) as value from unnest($1::text[]) as name',
    [settings],
  )
  const model = cpus()[0]?.model.trim()
  return [
    `${availableParallelism()} cores${model ? ` (${model})` : ''}, ${Math.round(totalmem() / 1e9)} GB of memory, ${process.platform} ${process.arch}`,
    `PostgreSQL ${row!.version} (${shown.map(({ name, value }) => `${name} ${value}`).join(', ')}), Node ${process.versions.node}`,
  ]
}
