import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild } from './child.ts'
import type { DaybookDatabase } from './postgres.ts'
import type { ImportAnswer } from './processes/import.ts'
import type { Surroundings } from './surroundings.ts'

export const HOTEL_FILE = fileURLToPath(
  new URL('../../../shared/data/hotel-resort/hotel_bookings_resort.csv', import.meta.url),
)

export interface Imported extends ImportAnswer {
  readonly entries: number
}

/** Imports the hotel's bookings, or some of them, by the command, in a process of its own. */
export async function importFile(
  { postgres }: Surroundings,
  { database, name }: { readonly database: DaybookDatabase; readonly name: string },
  file: string,
  workspaceId: number,
): Promise<Imported> {
  const { formatId } = await import('@daybook/server/command')
  const importer = startChild('processes/import.ts', {
    env: { DATABASE_URL: database.adminUrl, DAYBOOK_KEYS: database.keysDir },
  })
  try {
    const rejects = join(postgres.folder, 'import.rejects.jsonl')
    const args = ['import', file, '--map', 'hotel-resort', '--workspace', formatId('ws', workspaceId)]
    const answer = await importer.call<ImportAnswer>('run', [...args, '--rejects', rejects, '--json'])
    if (answer.code !== 0) throw new Error(`daybook import ended with code ${answer.code}`)
    const [head] = await postgres.query<{ size: string }>(
      `select count(*) as size from daybook.entries where workspace_id = $1`,
      [workspaceId],
      name,
    )
    return { ...answer, entries: Number(head!.size) }
  } finally {
    await importer.end()
  }
}
