/** API keys at rest: a hash of the secret, scopes, and when it was last used. */
import type { Pool } from 'pg'
import type { Scope } from '../entry/workspace.ts'
import { inWorkspace, readTogether, type Run } from './transaction.ts'

export interface ApiKey {
  readonly id: number
  readonly name: string
  readonly scopes: readonly Scope[]
  /** The sources that it may claim; all where absent. */
  readonly sources?: readonly string[]
  /** UTC ms. */
  readonly createdAt: number
  readonly lastUsedAt?: number
  readonly revokedAt?: number
}

interface Row {
  key_id: number
  name: string
  hash: Buffer
  scopes: Scope[]
  sources: string[] | null
  created_at: number
  last_used_at: number | null
  revoked_at: number | null
}

const COLUMNS = 'key_id, name, hash, scopes, sources, created_at, last_used_at, revoked_at'
const SELECT_ONE = {
  name: 'api_key',
  text: `select ${COLUMNS} from daybook.api_keys where workspace_id = $1 and key_id = $2`,
}
const SELECT_ALL = {
  name: 'api_keys',
  text: `select ${COLUMNS} from daybook.api_keys where workspace_id = $1 order by created_at, key_id`,
}
const INSERT = {
  name: 'new_api_key',
  text: `insert into daybook.api_keys (workspace_id, key_id, name, hash, scopes, sources, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
}
const TOUCH = {
  name: 'touch_api_key',
  text: 'update daybook.api_keys set last_used_at = $3 where workspace_id = $1 and key_id = $2',
}
const REVOKE = {
  name: 'revoke_api_key',
  text: 'update daybook.api_keys set revoked_at = $3 where workspace_id = $1 and key_id = $2 and revoked_at is null',
}

const readRow = (row: Row): ApiKey => ({
  id: row.key_id,
  name: row.name,
  scopes: row.scopes,
  sources: row.sources ?? undefined,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at ?? undefined,
  revokedAt: row.revoked_at ?? undefined,
})

export class ApiKeys {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  async find(workspaceId: number, keyId: number): Promise<{ key: ApiKey; hash: Buffer } | undefined> {
    const [row] = await readTogether(this.#pool, workspaceId, run =>
      run<Row>(SELECT_ONE, [workspaceId, keyId]),
    )
    return row === undefined ? undefined : { key: readRow(row), hash: row.hash }
  }

  async list(workspaceId: number): Promise<ApiKey[]> {
    return (await readTogether(this.#pool, workspaceId, run => run<Row>(SELECT_ALL, [workspaceId]))).map(
      readRow,
    )
  }

  async insert(run: Run, workspaceId: number, key: ApiKey, hash: Buffer): Promise<void> {
    await run(INSERT, [workspaceId, key.id, key.name, hash, key.scopes, key.sources ?? null, key.createdAt])
  }

  async touch(workspaceId: number, keyId: number, at: number): Promise<void> {
    await inWorkspace(this.#pool, workspaceId, run => run(TOUCH, [workspaceId, keyId, at]))
  }

  async revoke(run: Run, workspaceId: number, keyId: number, at: number): Promise<void> {
    await run(REVOKE, [workspaceId, keyId, at])
  }
}
