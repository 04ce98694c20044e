import type { DatabaseUrls } from './pool.ts'

/** How to log in on one database: socket folder or host, and a role with its password. */
export interface Login {
  /** A host name or address, or the folder of a Unix socket (then it begins with `/`). */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

/** A connection URL for `pg`; the environment's PGHOST, PGSSLMODE … change nothing about it. */
export function loginUrl({ host, port, user, password, database }: Login): string {
  const query = host.startsWith('/') ? `?host=${encodeURIComponent(host)}&ssl=0` : '?ssl=0'
  const name = host.startsWith('/') ? 'localhost' : host
  return (
    `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${name}:${port}` +
    `/${encodeURIComponent(database)}${query}`
  )
}

/**
 * The same connection under another role and search path. The role is the session's default, so that RESET ROLE
 * does not leave it.
 */
export function urlAs(url: string, role: string, schema: string): string {
  return withOptions(
    url,
    `-c role=${role} -c search_path=${schema} -c idle_in_transaction_session_timeout=10000`,
  )
}

/** The four connections of a server whose one user may take every role of Daybook (as with `DATABASE_URL`). */
export function urlsOfOneUser(url: string): DatabaseUrls {
  return {
    owner: withOptions(url, '-c role=daybook_owner -c search_path=daybook'),
    app: urlAs(url, 'daybook_app', 'daybook'),
    jobs: urlAs(url, 'daybook_jobs', 'daybook_jobs'),
    auth: urlAs(url, 'daybook_auth', 'daybook_auth'),
  }
}

/** The same connection to another database of the server. */
export function urlOfDatabase(url: string, database: string): string {
  return url.replace(/^(\w+:\/\/[^/?]*)(\/[^?]*)?/, `$1/${encodeURIComponent(database)}`)
}

/** What may be shown of a connection URL: no password, no parameters. */
export function shownUrl(url: string): string {
  return url.replace(/\?.*$/s, '').replace(/^(\w+:\/\/[^:@/]*):[^@]*@/, '$1@')
}

/** Adds to the options with which a session starts; earlier ones in the URL stay. */
function withOptions(url: string, options: string): string {
  const mark = url.indexOf('?')
  const parameters = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))
  parameters.set('options', `${parameters.get('options') ?? ''} ${options}`.trim())
  const query = parameters.toString().replaceAll('+', '%20')
  return `${mark < 0 ? url : url.slice(0, mark)}?${query}`
}
