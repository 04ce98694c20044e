import type { Pool } from 'pg'

/** The tokens of sessions whose time is over and that nobody has used since, oldest first. */
export async function endedSessions(pool: Pool, most: number): Promise<string[]> {
  const { rows } = await pool.query<{ token: string }>(
    // The clock that better-auth compares with is the server's; the two differ by less than anybody cares.
    'select token from daybook_auth.sessions where expires_at <= current_timestamp order by expires_at limit $1',
    [most],
  )
  return rows.map(row => row.token)
}
