import { findField } from '@daybook/catalogue'
import { Icon, languageOf } from '@daybook/timeline'
import { useWorkspace } from '../workspace.tsx'
import css from './state-chip.module.css'

interface Props {
  /** The object type, as in `booking`. */
  readonly type: string
  /** The value of its field `status`; nothing is shown where it is not known. */
  readonly status: unknown
  readonly deleted?: boolean
}

/** What a state looks like; the word says the same, so that nothing rests on icon or colour. */
const LOOKS: Readonly<Record<string, readonly [icon: string, tone?: 'good' | 'bad' | 'warn']>> = {
  requested: ['calendar-question', 'warn'],
  scheduled: ['calendar'],
  confirmed: ['calendar-check', 'good'],
  started: ['play', 'good'],
  completed: ['check', 'good'],
  cancelled: ['calendar-x', 'bad'],
  no_show: ['user-x', 'bad'],
  rejected: ['ban', 'bad'],
  pending: ['hourglass', 'warn'],
  approved: ['check', 'good'],
  succeeded: ['check', 'good'],
  failed: ['x', 'bad'],
  refunded: ['refund', 'warn'],
  disputed: ['dispute', 'bad'],
  draft: ['pencil'],
  sent: ['mail'],
  paid: ['check', 'good'],
  void: ['ban', 'bad'],
  accepted: ['check', 'good'],
  declined: ['x', 'bad'],
  active: ['check', 'good'],
  redeemed: ['check'],
  expired: ['clock', 'warn'],
}

/** An object's state: an icon and its word. */
export function StateChip({ type, status, deleted = false }: Props) {
  const { workspace } = useWorkspace()
  if (deleted)
    return (
      <span className={`${css.chip} ${css.bad}`}>
        <Icon name="trash" size={13} /> deleted
      </span>
    )
  if (typeof status !== 'string' || status === '') return null
  const values = findField(type, 'status')?.values
  const word =
    (values && Object.hasOwn(values, status) && values[status]![languageOf(workspace.locale)]) || status
  const [icon, tone] = (Object.hasOwn(LOOKS, status) && LOOKS[status]) || ['dot']
  return (
    <span className={tone ? `${css.chip} ${css[tone]}` : css.chip}>
      <Icon name={icon} size={13} /> {word}
    </span>
  )
}
