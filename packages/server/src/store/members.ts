/** Who is of the staff of which workspace, and in which role. Former members stay, with the day they left. */
import { LogError } from '@daybook/protocol'
import type { Pool } from 'pg'
import type { MemberRole, Visibility } from '../entry/workspace.ts'
import { inWorkspace, readTogether, type Run } from './transaction.ts'

export interface Member {
  readonly workspaceId: number
  /** One person has the same id in every workspace. */
  readonly id: number
  readonly userId: string
  readonly role: MemberRole
  readonly name: string
  readonly visibility?: Visibility | undefined
  /** Ids and names by which a host knows them: what it assigns to these is theirs. */
  readonly knownAs?: readonly string[] | undefined
  /** UTC ms. */
  readonly joinedAt: number
}

interface Row {
  workspace_id: number
  member_id: number
  user_id: string
  role: MemberRole
  name: string
  visibility: Visibility | null
  known_as: string[] | null
  joined_at: number
}

const COLUMNS = 'workspace_id, member_id, user_id, role, name, visibility, joined_at, known_as'
const OF_USER = {
  name: 'member_of_user',
  text: `select ${COLUMNS} from daybook.members where workspace_id = $1 and user_id = $2 and removed_at is null`,
}
const BY_ID = {
  name: 'member_by_id',
  text: `select ${COLUMNS} from daybook.members where workspace_id = $1 and member_id = $2 and removed_at is null`,
}
const ALL = {
  name: 'members',
  text: `select ${COLUMNS} from daybook.members where workspace_id = $1 and removed_at is null order by joined_at, member_id`,
}
const JOIN = {
  name: 'join_member',
  text: `insert into daybook.members (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (workspace_id, user_id) do update
         set role = excluded.role, name = excluded.name, visibility = excluded.visibility,
             joined_at = excluded.joined_at, known_as = excluded.known_as, removed_at = null
         where members.removed_at is not null`,
}
const JOIN_NEW = {
  name: 'join_new_member',
  text: `insert into daybook.members (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
}
const LOCK_OWNERS = {
  name: 'lock_owners',
  text: `select member_id from daybook.members
          where workspace_id = $1 and role = 'owner' and removed_at is null order by member_id for update`,
}
const CHANGE = {
  name: 'change_member',
  text: `update daybook.members set role = $3, visibility = $4, known_as = $5
          where workspace_id = $1 and member_id = $2 and removed_at is null`,
}
const REMOVE = {
  name: 'remove_member',
  text: `update daybook.members set removed_at = $3
          where workspace_id = $1 and member_id = $2 and removed_at is null`,
}
const RENAME = {
  name: 'rename_member',
  text: 'update daybook.members set name = $3 where workspace_id = $1 and member_id = $2',
}

export class Members {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  async find(userId: string, workspaceId: number): Promise<Member | undefined> {
    const [row] = await readTogether(this.#pool, workspaceId, run => run<Row>(OF_USER, [workspaceId, userId]))
    return row && toMember(row)
  }

  async byId(workspaceId: number, memberId: number): Promise<Member | undefined> {
    const [row] = await readTogether(this.#pool, workspaceId, run => run<Row>(BY_ID, [workspaceId, memberId]))
    return row && toMember(row)
  }

  /** Those who are members now, in the order of joining. */
  async list(workspaceId: number): Promise<Member[]> {
    return (await readTogether(this.#pool, workspaceId, run => run<Row>(ALL, [workspaceId]))).map(toMember)
  }

  /** Every workspace of a user, in the order of joining. */
  async ofUser(userId: string): Promise<Member[]> {
    const { rows } = await this.#pool.query<{ workspace_id: number }>({
      name: 'workspaces_of_user',
      text: 'select workspace_id from daybook.workspaces_of_user($1)',
      values: [userId],
    })
    const found = await Promise.all(rows.map(row => this.find(userId, row.workspace_id)))
    return found.filter(member => member !== undefined)
  }

  /** The id that a user has in the workspaces they are or were in. */
  async idOfUser(userId: string): Promise<number | undefined> {
    const { rows } = await this.#pool.query<{ member_id: number }>(
      'select member_id from daybook.member_of_user($1)',
      [userId],
    )
    return rows[0]?.member_id
  }

  /** Makes somebody a member, also one who had left. Does nothing where they are one. */
  async join(run: Run, member: Member): Promise<void> {
    await run(JOIN, valuesOf(member))
  }

  /** The same for one who was never a member here; one who was removed stays so. */
  async joinNew(member: Member): Promise<void> {
    await inWorkspace(this.#pool, member.workspaceId, run => run(JOIN_NEW, valuesOf(member)))
  }

  /**
   * Holds the owners' rows until the transaction ends, so that two owners cannot end each other's ownership at once.
   * @throws LogError `last_owner` where nobody but this one owns the workspace
   */
  async keepAnOwner(run: Run, workspaceId: number, besides: number): Promise<void> {
    const owners = await run<{ member_id: number }>(LOCK_OWNERS, [workspaceId])
    if (owners.length !== 1 || owners[0]!.member_id !== besides) return
    throw new LogError(
      'last_owner',
      'This is the last owner of the workspace. Make somebody else an owner first.',
    )
  }

  async change(
    run: Run,
    workspaceId: number,
    memberId: number,
    to: Pick<Member, 'role' | 'visibility' | 'knownAs'>,
  ): Promise<void> {
    await run(CHANGE, [workspaceId, memberId, to.role, to.visibility ?? null, knownAsOf(to)])
  }

  async remove(run: Run, workspaceId: number, memberId: number, now: number): Promise<void> {
    await run(REMOVE, [workspaceId, memberId, now])
  }

  async rename(workspaceId: number, memberId: number, name: string): Promise<void> {
    await inWorkspace(this.#pool, workspaceId, run => run(RENAME, [workspaceId, memberId, name]))
  }
}

const valuesOf = (member: Member): unknown[] => [
  member.workspaceId,
  member.id,
  member.userId,
  member.role,
  member.name,
  member.visibility ?? null,
  member.joinedAt,
  knownAsOf(member),
]

const knownAsOf = ({ knownAs }: Pick<Member, 'knownAs'>): readonly string[] | null =>
  knownAs === undefined || knownAs.length === 0 ? null : knownAs

const toMember = (row: Row): Member => ({
  workspaceId: row.workspace_id,
  id: row.member_id,
  userId: row.user_id,
  role: row.role,
  name: row.name,
  visibility: row.visibility ?? undefined,
  knownAs: row.known_as ?? undefined,
  joinedAt: row.joined_at,
})
