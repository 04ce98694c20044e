/**
 * Named filters behind the numbers of patterns: what an entry's action and source alone do not tell. Those of a channel
 * or of a time of the week are made from their name: `sent_by_email`, `starts_tue_10`.
 */
import type { NamedFilter } from './named-filters.ts'
import { LOCALES, SOURCES, type Words } from './types.ts'
import { CHANNEL } from './values.ts'
import { words } from './words.ts'

/** What an entry must say besides, for a named filter to take it. */
export type NamedCondition =
  /**
   * Whose act it was: the client's, who acted or asked for it; else the team's, where one of the staff acted; else
   * others', of whom it is not known.
   */
  | { readonly by: 'client' | 'team' | 'others' }
  /** It says that it came late. */
  | { readonly late: true }
  /** It went this way; `other` where no known way is told. */
  | { readonly channel: Channel }
  /** It is the beginning of a session that starts then, as it stands now. Weekdays are 1 (Monday) to 7. */
  | { readonly weekday: number; readonly hour: number | 'day' }

export type Channel = keyof typeof CHANNEL | 'other'
export const CHANNELS: readonly Channel[] = [...(Object.keys(CHANNEL) as (keyof typeof CHANNEL)[]), 'other']

/** A booking that began: booked, asked for or first recorded. */
export const BEGINNINGS = ['booking.booked', 'booking.requested', 'booking.recorded'] as const
const WAYS = {
  sent: ['message.sent', 'reminder.sent'],
  received: ['message.received'],
} as const

const cancelled = { actions: ['booking.cancelled'], sources: SOURCES } as const
const moved = { actions: ['booking.rescheduled'], sources: SOURCES } as const

export const PATTERN_FILTERS = [
  {
    name: 'cancelled_by_client',
    label: words(
      'Cancelled by the client',
      'Vom Kunden abgesagt',
      'Cancelada pelo cliente',
      'Cancelada por el cliente',
    ),
    ...cancelled,
    condition: { by: 'client' },
  },
  {
    name: 'cancelled_by_team',
    label: words(
      'Cancelled by the team',
      'Vom Team abgesagt',
      'Cancelada pela equipa',
      'Cancelada por el equipo',
    ),
    ...cancelled,
    condition: { by: 'team' },
  },
  {
    name: 'cancelled_by_others',
    label: words(
      'Cancelled, not known by whom',
      'Abgesagt, unbekannt von wem',
      'Cancelada, não se sabe por quem',
      'Cancelada, no se sabe por quién',
    ),
    ...cancelled,
    condition: { by: 'others' },
  },
  {
    name: 'cancelled_late',
    label: words(
      'Cancelled late',
      'Kurzfristig abgesagt',
      'Cancelada tardiamente',
      'Cancelada con poca antelación',
    ),
    ...cancelled,
    condition: { late: true },
  },
  {
    name: 'moved_by_client',
    label: words(
      'Moved for the client',
      'Für den Kunden verschoben',
      'Remarcada a pedido do cliente',
      'Cambiada a petición del cliente',
    ),
    ...moved,
    condition: { by: 'client' },
  },
  {
    name: 'moved_by_team',
    label: words(
      'Moved by the team',
      'Vom Team verschoben',
      'Remarcada pela equipa',
      'Cambiada por el equipo',
    ),
    ...moved,
    condition: { by: 'team' },
  },
  {
    name: 'moved_by_others',
    label: words(
      'Moved, not known by whom',
      'Verschoben, unbekannt von wem',
      'Remarcada, não se sabe por quem',
      'Cambiada, no se sabe por quién',
    ),
    ...moved,
    condition: { by: 'others' },
  },
] as const satisfies readonly NamedFilter[]

/** The days of the week as names of filters have them, Monday first. */
export const SHORT_WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** The filter of what went a way: `sent_by_email`, `received_by_other`. */
export const channelFilterName = (way: keyof typeof WAYS, channel: Channel): string => `${way}_by_${channel}`

/** The filter of a time of the week: `starts_tue_10`, or `starts_tue_day` where the day alone is known. */
export const startsFilterName = (weekday: number, hour: number | 'day'): string =>
  `starts_${SHORT_WEEKDAYS[weekday - 1]}_${typeof hour === 'number' ? String(hour).padStart(2, '0') : hour}`

/** One that is made from its name; undefined where the name is none. */
export function makePatternFilter(name: string): NamedFilter | undefined {
  const way = /^(sent|received)_by_(\w+)$/.exec(name)
  if (way !== null && (CHANNELS as readonly string[]).includes(way[2]!))
    return channelFilter(name, way[1] as keyof typeof WAYS, way[2] as Channel)
  const time = /^starts_([a-z]{3})_(?:([01]\d|2[0-3])|day)$/.exec(name)
  const weekday = time === null ? 0 : (SHORT_WEEKDAYS as readonly string[]).indexOf(time[1]!) + 1
  if (time === null || weekday === 0) return undefined
  const hour = time[2] === undefined ? 'day' : Number(time[2])
  return {
    name,
    label: startsLabel(weekday, hour),
    actions: BEGINNINGS,
    sources: SOURCES,
    condition: { weekday, hour },
  }
}

function channelFilter(name: string, way: keyof typeof WAYS, channel: Channel): NamedFilter {
  const by =
    channel === 'other'
      ? words('other channel', 'anderer Weg', 'outro canal', 'otro canal')
      : CHANNEL[channel]
  const lead =
    way === 'sent'
      ? words('Sent', 'Gesendet', 'Enviado', 'Enviado')
      : words('Received', 'Empfangen', 'Recebido', 'Recibido')
  const label = wordsBy(locale => `${lead[locale]}: ${by[locale]}`)
  return { name, label, actions: WAYS[way], sources: SOURCES, condition: { channel } }
}

const lead = words('Starts', 'Beginnt', 'Começa', 'Empieza')

/** 1 January 2024 was a Monday. */
const startsLabel = (weekday: number, hour: number | 'day'): Words =>
  wordsBy(locale => {
    const day = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
      Date.UTC(2024, 0, weekday),
    )
    return `${lead[locale]}: ${day}${typeof hour === 'number' ? `, ${String(hour).padStart(2, '0')}:00` : ''}`
  })

const wordsBy = (say: (locale: (typeof LOCALES)[number]) => string): Words =>
  Object.fromEntries(LOCALES.map(locale => [locale, say(locale)])) as unknown as Words
