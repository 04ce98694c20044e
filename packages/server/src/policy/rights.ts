/** Who may do what: the one table, as data. Everything else asks it through `can.ts`. */
import type { MemberRole, Scope } from '../entry/workspace.ts'

export const RIGHTS = [
  /** Timelines, bookings, the workspace's log; a member of the staff may be limited to a part of them. */
  'read',
  /** Access logs, IP addresses, sign-in entries and their devices, security entries. */
  'access',
  /** Values of the client's fields that the workspace marks as sensitive. */
  'sensitive',
  /** Append entries: records, notes, a request that a client made. */
  'act',
  /** Exports, evidence, everything about one client in a file. */
  'export',
  /** Proofs, checkpoints, the log's state, and having it checked. */
  'verify',
  /** Delete, restore and erase clients; decide their requests. Who may do it sees the deleted. */
  'erase',
  /** Place and release legal holds. */
  'hold',
  /** See that a client is held, and since when. */
  'readHold',
  /** Settings, members, keys: look at them. */
  'readSettings',
  /** Settings, fields, members, keys: change them. */
  'settings',
  /** Close the workspace, hand it over, change signing keys: for a person who owns it. */
  'close',
] as const
export type Right = (typeof RIGHTS)[number]

const READER = ['read', 'verify'] as const
const WRITER = [...READER, 'act'] as const
const MANAGER = [...WRITER, 'access', 'sensitive', 'export', 'erase', 'readHold'] as const
const ADMIN = [...MANAGER, 'hold', 'readSettings', 'settings'] as const

/** The table of requirement R-H1, a role a line. */
export const RIGHTS_OF_ROLE: Readonly<Record<MemberRole, ReadonlySet<Right>>> = {
  owner: new Set<Right>(RIGHTS),
  admin: new Set<Right>(ADMIN),
  manager: new Set<Right>(MANAGER),
  staff: new Set<Right>(WRITER),
  auditor: new Set<Right>([...READER, 'access', 'sensitive', 'export', 'readHold', 'readSettings']),
}

/** The same for API keys. None is an owner: what only a person may do, no key can. */
export const RIGHTS_OF_SCOPE: Readonly<Record<Scope, ReadonlySet<Right>>> = {
  read: new Set<Right>([...READER, 'access', 'sensitive', 'export']),
  append: new Set<Right>(['act']),
  admin: new Set<Right>(ADMIN),
}
