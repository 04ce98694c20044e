/** Appends what a caller sent: one draft, or up to 1,000, all or nothing. */
import { type InputError, LIMITS, LogError, type Receipt } from '@daybook/protocol'
import { Draft } from '@daybook/protocol/draft'
import type { Daybook } from '../daybook.ts'
import type { Intent } from '../entry/intent.ts'
import { understand, type Understanding } from '../entry/understand.ts'
import type { Principal } from '../entry/workspace.ts'
import { parseEntryId } from '../ids.ts'
import { requireRight } from '../policy/can.ts'
import { requireOwnName } from './require-own-name.ts'
import { requireSeenParties } from './require-seen-parties.ts'
import type { AppendRequest } from '../store/append/group.ts'
import { wakeErasures } from '../privacy/wake-erasures.ts'

/** `bytes` is the size of the body. Throws `entry_invalid` with the place of everything that is wrong. */
export async function appendEntries(
  daybook: Daybook,
  principal: Principal,
  body: unknown,
  bytes: number,
): Promise<readonly Receipt[]> {
  requireRight(principal, 'act')
  const { drafts, pathOf } = readBody(body)
  if (drafts.length === 0) return []
  const errors: InputError[] = []
  const tooLarge: InputError[] = []
  const given = await understandingOf(daybook, principal)
  const intents: { intent: Intent; path: string }[] = []
  drafts.forEach((draft, i) => {
    const path = pathOf(i)
    const parsed = Draft.safeParse(draft)
    if (!parsed.success) {
      for (const issue of parsed.error.issues) errors.push(...describeIssue(issue, path))
      return
    }
    if (bytes > LIMITS.draft && Buffer.byteLength(JSON.stringify(draft)) > LIMITS.draft) {
      tooLarge.push({ path, message: `the draft is larger than ${LIMITS.draft / 1024} KiB` })
    }
    const intent = understand(parsed.data, path, errors, given)
    if (intent !== undefined) intents.push({ intent, path })
  })
  const places = placeRepeats(intents, errors)
  if (errors.length > 0) throw invalid([...errors, ...tooLarge])
  if (tooLarge.length > 0) throw invalid(tooLarge, 'draft_too_large')
  requireSources(principal, intents)
  requireOwnName(principal, intents)
  await requireSeenParties(daybook, principal, given.workspace, intents)
  const written = await daybook.log.append(given.workspace, places.distinct, bytes)
  if (intents.some(({ intent }) => intent.action === 'client.erasure_requested'))
    await wakeErasures(daybook, given.workspace)
  return places.of.map(({ place, repeated }) =>
    repeated ? { ...written[place]!, duplicate: true } : written[place]!,
  )
}

export async function understandingOf(daybook: Daybook, principal: Principal): Promise<Understanding> {
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const keys = daybook.folder.workspace(workspace.id)
  return {
    workspace,
    keys,
    principal,
    now: daybook.now(),
    isEntryId: id => parseEntryId(keys.entryIdKey, workspace.generations, id) !== undefined,
  }
}

const invalid = (
  errors: readonly InputError[],
  code: 'entry_invalid' | 'draft_too_large' = 'entry_invalid',
): LogError =>
  new LogError(
    code,
    errors.length === 1
      ? `${errors[0]!.path || 'The draft'}: ${errors[0]!.message}`
      : `${errors.length} things are wrong with what was sent.`,
    { errors: errors.slice(0, 100) },
  )

function readBody(body: unknown): { drafts: readonly unknown[]; pathOf: (i: number) => string } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid([{ path: '', message: 'must be a draft, or {"entries": [draft, …]}' }])
  }
  if (!Object.hasOwn(body, 'entries')) return { drafts: [body], pathOf: () => '' }
  const { entries, ...others } = body as { entries: unknown }
  const errors = Object.keys(others).map(name => ({
    path: pointer([name]),
    message: 'unknown name beside "entries"',
  }))
  if (!Array.isArray(entries)) errors.push({ path: '/entries', message: 'must be an array of drafts' })
  if (errors.length > 0) throw invalid(errors)
  const count = (entries as unknown[]).length
  if (count > LIMITS.drafts) {
    const message = `holds ${count} drafts: send at most ${LIMITS.drafts} at once`
    throw new LogError('too_many_entries', `/entries: ${message}`, {
      errors: [{ path: '/entries', message }],
    })
  }
  return { drafts: entries as unknown[], pathOf: i => `/entries/${i}` }
}

/** A key may be limited to the sources that it may claim (R-B4). */
export function requireSources(
  principal: Principal,
  intents: readonly { intent: Intent; path: string }[],
): void {
  const { sources } = principal
  if (sources === undefined) return
  const message =
    sources.length === 0 ? 'this key may claim no source' : `this key may only claim: ${sources.join(', ')}`
  const errors = intents
    .filter(({ intent }) => !sources.includes(intent.source))
    .map(({ path }) => ({ path: `${path}/source`, message }))
  if (errors.length > 0)
    throw new LogError('source_not_allowed', `${errors[0]!.path}: ${message}`, {
      errors: errors.slice(0, 100),
    })
}

/** A JSON Pointer (RFC 6901). */
export const pointer = (names: readonly PropertyKey[]): string =>
  names.map(name => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly code?: string
  readonly keys?: readonly string[]
}

/** One error a wrong name or value, with its JSON Pointer. */
export function describeIssue(issue: Issue, base: string): InputError[] {
  const path = base + pointer(issue.path)
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map(name => ({
      path: path + pointer([name]),
      message: 'unknown name: extra data goes under "data"',
    }))
  }
  return [{ path, message: issue.message.charAt(0).toLowerCase() + issue.message.slice(1) }]
}

interface Places {
  readonly distinct: AppendRequest['intents']
  readonly of: readonly { readonly place: number; readonly repeated: boolean }[]
}

/** A key that stands twice in one request is one entry, if its content is the same. */
function placeRepeats(intents: readonly { intent: Intent; path: string }[], errors: InputError[]): Places {
  const distinct: { intent: Intent; path: string }[] = []
  const byKey = new Map<string, number>()
  const of = intents.map(one => {
    const key = one.intent.keyMac?.toString('base64')
    const first = key === undefined ? undefined : byKey.get(key)
    if (first === undefined) {
      if (key !== undefined) byKey.set(key, distinct.length)
      return { place: distinct.push(one) - 1, repeated: false }
    }
    if (!distinct[first]!.intent.contentMac!.equals(one.intent.contentMac!)) {
      errors.push({
        path: `${one.path}/key`,
        message: `the same key stands at ${distinct[first]!.path} with other content`,
      })
    }
    return { place: first, repeated: true }
  })
  return { distinct, of }
}
