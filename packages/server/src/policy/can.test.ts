import { expect, test } from 'vitest'
import { type MemberRole, type Principal, ROLES, type Scope, SCOPES } from '../entry/workspace.ts'
import { can, requireRight, rightsOfRole } from './can.ts'
import { RIGHTS, type Right } from './rights.ts'

/** Requirement R-H1 as it is printed: a row a right; owner, admin, manager, staff, auditor. */
const TABLE: Readonly<Record<Right, string>> = {
  read: '✓✓✓✓✓',
  access: '✓✓✓–✓',
  sensitive: '✓✓✓–✓',
  act: '✓✓✓✓–',
  export: '✓✓✓–✓',
  verify: '✓✓✓✓✓',
  erase: '✓✓✓––',
  hold: '✓✓–––',
  readHold: '✓✓✓–✓',
  readSettings: '✓✓––✓',
  settings: '✓✓–––',
  close: '✓––––',
}

const member = (role: MemberRole): Principal => ({
  workspaceId: 1,
  kind: 'member',
  actor: { type: 'staff', id: 'mb_x', name: 'X' },
  scopes: SCOPES,
  member: { id: 1, role, twoFactor: false },
})
const key = (...scopes: Scope[]): Principal => ({
  workspaceId: 1,
  kind: 'key',
  actor: { type: 'key' },
  scopes,
})

test('the table of roles is the one that is required', () => {
  for (const right of RIGHTS) {
    const row = ROLES.map(role => (can(member(role), right) ? '✓' : '–')).join('')
    expect([right, row]).toEqual([right, TABLE[right]])
  }
})

test('what a session is told is what the server decides by', () => {
  for (const role of ROLES)
    expect(rightsOfRole(role)).toEqual(RIGHTS.filter(right => can(member(role), right)))
})

test('a key does what its scopes say, none of them what only an owner may', () => {
  const rights = (...scopes: Scope[]) => RIGHTS.filter(right => can(key(...scopes), right))
  expect(rights('read')).toEqual(['read', 'access', 'sensitive', 'export', 'verify'])
  expect(rights('append')).toEqual(['act'])
  expect(rights('admin')).toEqual(RIGHTS.filter(right => right !== 'close'))
  expect(rights()).toEqual([])
})

test('whoever is refused reads what was missing, and who can help', () => {
  expect(() => requireRight(member('staff'), 'export')).toThrow(
    /Your role \(staff\) does not include exports/,
  )
  expect(() => requireRight(key('append'), 'read')).toThrow(/scope "read" or "admin"/)
  expect(() => requireRight(key('admin'), 'close')).toThrow(/Only an owner who is signed in/)
})
