/** `COPY` of the rows of one workspace into the same tables, indexes and all, of an empty database. */
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { answerCalls } from './answer.ts'

interface TakeParams {
  readonly url: string
  readonly workspaceId: number
  readonly folder: string
}

interface Table {
  readonly name: string
  readonly columns: string
}

/** `workspaces` first: the head of a log refers to it. */
const TABLES = `select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'daybook'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relkind = 'r' and exists
    (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'workspace_id')
  group by c.relname order by c.relname <> 'workspaces', c.relname`

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const tablesOf = async (client: pg.Client): Promise<Table[]> => (await client.query<Table>(TABLES)).rows
const fileOf = (folder: string, { name }: Table): string => join(folder, `${name}.copy`)

async function take({ url, workspaceId, folder }: TakeParams): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await withClient(url, async client => {
    for (const table of await tablesOf(client)) {
      const rows = `select ${table.columns} from daybook.${table.name} where workspace_id = ${Number(workspaceId)}`
      await pipeline(
        client.query(to(`copy (${rows}) to stdout (format binary)`)),
        createWriteStream(fileOf(folder, table)),
      )
    }
  })
}

/** Answers the seconds it took, in one transaction. */
const put = ({ url, folder }: { url: string; folder: string }): Promise<number> =>
  withClient(url, async client => {
    const tables = await tablesOf(client)
    await client.query(`truncate ${tables.map(({ name }) => `daybook.${name}`).join(', ')} cascade`)
    await client.query('checkpoint')
    const begun = performance.now()
    await client.query('begin')
    for (const table of tables) {
      await pipeline(
        createReadStream(fileOf(folder, table), { highWaterMark: 1 << 20 }),
        client.query(from(`copy daybook.${table.name} (${table.columns}) from stdin (format binary)`)),
      )
    }
    await client.query('commit')
    return (performance.now() - begun) / 1000
  })

answerCalls({ take, put })
