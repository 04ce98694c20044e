/** A log with something of everything, which a test may change as the superuser of its database, check, and put back. */
import type { Draft } from '@daybook/protocol'
import { Client } from 'pg'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../http/test-door.ts'
import { type CheckedLog, checkWholeLog } from './check-whole-log.ts'

export interface TamperedLog {
  readonly door: TestDoor
  readonly workspace: TestWorkspace
  /** Runs SQL as superuser; `$ws` stands for the workspace's number. */
  sql(text: string, values?: readonly unknown[]): Promise<any[]>
  check(): Promise<CheckedLog>
  /** Runs `work` and puts every row of the log back as it was; only of tables that SQL wrote to where it says so. */
  undone<T>(work: () => Promise<T>, which?: 'by SQL'): Promise<T>
  /** The tables of the schema that have rows of workspaces. */
  readonly tables: readonly string[]
  close(): Promise<void>
}

/** With those that a workspace begins with, those of the decisions about clients, and a last one, 700. */
const ENTRIES = 678

const draftOf = (n: number): Draft => ({
  action: [
    'booking.booked',
    'booking.rescheduled',
    'booking.cancelled',
    'payment.received',
    'client.updated',
  ][n % 5]!,
  ...(n % 7 !== 0 && {
    clients: Array.from({ length: 1 + (n % 3) }, (_, i) => ({
      id: `c${(n + i * 13) % 40}`,
      name: `Client ${n}`,
    })),
  }),
  ...(n % 5 !== 4 && {
    objects: [
      { type: n % 5 === 3 ? 'payment' : 'booking', id: `b${n % 60}`, name: `Check ${n}` },
      ...(n % 4 === 0 ? [{ type: 'service', id: `s${n % 5}`, name: 'Massage' }] : []),
    ],
  }),
  actor: [
    { type: 'staff' as const, id: `m${n % 4}`, name: `Member ${n % 4}` },
    { type: 'integration' as const, id: 'calendar' },
    { type: 'system' as const },
  ][n % 3]!,
  occurredAt:
    n % 6 === 0
      ? `20${20 + (n % 7)}-05-0${1 + (n % 9)}`
      : new Date(1_600_000_000_000 + n * 43_200_000).toISOString(),
  ...(n % 11 === 0 && { key: `k${n}` }),
  ...(n % 3 === 0 &&
    n % 7 !== 0 && {
      state: {
        notes: `n${n % 8}`,
        email: `e${n}`,
        member: `m${n % 4}`,
        startsAt: new Date(1.7e12 + n * 1e7).toISOString(),
      },
    }),
  ...(n % 10 === 0 && { outcome: 'failure' as const, reason: 'flu' }),
  ...(n % 4 === 1 && { data: { late: true } }),
})

/** Somebody asked and was anonymised, others are deleted, held, erased, one of them with a booking: twelve entries. */
async function decideAboutClients(workspace: TestWorkspace): Promise<void> {
  for (const id of ['x1', 'x2', 'x3', 'x4'])
    await workspace.append({ action: 'client.created', client: { id, name: id } })
  await workspace.append({
    action: 'booking.booked',
    client: { id: 'x8' },
    object: { type: 'booking', id: 'of-x8' },
  })
  await workspace.append({
    action: 'client.erasure_requested',
    client: { id: 'x1' },
    data: { mode: 'anonymise' },
  })
  const must = async (method: string, path: string, body?: unknown): Promise<void> => {
    const answer = await workspace.call(method, path, body)
    if (answer.status >= 300)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  }
  await must('DELETE', '/v1/clients/x2', {})
  await must('PUT', '/v1/clients/x3/hold', {})
  for (const id of ['x4', 'x8']) await must('POST', `/v1/clients/${id}/erase`, { mode: 'erase' })
  await must('POST', '/v1/clients/x1/erase', { mode: 'anonymise' })
}

/** Two are merged into a third, one of them is separated again: eight entries. */
async function mergeClients(workspace: TestWorkspace): Promise<void> {
  for (const id of ['x5', 'x6', 'x7'])
    await workspace.append({ action: 'client.created', client: { id, name: id } })
  const object = { type: 'booking', id: 'of-x6' }
  await workspace.append({ action: 'booking.booked', client: { id: 'x6' }, object })
  const must = async (path: string, body: unknown): Promise<void> => {
    const answer = await workspace.call('POST', `/v1/clients/x5/${path}`, body)
    if (answer.status >= 300)
      throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  }
  await must('merge', { other: 'x6' })
  await must('merge', { other: 'x7' })
  await workspace.append({ action: 'booking.cancelled', client: { id: 'x6' }, object })
  await must('unmerge', { other: 'x7' })
}

export async function openTamperedLog(entries = ENTRIES): Promise<TamperedLog> {
  const door = await openTestDoor()
  const workspace = await door.openWorkspace()
  for (let n = 0; n < entries; n += 100) {
    await workspace.append(...Array.from({ length: Math.min(100, entries - n) }, (_, i) => draftOf(n + i)))
    if (n === 0 || n === 300) await door.daybook.checkpoints.current(workspace.workspaceId, { covering: n })
  }
  await decideAboutClients(workspace)
  await mergeClients(workspace)
  await workspace.append(draftOf(1))
  const admin = new Client({ connectionString: door.database!.adminUrl })
  await admin.connect()
  // Foreign keys are no wall against a superuser.
  await admin.query('set session_replication_role = replica')
  /** Tables of which some statement has written since they were put back. */
  const touched = new Set<string>()
  const sql = async (text: string, values: readonly unknown[] = []): Promise<any[]> => {
    if (!/^\s*select\b/i.test(text))
      for (const [, table] of text.matchAll(/\bdaybook\.(\w+)/g)) touched.add(table!)
    const result = await admin.query(text.replaceAll('$ws', String(workspace.workspaceId)), [...values])
    return Array.isArray(result) ? [] : result.rows
  }
  const tables = (
    await sql(
      `select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'daybook' and c.column_name = 'workspace_id' and t.table_type = 'BASE TABLE' order by 1`,
    )
  ).map(row => row.table_name as string)
  await sql('create schema kept')
  for (const table of tables) await sql(`create table kept.${table} as select * from daybook.${table}`)
  return {
    door,
    workspace,
    sql,
    tables,
    check: () => checkWholeLog(door.daybook, workspace.workspaceId),
    async undone(work, which) {
      try {
        return await work()
      } finally {
        const back = tables
          .filter(table => which === undefined || touched.has(table))
          .map(
            table =>
              `delete from daybook.${table}; insert into daybook.${table} select * from kept.${table};`,
          )
        await sql(`begin; ${back.join(' ')} commit`)
        touched.clear()
      }
    },
    async close() {
      await admin.end()
      await door.close()
    },
  }
}
