/**
 * Signing in to the portal: by the link of a letter, or by its code. Nobody learns which addresses are known: answers are the
 * same, and what is done for a known one is done behind them. A failure is an entry of the client whose address it was.
 */
import { timingSafeEqual } from 'node:crypto'
import { LogError } from '@daybook/protocol'
import type { Caller } from '../entry/caller.ts'
import type { Workspace } from '../entry/workspace.ts'
import { randomId } from '../random.ts'
import { int8Array } from '../store/sql-array.ts'
import {
  type ClientLink,
  findLinkByHash,
  insertLink,
  openSignIns,
  takeLink,
} from '../store/online/client-links.ts'
import { inWorkspace } from '../store/transaction.ts'
import { recordByClient } from './client-entry.ts'
import { clientsOfEmail, presentClient } from './clients-of-email.ts'
import { deliverLetter } from './deliver-letters.ts'
import { writeLetter } from './new-links.ts'
import type { OnlineParts } from './parts.ts'
import { hashOf, linkCode, linkSecret, SECRET } from './secrets.ts'
import { beginClientSession } from './portal-sessions.ts'

const LIFE = 15 * 60_000

/** Letters to whoever has this address: one each, since an address may be a family's. Throws `rate_limited`. */
export async function askSignIn(
  parts: OnlineParts,
  workspace: Workspace,
  email: string,
  caller: Caller,
): Promise<void> {
  await parts.limits.askLetter(workspace.id, email, caller)
  parts.delivering(sendSignIns(parts, workspace, email).catch(parts.report))
}

async function sendSignIns(parts: OnlineParts, workspace: Workspace, email: string): Promise<void> {
  const { daybook } = parts
  const keys = daybook.folder.workspace(workspace.id)
  for (const client of await clientsOfEmail(daybook, workspace.id, email)) {
    const now = daybook.now()
    const linkId = randomId()
    const about = { workspaceId: workspace.id, clientId: client.id, now, until: now + LIFE }
    const letterId = await inWorkspace(daybook.pools.app, workspace.id, async run => {
      await insertLink(run, {
        workspaceId: workspace.id,
        linkId,
        hash: hashOf(linkSecret(keys, linkId)),
        purpose: 'sign_in',
        clientId: client.id,
        objectId: undefined,
        mailed: true,
        createdAt: now,
        expiresAt: now + LIFE,
      })
      return writeLetter(run, { ...about, letter: 'sign_in', linkId })
    })
    deliverLetter(parts, workspace.id, letterId)
  }
}

export type LinkState = 'open' | 'used' | 'expired' | 'unknown'

export interface FoundLink {
  readonly state: LinkState
  /** Absent where it is unknown. */
  readonly link?: ClientLink
}

/** What a link is, without using it. */
export async function lookAtLink(
  { daybook }: OnlineParts,
  secret: string,
  purpose: ClientLink['purpose'],
): Promise<FoundLink> {
  if (!SECRET.test(secret)) return { state: 'unknown' }
  const link = await findLinkByHash(daybook.pools.app, hashOf(secret))
  if (link === undefined || link.purpose !== purpose) return { state: 'unknown' }
  // Of somebody who is gone there is nothing to tell.
  if ((await presentClient(daybook, link.workspaceId, link.clientId)) === undefined)
    return { state: 'unknown' }
  const state = link.usedAt !== undefined ? 'used' : link.expiresAt <= daybook.now() ? 'expired' : 'open'
  return { state, link }
}

/** Answers the secret of a new session, or what was wrong with the link. */
export async function signInByLink(
  parts: OnlineParts,
  workspace: Workspace,
  secret: string,
  caller: Caller,
): Promise<{ readonly session: string } | { readonly state: LinkState }> {
  await parts.limits.act(workspace.id, caller)
  const { state, link } = await lookAtLink(parts, secret, 'sign_in')
  if (link === undefined || link.workspaceId !== workspace.id) return { state: 'unknown' }
  if (state === 'open') {
    const session = await useLink(parts, workspace, link, 'link', caller)
    if (session !== undefined) return { session }
  }
  const ended = state === 'open' ? 'used' : state
  await recordFailure(parts, workspace, link.clientId, 'link', caller)
  return { state: ended }
}

/** Answers the secret of a new session. Throws `sign_in_failed` whatever was wrong, and `rate_limited`. */
export async function signInByCode(
  parts: OnlineParts,
  workspace: Workspace,
  { email, code }: { readonly email: string; readonly code: string },
  caller: Caller,
): Promise<string> {
  const { daybook, limits } = parts
  await limits.tryCode(workspace.id, email, caller)
  const keys = daybook.folder.workspace(workspace.id)
  const clients = await clientsOfEmail(daybook, workspace.id, email)
  const ids = int8Array(clients.map(client => client.id))
  const links = await openSignIns(daybook.pools.app, workspace.id, ids, daybook.now())
  const given = code.replaceAll(/\D/g, '')
  const link = links.find(one => isSame(linkCode(keys, one.linkId), given))
  const session = link && (await useLink(parts, workspace, link, 'code', caller))
  if (session !== undefined) return session
  for (const client of clients) await recordFailure(parts, workspace, client.id, 'code', caller)
  throw new LogError('sign_in_failed', 'This code is wrong, or its time is over.')
}

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Undefined where somebody else used it in the same moment. */
async function useLink(
  parts: OnlineParts,
  workspace: Workspace,
  link: ClientLink,
  method: 'link' | 'code',
  caller: Caller,
): Promise<string | undefined> {
  const who = { clientId: link.clientId, caller, method }
  return beginClientSession(parts, workspace, who, run => takeLink(run, link, parts.daybook.now()))
}

const recordFailure = (
  { daybook }: OnlineParts,
  workspace: Workspace,
  clientId: number,
  method: string,
  caller: Caller,
) =>
  recordByClient(
    daybook,
    workspace,
    { clientId, caller },
    {
      action: 'client.sign_in_failed',
      outcome: 'failure',
      data: { method },
    },
  )
