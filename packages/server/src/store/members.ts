/** Who is of the staff of which workspace, and who owns the installation. */
import type { Pool } from 'pg'

export type MemberRole = 'owner'

export interface Member {
  readonly workspaceId: number
  /** One person has the same id in every workspace. */
  readonly id: number
  readonly role: MemberRole
  readonly name: string
}

/** An owner of the installation is owner of every workspace, also of those made later. */
export interface InstallationOwner {
  readonly userId: string
  /** UTC ms of the first sign-in. */
  readonly signedInAt: number | undefined
}

interface MemberRow {
  workspace_id: number
  member_id: number
  role: MemberRole
  name: string
}
interface OwnerRow {
  user_id: string
  signed_in_at: number | null
}

const COLUMNS = 'workspace_id, member_id, role, name'

export class Members {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** The first owner of the installation. */
  async owner(): Promise<InstallationOwner | undefined> {
    const { rows } = await this.#pool.query<OwnerRow>(
      'select user_id, signed_in_at from daybook_auth.owners order by created_at, member_id limit 1',
    )
    const row = rows[0]
    if (row === undefined) return undefined
    return { userId: row.user_id, signedInAt: row.signed_in_at ?? undefined }
  }

  /** Makes a user an owner of the installation; does nothing where it is one. */
  async addOwner(userId: string, memberId: number, now: number): Promise<void> {
    await this.#pool.query(
      `insert into daybook_auth.owners (user_id, member_id, created_at) values ($1, $2, $3) on conflict do nothing`,
      [userId, memberId, now],
    )
  }

  /** Notes the first sign-in of an owner. */
  async noteSignIn(userId: string, now: number): Promise<void> {
    await this.#pool.query(
      `update daybook_auth.owners set signed_in_at = $2 where user_id = $1 and signed_in_at is null`,
      [userId, now],
    )
  }

  /** Makes an owner of the installation a member of these workspaces; nobody else, and nothing twice. */
  async joinOwner(userId: string, workspaceIds: readonly number[], now: number): Promise<void> {
    await this.#pool.query(
      `insert into daybook_auth.members (workspace_id, user_id, member_id, role, name, created_at)
       select workspace_id, owners.user_id, owners.member_id, 'owner', users.name, $3
         from daybook_auth.owners join daybook_auth.users on users.id = owners.user_id
              cross join unnest($2::bigint[]) as workspace_id
        where owners.user_id = $1
           on conflict do nothing`,
      [userId, workspaceIds, now],
    )
  }

  async find(userId: string, workspaceId: number): Promise<Member | undefined> {
    const { rows } = await this.#pool.query<MemberRow>({
      name: 'member',
      text: `select ${COLUMNS} from daybook_auth.members where user_id = $1 and workspace_id = $2`,
      values: [userId, workspaceId],
    })
    return rows[0] && toMember(rows[0])
  }

  /** Every workspace of a user, in the order of joining. */
  async ofUser(userId: string): Promise<Member[]> {
    const { rows } = await this.#pool.query<MemberRow>(
      `select ${COLUMNS} from daybook_auth.members where user_id = $1 order by created_at, workspace_id`,
      [userId],
    )
    return rows.map(toMember)
  }
}

const toMember = (row: MemberRow): Member => ({
  workspaceId: row.workspace_id,
  id: row.member_id,
  role: row.role,
  name: row.name,
})
