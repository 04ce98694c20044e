/** The members of a workspace, invitations, and what is asked of their sign-in. */
import { changeMember, MemberChange } from '../actions/change-member.ts'
import { InvitationInput, inviteMember, withdrawInvitation } from '../actions/invite-member.ts'
import { listMembers } from '../actions/list-members.ts'
import { dropMemberFactor, makePasswordLink, signMemberOut } from '../actions/member-account.ts'
import { removeMember } from '../actions/remove-member.ts'
import { changeSecurity, readSecurity, SecurityBody } from '../actions/security-settings.ts'
import type { Daybook } from '../daybook.ts'
import type { Caller } from '../entry/caller.ts'
import type { StaffAccounts } from '../sign-in/staff-accounts.ts'
import { visitOf } from '../sign-in/visit.ts'
import type { HttpContext } from './environment.ts'
import { readBody } from './read-body.ts'
import { answer, type Route } from './routes.ts'

export function memberRoutes(daybook: Daybook, accounts: StaffAccounts): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/members',
      summary: 'Who works here, and who is invited',
      handle: async context => answer(await listMembers(daybook, accounts, context.get('principal'))),
    },
    {
      method: 'put',
      path: '/v1/members/{id}',
      summary: 'Give a member another role or view',
      body: MemberChange,
      async handle(context) {
        const principal = context.get('principal')
        await changeMember(daybook, principal, callerOf(context), idOf(context), await bodyOf(context))
        return answer({})
      },
    },
    {
      method: 'delete',
      path: '/v1/members/{id}',
      summary: 'Remove a member',
      async handle(context) {
        const principal = context.get('principal')
        await removeMember(daybook, accounts, principal, callerOf(context), idOf(context))
        return answer({})
      },
    },
    ...accountRoutesOf(daybook, accounts),
    ...invitationRoutes(daybook, accounts),
    ...securityRoutes(daybook),
  ]
}

/** Help for a member who cannot get in. */
function accountRoutesOf(daybook: Daybook, accounts: StaffAccounts): Route[] {
  const given = (context: HttpContext) => ({
    daybook,
    accounts,
    principal: context.get('principal'),
    caller: callerOf(context),
  })
  return [
    {
      method: 'post',
      path: '/v1/members/{id}/password-link',
      summary: 'A link by which a member sets a new password; it is shown once',
      status: 201,
      handle: async context => answer(await makePasswordLink(given(context), idOf(context)), 201),
    },
    {
      method: 'post',
      path: '/v1/members/{id}/sign-out',
      summary: 'End every session of a member',
      async handle(context) {
        await signMemberOut(given(context), idOf(context))
        return answer({})
      },
    },
    {
      method: 'delete',
      path: '/v1/members/{id}/two-factor',
      summary: 'Turn two-factor sign-in off for a member who has lost theirs',
      async handle(context) {
        await dropMemberFactor(given(context), idOf(context))
        return answer({})
      },
    },
  ]
}

const invitationRoutes = (daybook: Daybook, accounts: StaffAccounts): Route[] => [
  {
    method: 'post',
    path: '/v1/invitations',
    summary: 'Invite somebody by a link; it is shown once',
    body: InvitationInput,
    status: 201,
    async handle(context) {
      const principal = context.get('principal')
      const body = await bodyOf(context)
      return answer(await inviteMember(daybook, accounts, principal, callerOf(context), body), 201)
    },
  },
  {
    method: 'delete',
    path: '/v1/invitations/{id}',
    summary: 'Withdraw an invitation',
    async handle(context) {
      await withdrawInvitation(daybook, context.get('principal'), callerOf(context), idOf(context))
      return answer({})
    },
  },
]

const securityRoutes = (daybook: Daybook): Route[] => [
  {
    method: 'get',
    path: '/v1/settings/security',
    summary: 'What is asked of the members’ sign-in',
    handle: async context => answer(await readSecurity(daybook, context.get('principal'))),
  },
  {
    method: 'put',
    path: '/v1/settings/security',
    summary: 'Ask roles for two-factor sign-in',
    body: SecurityBody,
    async handle(context) {
      const body = await bodyOf(context)
      return answer(await changeSecurity(daybook, context.get('principal'), callerOf(context), body))
    },
  },
]

const idOf = (context: HttpContext): string => context.req.param('id')!
const bodyOf = async (context: HttpContext): Promise<unknown> => (await readBody(context.req.raw)).value
const callerOf = (context: HttpContext): Caller => visitOf(context.req.raw, context.get('address')).caller
