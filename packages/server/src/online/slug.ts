/** The name under which a booking page is found. */
import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Workspace } from '../entry/workspace.ts'
import { randomBytes } from '../random.ts'
import { isSlugTaken, workspaceOfSlug } from '../store/online/slugs.ts'
import type { Run } from '../store/transaction.ts'
import { onlineChoices } from './online-choices.ts'

const LONGEST = 40

/** One that is free, made of the name of the business. */
export async function freeSlug(daybook: Daybook, { id, name }: Workspace): Promise<string> {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
  const slug = plain.length < 3 ? 'book-online' : plain
  const owner = await workspaceOfSlug(daybook.pools.app, slug)
  return owner === undefined || owner === id ? slug : `${slug}-${randomBytes(3).toString('hex')}`
}

/**
 * Throws where another workspace has it: `query_invalid` where somebody chose it, `state_conflict` where it was free a moment
 * ago and another can be made.
 */
export async function requireFreeSlug(
  run: Run,
  { id }: Workspace,
  slug: string,
  isChosen: boolean,
): Promise<void> {
  if (slug === '' || !(await isSlugTaken(run, slug, id))) return
  if (!isChosen) throw new LogError('state_conflict', 'Another booking page has just got this address.')
  const message = 'is the address of another booking page: choose another'
  throw new LogError('query_invalid', `onlineSlug: ${message}`, {
    errors: [{ path: '/onlineSlug', message }],
  })
}

/** The workspace whose booking page this is; undefined where there is none, or it is switched off. */
export async function findOnlineWorkspace(daybook: Daybook, slug: string): Promise<Workspace | undefined> {
  if (!/^[a-z0-9-]{3,60}$/.test(slug)) return undefined
  const id = await workspaceOfSlug(daybook.pools.app, slug)
  if (id === undefined) return undefined
  const workspace = await daybook.workspaces.get(id)
  return onlineChoices(workspace.settings).onlineBooking ? workspace : undefined
}
