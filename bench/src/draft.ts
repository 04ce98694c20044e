/** The draft whose append is measured: one that hosts send all day, with a change, a reason, an address and a key. */
import type { Draft } from '@daybook/protocol'

export const MEASURED_DRAFT =
  '`booking.rescheduled`: client, booking, staff actor, one change with before and after, reason, IP and device, idempotency key'

const CLIENTS = 2000
const BOOKINGS = 5000

/** The `n`th draft of a load; `run` keeps the keys of two loads apart. */
export function measuredDraft(run: string, n: number): Draft {
  const booking = n % BOOKINGS
  const client = booking % CLIENTS
  const day = String((n % 28) + 1).padStart(2, '0')
  return {
    action: 'booking.rescheduled',
    client: { id: `client-${client}`, name: `Client Number ${client}` },
    object: { type: 'booking', id: `BK-${booking}`, name: 'Initial consultation' },
    actor: { type: 'staff', id: `staff-${n % 12}`, name: `Staff Member ${n % 12}` },
    changes: [
      {
        field: 'startsAt',
        label: 'Start',
        before: `2026-11-${day}T10:00:00Z`,
        after: `2026-12-${day}T12:30:00Z`,
      },
    ],
    reason: 'Asked for a later slot by phone',
    context: {
      ip: `203.0.113.${n % 250}`,
      userAgent:
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    },
    key: `${run}-${n}`,
  }
}

export const MEASURED_BYTES = Buffer.byteLength(JSON.stringify(measuredDraft('run', 1)))
