import type { ObjectView } from '@daybook/protocol'
import { addDays, formatLocale, localDay, longDate, SkeletonRows } from '@daybook/timeline'
import { SearchField } from '../filters/search-field.tsx'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { useWorkspace } from '../workspace.tsx'
import { BookingFilters } from './booking-filters.tsx'
import { BookingTable } from './booking-table.tsx'
import { BookingTabs } from './booking-tabs.tsx'
import css from './bookings.module.css'
import { DaySwitch } from './day-switch.tsx'
import { NewBooking } from './new-booking.tsx'
import { startOf } from './session-time.ts'
import { type BookingList, useBookingAddress } from './use-booking-address.ts'
import { daysOf, useBookings } from './use-bookings.ts'

/** The bookings of the workspace: a day by who takes them, or a week by day. */
export function BookingsPage() {
  const [list, change] = useBookingAddress()
  const bookings = useBookings(list)
  const rows = bookings.data?.pages.flatMap(page => page.objects) ?? []
  return (
    <>
      <title>Bookings · Daybook</title>
      <BookingTabs>
        <NewBooking day={list.day} member={list.member} service={list.service[0]} />
      </BookingTabs>
      <div className={css.bar}>
        <DaySwitch list={list} onChange={change} />
        <search className={css.search}>
          <SearchField
            label="Search bookings"
            hint="Name, e-mail, phone or booking id"
            value={list.q}
            onChange={q => change({ q })}
          />
        </search>
      </div>
      <BookingFilters list={list} rows={rows} onChange={change} />
      <Found list={list} bookings={bookings} rows={rows} onChange={change} />
    </>
  )
}

interface FoundProps {
  readonly list: BookingList
  readonly bookings: ReturnType<typeof useBookings>
  readonly rows: readonly ObjectView[]
  onChange(change: Partial<BookingList>): void
}

function Found({ list, bookings, rows, onChange }: FoundProps) {
  const { workspace } = useWorkspace()
  if (bookings.isError && rows.length === 0)
    return (
      <Failure
        error={bookings.error}
        what="The bookings could not be loaded"
        onRetry={() => void bookings.refetch()}
      />
    )
  if (bookings.isPending) return <SkeletonRows />
  if (rows.length === 0) return <Nothing list={list} onChange={onChange} />
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  return (
    <div
      className={bookings.isPlaceholderData ? css.stale : undefined}
      aria-busy={bookings.isPlaceholderData}
    >
      <p className={css.count}>
        {number.format(rows.length)}
        {bookings.data?.pages.at(-1)?.next ? ' or more' : ''} {rows.length === 1 ? 'booking' : 'bookings'} ·
        Times in {workspace.timeZone}
      </p>
      {list.view === 'day' ? <Day list={list} rows={rows} /> : <Week list={list} rows={rows} />}
    </div>
  )
}

/** By who takes them, in the order of names; those without anybody at the end. */
function Day({ list, rows }: { list: BookingList; rows: readonly ObjectView[] }) {
  const { workspace } = useWorkspace()
  const groups = [...Map.groupBy(rows, ({ fields }) => String(fields['member'] ?? ''))].sort(([a], [b]) =>
    a === '' ? 1 : b === '' ? -1 : a.localeCompare(b, workspace.locale),
  )
  const day = longDate(list.day, workspace.locale)
  return groups.map(([member, own]) => (
    <section key={member} className={css.group}>
      <Heading count={own.length}>
        {member || (groups.length === 1 ? 'All bookings' : 'Nobody named')}
      </Heading>
      <BookingTable
        caption={`${member || 'Nobody named'}, ${day}, times in ${workspace.timeZone}`}
        bookings={own}
        showsMember={false}
        acts
      />
    </section>
  ))
}

/** Day after day; a day without bookings is left out. */
function Week({ list, rows }: { list: BookingList; rows: readonly ObjectView[] }) {
  const { workspace } = useWorkspace()
  const { from } = daysOf(list)
  const today = localDay(Date.now(), workspace.timeZone)
  const byDay = Map.groupBy(rows, row => localDay(startOf(row, workspace.timeZone) ?? 0, workspace.timeZone))
  return Array.from({ length: 7 }, (_, i) => addDays(from, i)).map(day => {
    const own = byDay.get(day)
    if (own === undefined) return null
    const name = dayName(day, workspace.locale)
    return (
      <section key={day} className={css.group}>
        <Heading count={own.length}>{day === today ? `Today · ${name}` : name}</Heading>
        <BookingTable
          caption={`${name}, times in ${workspace.timeZone}`}
          bookings={own}
          showsMember
          acts={false}
        />
      </section>
    )
  })
}

const dayName = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(formatLocale(locale), {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(Date.parse(`${day}T00:00:00Z`))

const Heading = ({ count, children }: { count: number; children: string }) => (
  <h2 className={css.heading}>
    {children} <span>{count}</span>
  </h2>
)

function Nothing({ list, onChange }: Pick<FoundProps, 'list' | 'onChange'>) {
  const { workspace } = useWorkspace()
  const narrowed = list.q !== '' || list.status.length + list.service.length > 0 || list.member !== ''
  const { from, to } = daysOf(list)
  const when =
    from === to
      ? longDate(from, workspace.locale)
      : `${longDate(from, workspace.locale)} to ${longDate(to, workspace.locale)}`
  return narrowed ? (
    <Notice
      title="No booking matches"
      actions={
        <button
          type="button"
          className={button.button}
          onClick={() => onChange({ q: '', status: [], service: [], member: '' })}
        >
          Clear filters
        </button>
      }
    >
      Nothing on {when} fits what is searched for.
    </Notice>
  ) : (
    <Notice title={list.view === 'day' ? 'No bookings on this day' : 'No bookings in this week'}>
      {when} is free. What is booked here or told by your software will stand in this list.
    </Notice>
  )
}
