/** What the workspaces may know of better-auth's users. Only better-auth writes them. */
import type { Pool } from 'pg'

export interface User {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly twoFactor: boolean
  /** True where a password signs them in. */
  readonly password: boolean
  /** UTC ms of the last request of any session that is open. */
  readonly lastActiveAt: number | undefined
}

interface Row {
  id: string
  email: string
  name: string
  two_factor_enabled: boolean
  password: boolean
  last_active_at: Date | null
}

const SELECT = `select id, email, name, two_factor_enabled,
       exists (select from daybook_auth.accounts
                where user_id = users.id and provider_id = 'credential' and password is not null) as password,
       (select max(coalesce(last_used_at, created_at)) from daybook_auth.sessions where user_id = users.id)
         as last_active_at
  from daybook_auth.users`

export class Users {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  async find(id: string): Promise<User | undefined> {
    return (await this.byIds([id])).get(id)
  }

  async byIds(ids: readonly string[]): Promise<Map<string, User>> {
    const { rows } = await this.#pool.query<Row>(`${SELECT} where id = any($1)`, [ids])
    return new Map(rows.map(row => [row.id, toUser(row)]))
  }

  /** @param email in lower case */
  async byEmail(email: string): Promise<User | undefined> {
    const { rows } = await this.#pool.query<Row>(`${SELECT} where email = $1`, [email])
    return rows[0] && toUser(rows[0])
  }
}

const toUser = (row: Row): User => ({
  id: row.id,
  email: row.email,
  name: row.name,
  twoFactor: row.two_factor_enabled,
  password: row.password,
  lastActiveAt: row.last_active_at?.getTime(),
})
