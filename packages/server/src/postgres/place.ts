import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { randomBytes } from 'node:crypto'
import { reasonOf, StartError } from '../start-error.ts'
import type { RolePasswords } from '../store/roles.ts'
import { writePrivateFile } from '../write-private-file.ts'
import type { SystemUser } from './system-user.ts'
import { postgresUser, userCan } from './system-user.ts'

/** Where the embedded server of a data folder lives, and as whom it runs. */
export interface Place {
  /** Holds `data`, `socket`, `postgres.log` and, where needed, `binaries`. */
  readonly folder: string
  /** PostgreSQL's own data directory. */
  readonly cluster: string
  readonly user: SystemUser | undefined
  readonly passwords: RolePasswords
  /** A database was made here once: if there is none now, it was lost, and no new one may take its place. */
  readonly made: boolean
}

/** The file in the data folder that says where the place is and holds the passwords; 0600. */
const RECORD = 'postgres.json'
/** The file in a place outside the data folder that says whose it is. */
const OWNER = 'daybook.json'
/** Where a place goes that cannot be in the data folder: both outlive a reboot. */
const OUTSIDE = ['/var/lib', '/var/tmp']

interface Record {
  /** Relative to the data folder where it lies inside, so that the folder can be moved. */
  readonly place: string
  readonly made: boolean
  readonly passwords: RolePasswords
}

/**
 * Finds the place of a data folder's database, or makes one: inside the data folder, unless PostgreSQL must run as
 * another user (we are root) who cannot reach it there.
 * @throws StartError when the recorded place is gone or belongs to another data folder
 */
export function findPlace(dataDir: string): Place {
  const recordPath = join(dataDir, RECORD)
  if (existsSync(recordPath)) return recordedPlace(dataDir, recordPath)
  const user = postgresUser()
  const folder = makePlace(dataDir, user)
  const passwords = newPasswords()
  const inside = !relative(dataDir, folder).startsWith('..')
  writeRecord(dataDir, { place: inside ? relative(dataDir, folder) : folder, made: false, passwords })
  return { folder, cluster: join(folder, 'data'), user, passwords, made: false }
}

/** Notes that the database has been made. */
export function recordMade(dataDir: string, place: Place): void {
  const record = JSON.parse(readFileSync(join(dataDir, RECORD), 'utf8')) as Record
  if (!place.made) writeRecord(dataDir, { ...record, made: true })
}

function writeRecord(dataDir: string, record: Record): void {
  writePrivateFile(join(dataDir, RECORD), `${JSON.stringify(record, null, 2)}\n`)
}

/** Takes away a place in which no database was made, and the record of it. */
export function abandonPlace(dataDir: string, place: Place): void {
  rmSync(place.folder, { recursive: true, force: true })
  rmSync(join(dataDir, RECORD), { force: true })
}

function recordedPlace(dataDir: string, recordPath: string): Place {
  const { place, made, passwords } = JSON.parse(readFileSync(recordPath, 'utf8')) as Record
  const folder = resolve(dataDir, place)
  if (!existsSync(folder)) {
    throw new StartError(
      `The database of ${dataDir} was in ${folder}, which is gone. Put it back from a backup; ` +
        `to begin anew instead, remove ${recordPath}.`,
    )
  }
  if (isAbsolute(place)) claim(dataDir, folder)
  const cluster = join(folder, 'data')
  const user = postgresUser(existsSync(cluster) ? cluster : undefined)
  admit(folder, user)
  if (!isAbsolute(place)) admit(dataDir, user)
  if (!userCan(user, '-x', folder)) {
    throw new StartError(
      `${user?.name} runs PostgreSQL and can no longer reach ${folder}: make the folders above it passable, ` +
        'or move the data folder.',
    )
  }
  return { folder, cluster, user, passwords, made }
}

function makePlace(dataDir: string, user: SystemUser | undefined): string {
  const inside = join(dataDir, 'postgres')
  mkdirSync(inside, { recursive: true, mode: 0o700 })
  admit(dataDir, user)
  admit(inside, user)
  if (userCan(user, '-x', inside)) return inside
  rmSync(inside, { recursive: true })
  const reasons: string[] = []
  for (const parent of OUTSIDE) {
    const outside = join(parent, `daybook-${randomBytes(6).toString('hex')}`)
    try {
      mkdirSync(outside, { mode: 0o700 })
      admit(outside, user)
      if (userCan(user, '-x', outside)) {
        writePrivateFile(join(outside, OWNER), `${JSON.stringify({ dataFolder: dataDir })}\n`)
        return outside
      }
      rmSync(outside, { recursive: true })
      reasons.push(`${user?.name} cannot reach ${outside}`)
    } catch (error) {
      reasons.push(reasonOf(error))
    }
  }
  throw new StartError(
    `${user?.name}, who runs PostgreSQL when Daybook runs as root, cannot reach ${dataDir}, and there is no other ` +
      `place for the database (${reasons.join('; ')}). Use a data folder that ${user?.name} can reach.`,
  )
}

/** A copied data folder must not use the original's database; a moved one may. */
function claim(dataDir: string, folder: string): void {
  const ownerPath = join(folder, OWNER)
  const { dataFolder } = JSON.parse(readFileSync(ownerPath, 'utf8')) as { dataFolder: string }
  if (dataFolder === dataDir) return
  const otherRecord = join(dataFolder, RECORD)
  if (existsSync(otherRecord) && (JSON.parse(readFileSync(otherRecord, 'utf8')) as Record).place === folder) {
    throw new StartError(
      `${dataDir} is a copy of ${dataFolder}, to which the database in ${folder} belongs. ` +
        'Use that data folder, or copy its database with pg_dump.',
    )
  }
  writePrivateFile(ownerPath, `${JSON.stringify({ dataFolder: dataDir })}\n`)
}

/** Lets the server's group pass through a folder of root's, and see nothing in it. */
function admit(folder: string, user: SystemUser | undefined): void {
  if (user === undefined) return
  const stat = statSync(folder)
  if (userCan(user, '-x', folder)) return
  if (stat.uid !== 0) return
  chownSync(folder, 0, user.gid)
  chmodSync(folder, (stat.mode & 0o700) | 0o010)
}

function newPasswords(): RolePasswords {
  const password = () => randomBytes(24).toString('base64url')
  return { setup: password(), owner: password(), app: password(), jobs: password(), auth: password() }
}
