import pino from 'pino'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { openDataFolder } from './data-folder.ts'
import type { Answer, HttpDoor } from './http-door.ts'
import { openHttpDoor, refusal } from './http-door.ts'
import type { Database } from './postgres/open-database.ts'
import { openDatabase } from './postgres/open-database.ts'

/** What the server hands to the application when it opens it. */
export interface Surroundings {
  readonly config: Config
  readonly database: Database
  readonly log: Logger
  /** Where the server answers. */
  readonly address: string
  /** Aborted when the server begins to stop: streams end, long requests may hurry. */
  readonly stopping: AbortSignal
}

/** An open application. */
export interface Application {
  readonly fetch: Answer
  /** A link with which the first owner signs in once; undefined when there is an owner already. */
  firstSignInLink?(): Promise<string | undefined>
  /** Told once requests are answered: what nobody waits for may begin. */
  opened?(): void
  /** Writes out what is queued and gives its connections back. The database is still there. */
  close(): Promise<void>
}

export type OpenApplication = (surroundings: Surroundings) => Promise<Application>

/** A server that answers. */
export interface RunningServer {
  readonly address: string
  readonly signInLink: string | undefined
  /** Resolves with the reason when the database was lost for good: the server is of no use then. */
  readonly lost: Promise<Error>
  /** Drains: requests under way are finished, then queues, database and lock are closed, in this order. */
  stop(): Promise<void>
}

const DRAIN_SECONDS = 10
/** Jobs end between two steps, and what was accepted is written, within a second or two. */
const CLOSE_SECONDS = 10

/**
 * Starts Daybook: takes the data folder and the port, opens the database, migrates it, and answers.
 * @param signal ends a start that is under way
 * @throws StartError in one line; nothing of the failed start is left running or half-made
 */
export async function startServer(
  config: Config,
  open: OpenApplication,
  signal?: AbortSignal,
): Promise<RunningServer> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination({ dest: 2, sync: true }))
  const folder = openDataFolder(config.dataDir, 'serve')
  const stopping = new AbortController()
  const undo: (() => unknown)[] = [() => folder.abandon()]
  try {
    const door = await openHttpDoor(config.host, config.port)
    undo.push(() => door.close())
    const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: folder.path, signal })
    undo.push(() => database.close())
    const address = config.publicUrl ?? door.address
    const application = await open({ config, database, log, address, stopping: stopping.signal })
    undo.push(() => application.close())
    const signInLink = await application.firstSignInLink?.()
    signal?.throwIfAborted()
    door.open(onlyWhileUp(database, application.fetch))
    folder.tell({ address: door.address, database: database.urls })
    application.opened?.()
    return {
      address,
      signInLink,
      lost: database.lost,
      stop: () =>
        stop(door, stopping, [
          () => atMost(CLOSE_SECONDS, application.close()),
          () => database.close(),
          () => folder.release(),
        ]),
    }
  } catch (error) {
    for (const step of undo.reverse()) await step()
    throw error
  }
}

async function stop(door: HttpDoor, stopping: AbortController, steps: (() => unknown)[]): Promise<void> {
  stopping.abort()
  await door.drain(DRAIN_SECONDS)
  for (const step of steps) await step()
}

/**
 * Whatever hangs longer, a service that does not answer say, is cut off as a power cut would: what was committed is there,
 * and jobs begin again where they were.
 */
async function atMost(seconds: number, work: Promise<void>): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, seconds * 1000)
  await Promise.race([work, over])
  clearTimeout(timer)
}

/** While the database is being brought back, requests are refused at once instead of waiting for connections. */
function onlyWhileUp(database: Database, answer: Answer): Answer {
  return (request, env) => {
    if (database.up || new URL(request.url).pathname === '/healthz') return answer(request, env)
    return refusal('database_unavailable', 'The database is being restarted. Try again in a moment.')
  }
}
