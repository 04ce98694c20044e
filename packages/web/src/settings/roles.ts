import type { Workspace } from '../session.ts'

export type Role = Workspace['role']

/** What each role may do, in words. */
export const ROLES: readonly {
  readonly id: Role
  readonly one: string
  readonly a: string
  readonly many: string
  readonly about: string
}[] = [
  {
    id: 'owner',
    one: 'Owner',
    a: 'an owner',
    many: 'Owners',
    about: 'Everything, closing the workspace included.',
  },
  {
    id: 'admin',
    one: 'Admin',
    a: 'an admin',
    many: 'Admins',
    about: 'Everything but owners and closing.',
  },
  {
    id: 'manager',
    one: 'Manager',
    a: 'a manager',
    many: 'Managers',
    about: 'Reads all, access log included; exports; deletes and erases.',
  },
  {
    id: 'staff',
    one: 'Staff',
    a: 'one of the staff',
    many: 'Staff',
    about: 'Reads and records; sees as much as the team’s visibility says.',
  },
  {
    id: 'auditor',
    one: 'Auditor',
    a: 'an auditor',
    many: 'Auditors',
    about: 'Reads all, access log and settings included; exports; changes nothing.',
  },
]

export const roleName = (id: string): string => ROLES.find(role => role.id === id)?.one ?? id

export const VIEWS = [
  ['everyone', 'Everyone’s'],
  ['own_clients', 'Own clients'],
  ['own_acts', 'Own acts'],
] as const
