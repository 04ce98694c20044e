import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { SOURCES } from '@daybook/catalogue'
import { LogError } from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import { type Principal, type Scope, SCOPES } from '../entry/workspace.ts'
import { formatId, parseId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { randomId } from '../random.ts'
import type { ApiKey } from '../store/api-keys.ts'
import { describeIssue } from './append-entries.ts'
import { recordOwn } from './record-own.ts'
import { requireFreshFactor } from '../policy/require-fresh-factor.ts'

/** The secret's bytes are random, so one round of SHA-256 is enough to store it by. */
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

export const KeyInput = z.strictObject({
  name: z.string().max(200).optional(),
  scopes: z.array(z.string()),
  sources: z.array(z.string()).optional(),
})

export interface CreatedKey {
  readonly id: string
  /** The whole key as it is sent: it is not stored and cannot be shown again. */
  readonly key: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly sources?: readonly string[]
}

/** Makes an API key for the principal's workspace. Throws `query_invalid`, `second_factor_required`. */
export async function createKey(daybook: Daybook, principal: Principal, body: unknown): Promise<CreatedKey> {
  requireRight(principal, 'settings')
  const parsed = KeyInput.safeParse(body)
  if (!parsed.success) {
    const errors = parsed.error.issues.flatMap(issue => describeIssue(issue, ''))
    throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
  }
  const input = parsed.data
  requireKnown('scopes', input.scopes, SCOPES)
  // A key goes on when the session that made it is over.
  requireFreshFactor(daybook, principal)
  if (input.sources !== undefined) requireKnown('sources', input.sources, SOURCES)
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const id = randomId()
  const secret = `dbk_${formatId('ws', workspace.id).slice(3)}_${formatId('ak', id).slice(3)}_${randomBytes(24).toString('base64url')}`
  const key: ApiKey = {
    id,
    name: input.name?.trim() || 'API key',
    scopes: [...new Set(input.scopes)] as Scope[],
    sources: input.sources,
    createdAt: daybook.now(),
  }
  await recordOwn(
    daybook,
    principal,
    workspace,
    {
      action: 'key.created',
      object: { type: 'key', id: formatId('ak', id), name: key.name },
      data: { scopes: [...key.scopes], ...(key.sources && { sources: [...key.sources] }) },
    },
    run => daybook.apiKeys.insert(run, workspace.id, key, hashOf(secret)),
  )
  return { id: formatId('ak', id), key: secret, name: key.name, scopes: key.scopes, sources: key.sources }
}

/** An empty list would make a key that may do nothing. */
function requireKnown(name: 'scopes' | 'sources', given: readonly string[], known: readonly string[]): void {
  const errors = given.flatMap((value, i) =>
    known.includes(value) ? [] : [{ path: `/${name}/${i}`, message: `must be one of: ${known.join(', ')}` }],
  )
  if (given.length === 0)
    errors.push({ path: `/${name}`, message: `name at least one of: ${known.join(', ')}` })
  if (errors.length > 0)
    throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
}

/** Stops a key; throws `not_found` where there is none of this id. */
export async function revokeKey(daybook: Daybook, principal: Principal, keyId: string): Promise<void> {
  requireRight(principal, 'settings')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const id = parseId('ak', keyId)
  const found = id === undefined ? undefined : await daybook.apiKeys.find(workspace.id, id)
  if (found === undefined) throw new LogError('not_found', 'There is no API key with this id.')
  if (found.key.revokedAt !== undefined) return
  await recordOwn(
    daybook,
    principal,
    workspace,
    { action: 'key.revoked', object: { type: 'key', id: keyId, name: found.key.name } },
    run => daybook.apiKeys.revoke(run, workspace.id, found.key.id, daybook.now()),
  )
}

const KEY = /^dbk_([0-9a-z]{11})_([0-9a-z]{11})_[A-Za-z0-9_-]{32}$/

/** A key's last use is noted once in this time, in ms. */
const NOTED_EVERY = 60_000

/** Who holds this key; undefined where it is unknown, wrong or revoked. */
export async function recogniseKey(daybook: Daybook, secret: string): Promise<Principal | undefined> {
  const match = KEY.exec(secret)
  const workspaceId = match === null ? undefined : parseId('ws', `ws_${match[1]}`)
  const keyId = match === null ? undefined : parseId('ak', `ak_${match[2]}`)
  if (workspaceId === undefined || keyId === undefined) return undefined
  const found = await daybook.apiKeys.find(workspaceId, keyId)
  if (found === undefined || found.key.revokedAt !== undefined) return undefined
  if (!timingSafeEqual(found.hash, hashOf(secret))) return undefined
  const now = daybook.now()
  if (now - (found.key.lastUsedAt ?? 0) > NOTED_EVERY) await daybook.apiKeys.touch(workspaceId, keyId, now)
  return {
    workspaceId,
    kind: 'key',
    actor: { type: 'key', id: formatId('ak', keyId), name: found.key.name },
    scopes: found.key.scopes,
    sources: found.key.sources,
  }
}
