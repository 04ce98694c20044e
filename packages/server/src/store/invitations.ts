/** Invitations to a workspace, by the hash of their link's secret. */
import type { Pool } from 'pg'
import type { MemberRole, Visibility } from '../entry/workspace.ts'
import { readTogether, type Run } from './transaction.ts'

export interface Invitation {
  readonly workspaceId: number
  readonly id: number
  /** The id that the invited person will have as a member. */
  readonly memberId: number
  /** In lower case. */
  readonly email: string
  readonly name: string
  readonly role: MemberRole
  readonly visibility?: Visibility | undefined
  /** Who invited, by name. */
  readonly invitedBy: string
  /** UTC ms. */
  readonly createdAt: number
  readonly expiresAt: number
}

interface Row {
  workspace_id: number
  invitation_id: number
  member_id: number
  email: string
  name: string
  role: MemberRole
  visibility: Visibility | null
  invited_by: string
  created_at: number
  expires_at: number
  hash: Buffer
}

const COLUMNS =
  'workspace_id, invitation_id, member_id, email, name, role, visibility, invited_by, created_at, expires_at, hash'
const IS_OPEN = 'accepted_at is null and withdrawn_at is null'
const OPEN = {
  name: 'open_invitation',
  text: `select ${COLUMNS} from daybook.invitations
          where workspace_id = $1 and invitation_id = $2 and ${IS_OPEN} and expires_at > $3`,
}
const ALL_OPEN = {
  name: 'open_invitations',
  text: `select ${COLUMNS} from daybook.invitations
          where workspace_id = $1 and ${IS_OPEN} order by created_at, invitation_id`,
}
const REPLACE = {
  name: 'replace_invitation',
  text: `update daybook.invitations set withdrawn_at = $3 where workspace_id = $1 and email = $2 and ${IS_OPEN}`,
}
const INSERT = {
  name: 'new_invitation',
  text: `insert into daybook.invitations (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
}
const ACCEPT = {
  name: 'accept_invitation',
  text: `update daybook.invitations set accepted_at = $3
          where workspace_id = $1 and invitation_id = $2 and ${IS_OPEN} and expires_at > $3 returning invitation_id`,
}
const WITHDRAW = {
  name: 'withdraw_invitation',
  text: `update daybook.invitations set withdrawn_at = $3 where workspace_id = $1 and invitation_id = $2 and ${IS_OPEN}`,
}

export class Invitations {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** One that could be accepted now, and the hash that its secret must have. */
  async open(
    workspaceId: number,
    id: number,
    now: number,
  ): Promise<{ invitation: Invitation; hash: Buffer } | undefined> {
    const [row] = await readTogether(this.#pool, workspaceId, run => run<Row>(OPEN, [workspaceId, id, now]))
    return row && { invitation: toInvitation(row), hash: row.hash }
  }

  /** Those that nobody has accepted or withdrawn, the expired among them, oldest first. */
  async list(workspaceId: number): Promise<Invitation[]> {
    const rows = await readTogether(this.#pool, workspaceId, run => run<Row>(ALL_OPEN, [workspaceId]))
    return rows.map(toInvitation)
  }

  /** The open invitations of an address, in every workspace. */
  async ofEmail(email: string, now: number): Promise<Invitation[]> {
    const { rows } = await this.#pool.query<{ workspace_id: number; invitation_id: number }>(
      'select workspace_id, invitation_id from daybook.open_invitations($1, $2)',
      [email, now],
    )
    const found = await Promise.all(rows.map(row => this.open(row.workspace_id, row.invitation_id, now)))
    return found.flatMap(one => one?.invitation ?? [])
  }

  /** Stores an invitation in the place of the open one of its address. */
  async insert(run: Run, invitation: Invitation, hash: Buffer): Promise<void> {
    const { workspaceId, id, memberId, email, name, role, visibility, invitedBy, createdAt, expiresAt } =
      invitation
    await run(REPLACE, [workspaceId, email, createdAt])
    await run(INSERT, [
      workspaceId,
      id,
      memberId,
      email,
      name,
      role,
      visibility ?? null,
      invitedBy,
      createdAt,
      expiresAt,
      hash,
    ])
  }

  /** Uses an invitation up; true for one caller only, however many ask at once. */
  async accept(run: Run, workspaceId: number, id: number, now: number): Promise<boolean> {
    return (await run(ACCEPT, [workspaceId, id, now])).length === 1
  }

  async withdraw(run: Run, workspaceId: number, id: number, now: number): Promise<void> {
    await run(WITHDRAW, [workspaceId, id, now])
  }
}

const toInvitation = (row: Row): Invitation => ({
  workspaceId: row.workspace_id,
  id: row.invitation_id,
  memberId: row.member_id,
  email: row.email,
  name: row.name,
  role: row.role,
  visibility: row.visibility ?? undefined,
  invitedBy: row.invited_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
})
