/** What a workspace has chosen, as the routes of settings answer it. Instants are UTC (RFC 3339). */
import type { ChecklistStep } from './checklist.ts'
import type { Closing } from './closing.ts'
import type { HostLinks } from './host-links.ts'
import type { PrivacySettingsView } from './privacy.ts'
import type { RetentionView } from './retention.ts'

/** What the people are called whom the record is about. */
export const CLIENT_WORDS = ['client', 'patient', 'guest', 'customer'] as const
export type ClientWord = (typeof CLIENT_WORDS)[number]

/** What one of the staff sees, where nothing else is said of them: everything, their own clients', their own acts. */
export const TEAM_VISIBILITIES = ['everyone', 'own_clients', 'own_acts'] as const
export type TeamVisibility = (typeof TEAM_VISIBILITIES)[number]

/** How changes of a field are kept: as they are, as "changed (hidden)", or not at all. */
export const FIELD_TRACKINGS = ['track', 'hide', 'ignore'] as const
export type FieldTracking = (typeof FIELD_TRACKINGS)[number]

/** What `PATCH /v1/settings` changes. */
export interface WorkspaceChoices {
  /** 1 to 200 characters. */
  readonly name: string
  /** IANA name of the zone whose days the workspace goes by. */
  readonly timeZone: string
  readonly locale: 'en' | 'de' | 'pt-PT' | 'es'
  readonly clientWord: ClientWord
  readonly teamVisibility: TeamVisibility
  /** Each opening of a client's page by a member is an entry. */
  readonly profileViews: boolean
  /** Each reading of the workspace's log by a member is an entry. */
  readonly logViews: boolean
  /** Entries keep the address that an act came from. Without it no entry has one, sign-ins included. */
  readonly recordIp: boolean
  /** Clients book, and come to their portal, without signing up: the pages are there while it is on. */
  readonly onlineBooking: boolean
  /** The booking page's address is `/book/` and this; empty until it was on for the first time. */
  readonly onlineSlug: string
  /** Nobody books online later than so many hours before, where the service says nothing else. */
  readonly onlineNoticeHours: number
  /** Nobody books online further ahead than so many days, where the service says nothing else. */
  readonly onlineHorizonDays: number
  /** Minutes between two starts that are offered. */
  readonly onlineStep: number
  /** What is booked online holds its time for an hour, until it is confirmed by the link that is mailed. */
  readonly onlineConfirm: boolean
  /** `booking.notes` → how its changes are kept; a field that is not here is tracked. */
  readonly fields: Readonly<Record<string, FieldTracking>>
  /** The steps of a booking's checklist, at most 8. Old bookings are told by those of now. */
  readonly checklist: readonly ChecklistStep[]
  /** Null where Daybook keeps the records; else the ways into the app that does, as far as they are known. */
  readonly links: HostLinks | null
}

export interface SettingsView extends WorkspaceChoices {
  readonly id: string
  readonly privacy: PrivacySettingsView
  readonly retention: RetentionView
  readonly security: { readonly twoFactor: readonly string[] }
  /** Where its closing was asked for. */
  readonly closing?: Closing
  /** True while days are still counted anew by a zone that was chosen lately; counts are right meanwhile, but slower. */
  readonly countingDays: boolean
}
