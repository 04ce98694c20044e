import { findField, formatValue } from '@daybook/catalogue'
import type { ObjectView } from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { Glyph } from '../parts/glyph.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './status-mark.module.css'

type Tone = 'open' | 'good' | 'bad' | 'over' | 'wait'

const CLOCK = 'M8 2.5a5.5 5.5 0 1 0 .01 0M8 5.2V8l2 1.6'
const TICK = 'M3.5 8.5 6.6 11.6 12.6 4.9'
const CROSS = 'M4.2 4.2 11.8 11.8M11.8 4.2 4.2 11.8'
const RING = 'M8 2.8a5.2 5.2 0 1 0 .01 0'
const HALF = 'M8 2.8a5.2 5.2 0 1 0 .01 0M8 2.8v10.4'
const BACK = 'M3 6.5h7.2a3 3 0 0 1 0 6H7M5.6 3.8 2.8 6.5l2.8 2.7'
const LETTER = 'M2.5 4.5h11v7.5h-11zM2.8 5 8 9l5.2-4'
const BIN = 'M3.5 5h9M6.3 5V3.4h3.4V5M4.6 5l.6 8h5.6l.6-8'
const PERSON = 'M8 3.2a2.3 2.3 0 1 0 .01 0M3.4 13c.6-2.2 2.4-3.4 4.6-3.4M10.4 10.4l3 3M13.4 10.4l-3 3'

/** Each state has a shape of its own: it is not told by its colour alone. */
const MARKS: Readonly<Record<string, readonly [Tone, string]>> = {
  requested: ['wait', HALF],
  scheduled: ['open', CLOCK],
  confirmed: ['open', TICK],
  started: ['open', HALF],
  completed: ['good', TICK],
  cancelled: ['bad', CROSS],
  rejected: ['bad', CROSS],
  no_show: ['bad', PERSON],
  draft: ['wait', RING],
  sent: ['open', LETTER],
  paid: ['good', TICK],
  void: ['over', CROSS],
  pending: ['wait', CLOCK],
  approved: ['good', TICK],
  succeeded: ['good', TICK],
  failed: ['bad', CROSS],
  refunded: ['over', BACK],
  disputed: ['bad', HALF],
  accepted: ['good', TICK],
  declined: ['bad', CROSS],
  placed: ['open', CLOCK],
  fulfilled: ['good', TICK],
  open: ['open', RING],
  answered: ['good', LETTER],
  active: ['good', TICK],
  redeemed: ['over', TICK],
  expired: ['over', CLOCK],
  abandoned: ['over', CROSS],
}

/** What state an object is in, as a word and a mark. */
export function StatusMark({ object }: { object: Pick<ObjectView, 'type' | 'fields' | 'deleted'> }) {
  const { workspace } = useWorkspace()
  const status = object.fields['status']
  if (object.deleted) return <Mark tone="over" d={BIN} label="deleted" />
  if (typeof status !== 'string') return <span className={css.none}>–</span>
  const [tone, d] = MARKS[status] ?? (['over', RING] as const)
  return <Mark tone={tone} d={d} label={statusLabel(object.type, status, workspace.locale)} />
}

export const statusLabel = (type: string, status: string, locale: string): string =>
  formatValue(findField(type, 'status'), status, { locale: languageOf(locale), timeZone: 'UTC' })

const Mark = ({ tone, d, label }: { tone: Tone; d: string; label: string }) => (
  <span className={`${css.mark} ${css[tone]}`}>
    <Glyph d={d} size={14} weight={1.7} />
    {label}
  </span>
)
