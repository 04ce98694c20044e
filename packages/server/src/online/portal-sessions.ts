/** Sessions of clients in the portal. Beginning, ending and running out are entries, each in the transaction that does it. */
import { recordOwn } from '../actions/record-own.ts'
import { contextOf, type Caller } from '../entry/caller.ts'
import type { Workspace } from '../entry/workspace.ts'
import { formatInstant } from '../entry/times.ts'
import { formatId } from '../ids.ts'
import { randomId } from '../random.ts'
import { systemOf } from '../privacy/system-of.ts'
import type { IndexedClient } from '../store/client-index.ts'
import {
  type ClientSession,
  findClientSession,
  insertClientSession,
  removeClientSession,
  sessionsOfClient,
  sessionsOver,
} from '../store/online/client-sessions.ts'
import { inWorkspace, type Run } from '../store/transaction.ts'
import { recordByClient } from './client-entry.ts'
import { presentClient } from './clients-of-email.ts'
import { entryContext } from './entry-context.ts'
import type { OnlineParts } from './parts.ts'
import { hashOf, newSecret, SECRET } from './secrets.ts'

const LIFE = 14 * 24 * 3_600_000

/** Somebody else has used what the session was to begin with. */
class Taken extends Error {}

/** Answers its secret; undefined where `take` says that somebody else was faster, and nothing is written. */
export async function beginClientSession(
  { daybook }: OnlineParts,
  workspace: Workspace,
  { clientId, caller, method }: { clientId: number; caller: Caller; method: string },
  take: (run: Run) => Promise<boolean>,
): Promise<string | undefined> {
  const secret = newSecret()
  const draft = { action: 'client.signed_in', data: { method } } as const
  try {
    await recordByClient(daybook, workspace, { clientId, caller }, draft, async (run, seq) => {
      if (!(await take(run))) throw new Taken()
      const now = daybook.now()
      await insertClientSession(run, {
        workspaceId: workspace.id,
        sessionId: randomId(),
        hash: hashOf(secret),
        clientId,
        beganSeq: seq,
        createdAt: now,
        expiresAt: now + LIFE,
      })
    })
  } catch (error) {
    if (error instanceof Taken) return undefined
    throw error
  }
  return secret
}

export interface PortalVisit {
  readonly session: ClientSession
  readonly client: IndexedClient
}

/** Who comes with this secret; `over` where its time is over, which is then told, undefined where there is no session. */
export async function recogniseClient(
  parts: OnlineParts,
  workspace: Workspace,
  secret: string | undefined,
): Promise<PortalVisit | 'over' | undefined> {
  const { daybook } = parts
  if (secret === undefined || !SECRET.test(secret)) return undefined
  const session = await findClientSession(daybook.pools.app, hashOf(secret))
  if (session === undefined || session.workspaceId !== workspace.id) return undefined
  if (session.expiresAt <= daybook.now()) {
    await expire(parts, workspace, session)
    return 'over'
  }
  const client = await presentClient(daybook, workspace.id, session.clientId)
  return client && { session, client }
}

/** Signs out: of this session, or of all that the client has. */
export async function endClientSessions(
  { daybook }: OnlineParts,
  workspace: Workspace,
  { session }: PortalVisit,
  caller: Caller,
  everywhere: boolean,
): Promise<void> {
  const { clientId } = session
  const all = everywhere
    ? await sessionsOfClient(daybook.pools.app, workspace.id, clientId, daybook.now())
    : [session]
  for (const one of all)
    await recordByClient(
      daybook,
      workspace,
      { clientId, caller },
      { action: 'client.signed_out' },
      async run => removeClientSession(run, one),
    )
}

/** Ends the sessions whose time is over, with their entries. */
export async function sweepClientSessions(parts: OnlineParts, workspace: Workspace): Promise<void> {
  const { daybook } = parts
  for (;;) {
    const over = await sessionsOver(daybook.pools.app, workspace.id, daybook.now())
    for (const session of over) await expire(parts, workspace, session)
    if (over.length === 0) return
  }
}

/** Address and device are those of the sign-in: nobody was there when its time ran out. */
async function expire({ daybook }: OnlineParts, workspace: Workspace, session: ClientSession): Promise<void> {
  const client = await presentClient(daybook, workspace.id, session.clientId)
  const remove = (run: Run) => removeClientSession(run, session)
  if (client === undefined) {
    await inWorkspace(daybook.pools.app, workspace.id, remove)
    return
  }
  const caller = await entryContext(daybook, workspace.id, session.beganSeq)
  await recordOwn(
    daybook,
    systemOf(workspace),
    workspace,
    {
      action: 'client.session_expired',
      client: { id: formatId('cl', session.clientId) },
      occurredAt: formatInstant(session.expiresAt),
      context: contextOf(caller),
      // Two servers may find it at once.
      key: `portal-session-expired:${session.sessionId}`,
    },
    async () => {},
    remove,
  )
}
