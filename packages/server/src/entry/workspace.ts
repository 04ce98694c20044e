/** What the rest of the server needs to know of a workspace. */
import type {
  ChecklistStep,
  ClientField,
  ClientWord,
  HostLinks,
  OwnObjectType,
  TeamVisibility,
} from '@daybook/protocol'
import type { ChosenRules } from '../acts/rules.ts'
import type { GenerationStart } from '../ids.ts'

export type FieldPolicy = 'track' | 'hide' | 'ignore'

export interface Workspace {
  readonly id: number
  readonly name: string
  /** IANA name of the zone that decides its days. */
  readonly timeZone: string
  readonly locale: string
  readonly counting: Counting
  readonly createdAt: number
  readonly settings: WorkspaceSettings
  /** Where the log went on after a restore, in order; empty for nearly every log. */
  readonly generations: readonly GenerationStart[]
  /** Invented data to look around in, which can be removed without a trace. */
  readonly demo: boolean
  /** Its closing was asked for by the entry `seq`, and is due then (UTC ms). */
  readonly closing?: { readonly closesAt: number; readonly seq: number }
}

/** By which zones the entries of a log are counted for each day. */
export interface Counting {
  /** Grows with every change. */
  readonly version: number
  /** The counts in force; while its zone is not the workspace's, they say nothing of the workspace's days. */
  readonly current: ZoneSet
  /** Those that a job is making, by the workspace's new zone. */
  readonly next?: ZoneSet | undefined
}

/** Counts of one log by the days of one zone. */
export interface ZoneSet {
  readonly set: number
  /** IANA name; absent where the workspace's zone was never changed. */
  readonly zone?: string | undefined
}

/** How a log that is new counts. */
export const FIRST_COUNTING: Counting = { version: 0, current: { set: 0 } }

export interface WorkspaceSettings {
  /** What clients are called; `client` where absent. */
  readonly clientWord?: ClientWord
  /** What one of the staff sees, where nothing else is said of them; everything where absent. */
  readonly teamVisibility?: TeamVisibility
  /** Each opening of a client's page by a member is an entry; off where absent. */
  readonly profileViews?: boolean
  /** When that was switched last, in UTC ms: the staff are told for a while. */
  readonly profileViewsSince?: number
  /** Each reading of the log by a member is an entry; on where absent. */
  readonly logViews?: boolean
  /** Entries keep addresses; on where absent. */
  readonly recordIp?: boolean
  /** What of online booking was chosen; `online/online-choices.ts` has what holds else. */
  readonly onlineBooking?: boolean
  readonly onlineSlug?: string
  readonly onlineNoticeHours?: number
  readonly onlineHorizonDays?: number
  readonly onlineStep?: number
  readonly onlineConfirm?: boolean
  /** `booking.notes` → how its changes are kept; a field that is not here is tracked. */
  readonly fields?: Readonly<Record<string, FieldPolicy>>
  /** Roles whose members must sign in with two factors; until they have set it up they reach nothing else. */
  readonly twoFactor?: readonly MemberRole[]
  readonly privacy?: PrivacySettings
  /** What differs from the rules of a small practice. */
  readonly rules?: ChosenRules
  /** The steps of a booking's checklist; Created, Scheduled, Paid where absent. */
  readonly checklist?: readonly ChecklistStep[]
  /** Ways into the app of a host that keeps the records; null or absent where Daybook keeps them. */
  readonly links?: HostLinks | null
  /** Object types that the workspace declares itself, by name. */
  readonly objectTypes?: Readonly<Record<string, OwnObjectType>>
  /** Fields that the workspace adds to its clients' profiles, in the order of forms. */
  readonly clientFields?: readonly ClientField[]
  /** Null or absent: what is personal is kept as long as the client. */
  readonly retention?: RetentionSettings | null
}

export const ROLES = ['owner', 'admin', 'manager', 'staff', 'auditor'] as const
export type MemberRole = (typeof ROLES)[number]

/** Of whose clients and acts a member of the staff sees something. */
export const VISIBILITIES = ['everyone', 'own_clients', 'own_acts'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** The person behind a session, as a member of the workspace that they ask about; read anew for each request. */
export interface SignedInMember {
  readonly id: number
  readonly role: MemberRole
  /** Absent where the workspace's own setting decides. */
  readonly visibility?: Visibility | undefined
  /** Ids and names by which a host knows them. */
  readonly knownAs?: readonly string[] | undefined
  /** They have a second factor, and this session began with it. */
  readonly twoFactor: boolean
  /** UTC ms when this session last gave it. */
  readonly secondFactorAt?: number | undefined
}

export interface RetentionSettings {
  /** Personal parts of entries of a UTC year become unreadable once so many whole years lie behind it. */
  readonly years: number
  /** When this was chosen, in UTC ms: it takes effect a day later. */
  readonly since: number
}

export interface PrivacySettings {
  /** Days from a client's deletion to their erasure, 0 to 365; 90 where absent. */
  readonly graceDays?: number
  /** What a client's own request for erasure does: it waits for a decision (where absent), or happens at once. */
  readonly onRequest?: 'ask' | 'erase' | 'anonymise'
}

/** Who asks, and what they may do. Every action checks it before anything else. */
export interface Principal {
  readonly workspaceId: number
  readonly kind: 'key' | 'member' | 'daybook'
  /** The actor of an entry that names none. */
  readonly actor: { readonly type: 'key' | 'staff' | 'system'; readonly id?: string; readonly name?: string }
  /** What a key may do; a member may do what their role says. */
  readonly scopes: readonly Scope[]
  /** The sources that a key may claim; all where absent. */
  readonly sources?: readonly string[]
  /** Where `kind` is `member`. */
  readonly member?: SignedInMember
}

export const SCOPES = ['read', 'append', 'admin'] as const
export type Scope = (typeof SCOPES)[number]
