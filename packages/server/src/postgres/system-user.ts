import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { StartError } from '../start-error.ts'

/** A user of the operating system. PostgreSQL refuses to run as root, so root starts it as one of these. */
export interface SystemUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const CANDIDATES = ['postgres', '_postgres', 'daemon', 'nobody']

/**
 * Who runs the embedded PostgreSQL: nobody else (undefined) unless this process is root; then the owner of the
 * data that is there already, else the first of a few users that every Unix has.
 * @param existing the database's folder of an earlier start
 * @throws StartError when there is no such user
 */
export function postgresUser(existing?: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readUsers()
  if (existing !== undefined) {
    const { uid } = statSync(existing)
    const owner = users.find(user => user.uid === uid)
    if (owner !== undefined && uid !== 0) return owner
  }
  for (const name of CANDIDATES) {
    const user = users.find(candidate => candidate.name === name && candidate.uid !== 0)
    if (user !== undefined) return user
  }
  throw new StartError(
    `Run as root, Daybook starts PostgreSQL as another user, and /etc/passwd has none of ${CANDIDATES.join(', ')}. ` +
      'Run Daybook as another user, or set DATABASE_URL.',
  )
}

/** Whether a user passes a shell test (`-x`, `-r`, `-w`) on every one of the paths. */
export function userCan(
  user: SystemUser | undefined,
  test: '-x' | '-r' | '-w',
  ...paths: readonly string[]
): boolean {
  if (user === undefined) return true
  const { status, error } = spawnSync(
    '/bin/sh',
    ['-c', `for p do test ${test} "$p" || exit 1; done`, 'sh', ...paths],
    {
      uid: user.uid,
      gid: user.gid,
      cwd: '/',
      env: {},
      stdio: 'ignore',
    },
  )
  if (error !== undefined) {
    throw new StartError(
      `Cannot start programs as ${user.name}: ${error.message}. Run Daybook as another user.`,
      error,
    )
  }
  return status === 0
}

function readUsers(): SystemUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
    .filter(fields => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }))
}
