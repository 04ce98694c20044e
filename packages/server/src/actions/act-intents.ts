/** The entries of an act, as the append path takes them: its own, those that come before it, and those that rules make. */
import { type Draft, type InputError, LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import { type Caller, contextOf } from '../entry/caller.ts'
import type { Intent } from '../entry/intent.ts'
import { understand } from '../entry/understand.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import type { AppendRequest } from '../store/append/group.ts'
import type { Run } from '../store/transaction.ts'
import { requireSources, understandingOf } from './append-entries.ts'

/** What is written together with an act, for those who call it within the server. */
export interface Beside {
  /** Entries that come before the act's own: of a client who books for the first time, say. */
  readonly first?: readonly Draft[]
  /** Statements of the same transaction, behind the head's lock; `seq` is of the act's own entry. */
  behind?(run: Run, seq: number): Promise<unknown>
}

export interface Scene {
  readonly daybook: Daybook
  readonly principal: Principal
  readonly caller: Caller
  readonly workspace: Workspace
  readonly beside: Beside
}

/** What makes a repeat known as such. */
export interface Once {
  readonly key: string
  readonly contentMac: Buffer
}

/** The act's entry has the caller's key; those that it causes have keys made of it, so that a repeat repeats them all. */
export async function toIntents(
  scene: Scene,
  drafts: readonly Draft[],
  once: Once,
): Promise<AppendRequest['intents']> {
  const { daybook, principal, caller, beside } = scene
  const own = beside.first?.length ?? 0
  const given = await understandingOf(daybook, principal)
  const errors: InputError[] = []
  const intents: { intent: Intent; path: string }[] = []
  for (const [place, draft] of drafts.entries()) {
    const key = keyAt(once.key, place - own)
    // A key's own address is that of a host's server, and tells nothing of whoever acts.
    const from = principal.kind === 'key' || place > own ? {} : contextOf(caller)
    const whole = { ...draft, key, context: { ...from, ...draft.context } }
    const intent = understand(whole, '', errors, given)
    if (intent !== undefined) intents.push({ intent: { ...intent, contentMac: once.contentMac }, path: '' })
  }
  if (errors.length > 0)
    throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
  requireSources(principal, intents.slice(0, own + 1))
  return intents
}

const keyAt = (key: string, place: number): string =>
  place === 0 ? key : place > 0 ? `${key}#${place + 1}` : `${key}#first${-place}`
