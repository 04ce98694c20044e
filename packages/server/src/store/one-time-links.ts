/** Links that sign somebody in once, by the hash of their token. */
import type { Pool } from 'pg'

/** What a link is for; each purpose has at most one unused link. */
export type LinkPurpose = 'owner_sign_in'

export class OneTimeLinks {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** Stores a link in the place of the unused one of its purpose, which ends with it. Times in UTC ms. */
  async replace(purpose: LinkPurpose, hash: Buffer, now: number, expiresAt: number): Promise<void> {
    await this.#pool.query(
      `insert into daybook_auth.one_time_links (hash, purpose, created_at, expires_at) values ($1, $2, $3, $4)
       on conflict (purpose) where used_at is null
       do update set hash = excluded.hash, created_at = excluded.created_at, expires_at = excluded.expires_at`,
      [hash, purpose, now, expiresAt],
    )
  }

  /** True where `take` would succeed now. */
  async isOpen(purpose: LinkPurpose, hash: Buffer, now: number): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `select from daybook_auth.one_time_links
        where hash = $1 and purpose = $2 and used_at is null and expires_at > $3`,
      [hash, purpose, now],
    )
    return rowCount === 1
  }

  /** Uses a link up; true for one caller only, however many ask at once. */
  async take(purpose: LinkPurpose, hash: Buffer, now: number): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `update daybook_auth.one_time_links set used_at = $3
        where hash = $1 and purpose = $2 and used_at is null and expires_at > $3`,
      [hash, purpose, now],
    )
    return rowCount === 1
  }

  /** Makes a taken link usable again, unless a newer one has come: nobody was signed in with it. */
  async giveBack(purpose: LinkPurpose, hash: Buffer): Promise<void> {
    await this.#pool.query(
      `update daybook_auth.one_time_links set used_at = null
        where hash = $1 and purpose = $2 and not exists
          (select from daybook_auth.one_time_links where purpose = $2 and used_at is null)`,
      [hash, purpose],
    )
  }
}
