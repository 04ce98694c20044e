/** How often something was tried lately. What was tried stands there only as a MAC. */
import type { Pool } from 'pg'

/** At most `most` tries within `window` ms of the first. */
export interface TryLimit {
  readonly key: Buffer
  readonly most: number
  readonly window: number
}

export class Tries {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** Counts a try under each limit; answers the ms to wait where one of them is passed, 0 where none is. */
  async take(limits: readonly TryLimit[], now: number): Promise<number> {
    // In the order of their keys, so that two who count the same keys wait for each other and do not lock each other out.
    const sorted = [...limits].sort((a, b) => Buffer.compare(a.key, b.key))
    const { rows } = await this.#pool.query<{ key: Buffer; count: number; until: number }>({
      name: 'take_tries',
      text: `insert into daybook_auth.tries (key, count, until)
             select key, 1, $3 + length from unnest($1::bytea[], $2::bigint[]) as given (key, length)
             on conflict (key) do update
                set count = case when tries.until <= $3 then 1 else tries.count + 1 end,
                    until = case when tries.until <= $3 then excluded.until else tries.until end
             returning key, count, until`,
      values: [sorted.map(limit => limit.key), sorted.map(limit => limit.window), now],
    })
    let wait = 0
    for (const { key, count, until } of rows) {
      const most = sorted.find(limit => limit.key.equals(key))!.most
      if (count > most) wait = Math.max(wait, until - now)
    }
    return wait
  }

  /** Forgets all tries under a key. */
  async forget(key: Buffer): Promise<void> {
    await this.#pool.query({
      name: 'forget_tries',
      text: 'delete from daybook_auth.tries where key = $1',
      values: [key],
    })
  }

  /** Takes one try back. */
  async giveBack(key: Buffer): Promise<void> {
    await this.#pool.query({
      name: 'give_back_try',
      text: 'update daybook_auth.tries set count = count - 1 where key = $1 and count > 0',
      values: [key],
    })
  }

  /** Removes what no longer counts. */
  async sweep(now: number): Promise<void> {
    await this.#pool.query('delete from daybook_auth.tries where until <= $1', [now])
  }
}
