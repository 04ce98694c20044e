/** Who owns the installation: the owner of every workspace, also of those made later. */
import type { Pool } from 'pg'

export interface InstallationOwner {
  readonly userId: string
  readonly memberId: number
  readonly name: string
  /** UTC ms of the first sign-in. */
  readonly signedInAt: number | undefined
}

interface Row {
  user_id: string
  member_id: number
  name: string
  signed_in_at: number | null
}

const SELECT = `select user_id, member_id, name, signed_in_at
  from daybook_auth.owners join daybook_auth.users on users.id = owners.user_id`

export class Owners {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** The oldest first. */
  async all(): Promise<InstallationOwner[]> {
    const { rows } = await this.#pool.query<Row>(`${SELECT} order by owners.created_at, member_id`)
    return rows.map(toOwner)
  }

  async find(userId: string): Promise<InstallationOwner | undefined> {
    const { rows } = await this.#pool.query<Row>({
      name: 'owner',
      text: `${SELECT} where owners.user_id = $1`,
      values: [userId],
    })
    return rows[0] && toOwner(rows[0])
  }

  /** Makes a user an owner of the installation; does nothing where it is one. */
  async add(userId: string, memberId: number, now: number): Promise<void> {
    await this.#pool.query(
      `insert into daybook_auth.owners (user_id, member_id, created_at) values ($1, $2, $3) on conflict do nothing`,
      [userId, memberId, now],
    )
  }

  /** Notes the first sign-in of an owner. */
  async noteSignIn(userId: string, now: number): Promise<void> {
    await this.#pool.query(
      `update daybook_auth.owners set signed_in_at = $2 where user_id = $1 and signed_in_at is null`,
      [userId, now],
    )
  }
}

const toOwner = (row: Row): InstallationOwner => ({
  userId: row.user_id,
  memberId: row.member_id,
  name: row.name,
  signedInAt: row.signed_in_at ?? undefined,
})
