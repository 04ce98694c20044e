import { LogError } from '@daybook/protocol'
import type { MemberRole, Principal } from '../entry/workspace.ts'
import { RIGHTS, RIGHTS_OF_ROLE, RIGHTS_OF_SCOPE, type Right } from './rights.ts'

export function can({ kind, member, scopes }: Principal, right: Right): boolean {
  if (kind === 'member') return member !== undefined && RIGHTS_OF_ROLE[member.role].has(right)
  // Daybook itself, asked by whoever runs the server, stands where an owner stands.
  if (kind === 'daybook') return true
  return scopes.some(scope => RIGHTS_OF_SCOPE[scope].has(right))
}

/**
 * The first line of every action.
 * @throws LogError `scope_missing`
 */
export function requireRight(principal: Principal, right: Right): void {
  if (!can(principal, right)) throw new LogError('scope_missing', refusal(principal, right))
}

/** What a member of a role may do, in the order of the table. */
export const rightsOfRole = (role: MemberRole): Right[] =>
  RIGHTS.filter(right => RIGHTS_OF_ROLE[role].has(right))

const WHAT: Readonly<Record<Right, string>> = {
  read: 'reading the log',
  access: 'reading access logs, IP addresses, and sign-in and security entries',
  sensitive: 'reading and changing sensitive fields',
  act: 'appending entries',
  export: 'exports and evidence',
  verify: 'checking the log',
  erase: 'deleting, restoring and erasing clients, and deciding requests',
  hold: 'placing and releasing holds',
  readHold: 'seeing holds',
  readSettings: 'reading settings, members and keys',
  settings: 'changing settings, members and keys',
  close: 'closing or handing over the workspace, and its signing keys',
}

function refusal({ member }: Principal, right: Right): string {
  if (member !== undefined) {
    return `Your role (${member.role}) does not include ${WHAT[right]}. Ask an owner or admin for another role.`
  }
  const scopes = Object.entries(RIGHTS_OF_SCOPE).flatMap(([scope, rights]) =>
    rights.has(right) ? [scope] : [],
  )
  return scopes.length === 0
    ? `Only an owner who is signed in can do this (${WHAT[right]}): an API key cannot.`
    : `This needs the scope ${scopes.map(scope => `"${scope}"`).join(' or ')} (${WHAT[right]}), which the key does not have.`
}
