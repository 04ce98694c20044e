/** Who works at the invented clinic, what it offers, and what its acts come from. Nobody here exists. */
import type { DraftActor } from '@daybook/protocol'

const staff = (id: string, name: string) => ({ type: 'staff', id, name }) as const satisfies DraftActor

export const MANAGER = staff('s-01', 'Irene Costa')
export const RECEPTION = staff('s-02', 'Maya Torres')
export const THERAPISTS = [staff('s-03', 'Noah Brandt'), staff('s-04', 'Lena Okafor')] as const
/** Left half a year ago: her name stays on what she did. */
export const FORMER = staff('s-05', 'Ruth Ames')

export const SYSTEM = { type: 'system' } as const satisfies DraftActor
export const CALENDAR = { type: 'integration', id: 'calendar', name: 'Room calendar' } as const
export const CARDS = { type: 'integration', id: 'cards', name: 'Card payments' } as const
export const MAIL = { type: 'integration', id: 'mail', name: 'Mail service' } as const
export const TABLET = { type: 'integration', id: 'tablet', name: 'Check-in tablet' } as const
export const WEBSITE = { type: 'key', id: 'website', name: 'Website' } as const

export interface Service {
  readonly id: string
  readonly name: string
  /** Minutes. */
  readonly duration: number
  /** Cents. */
  readonly price: number
}

export const FIRST_VISIT: Service = { id: 'SV-1', name: 'Initial consultation', duration: 50, price: 8000 }
export const SERVICES: readonly Service[] = [
  { id: 'SV-2', name: 'Physiotherapy', duration: 40, price: 5500 },
  { id: 'SV-3', name: 'Sports massage', duration: 50, price: 6000 },
  { id: 'SV-4', name: 'Posture training', duration: 30, price: 3800 },
  { id: 'SV-5', name: 'Gait analysis', duration: 60, price: 9500 },
]

export const RULES = {
  reminder: { id: 'reminder', name: 'reminder a day before' },
  late: { id: 'late-cancellation', name: 'late cancellation: half is refunded' },
  noShow: { id: 'no-show', name: 'no-show: half the price' },
  noShowJob: { id: 'no-show-job', name: 'not checked in by the evening' },
  points: { id: 'points', name: 'one point for each euro' },
} as const

const chrome = (system: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36`

/** The desk's computer, and those of the clients. */
export const DESK = { ip: '198.51.100.10', userAgent: chrome('Windows NT 10.0; Win64; x64') } as const
export const OFFICE = { ip: '198.51.100.11', userAgent: chrome('Macintosh; Intel Mac OS X 10_15_7') } as const
export const DEVICES: readonly string[] = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  chrome('Windows NT 10.0; Win64; x64'),
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
]

export const euros = (value: number) => ({ value, currency: 'EUR' })
