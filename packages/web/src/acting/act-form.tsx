import { formatValue, type Locale } from '@daybook/catalogue'
import type { ActField as Field } from '@daybook/protocol'
import { Fragment } from 'react'
import { FormMessage } from '../door/form-message.tsx'
import { useClientWord } from '../client-word.ts'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import dialog from '../parts/dialog.module.css'
import { useWorkspace } from '../workspace.tsx'
import { ActField } from './act-field.tsx'
import css from './act-form.module.css'
import { ChangedSince } from './changed-since.tsx'
import { chooseStart } from './choose-start.ts'
import { ClientField } from './client-field.tsx'
import { DayTimes } from './day-times.tsx'
import { FreeTimes } from './free-times.tsx'
import { OtherField } from './other-field.tsx'
import { dataName, fieldName } from './read-form.ts'
import { WeekHours } from './week-hours.tsx'
import { type ActFormState, type ActTarget, type Refused, useActForm } from './use-act-form.ts'
import { useLoadServices } from './use-suggestions.ts'

interface Props extends Omit<ActTarget, 'also'> {
  onClose(): void
}

/** What is asked first, in this order; the rest is a click away. */
const ORDER =
  'name email phone service startsAt duration member room number amount total price currency method paidAt dueOn failure members online code percent points limit validFrom validUntil exceptions notes note'.split(
    ' ',
  )

/**
 * The form of one act: what it takes, why it is done, and what to do where it is refused. Give it a new `key` for another
 * act or object. `object` is absent where the act makes one.
 */
export function ActForm({ onClose, ...target }: Props) {
  const { form, type, object, given } = target
  const { workspace } = useWorkspace()
  const loadServices = useLoadServices()
  const state = useActForm({
    ...target,
    async also(values) {
      if (type !== 'booking' || !form.makes) return {}
      const services = await loadServices()
      const service = services.find(({ name }) => name === values[fieldName('service')]?.trim())
      return service ? { objects: [...(given?.objects ?? []), { type: 'service', id: service.id }] } : {}
    },
  })
  const { door, refused } = state
  return (
    <form {...door.form}>
      <FormMessage of={door} />
      <Refusal refused={refused} state={state} />
      {state.asksForClient && <ClientField chosen={state.client} of={door} onChoose={state.chooseClient} />}
      <Fields {...target} state={state} />
      {type === 'booking' && (form.makes || form.name === 'reschedule') && (
        <DayTimes
          object={object}
          loadServices={loadServices}
          form={door.form.ref}
          onChoose={start => chooseStart(door.form.ref.current, start, workspace.timeZone)}
        />
      )}
      {form.other && <OtherField of={door} />}
      {form.online && object !== undefined && <ForClient />}
      <ActField
        field={{ name: 'reason', label: 'Reason', kind: 'text', required: false }}
        name="reason"
        text=""
        of={door}
        timeZone=""
      />
      <div className={dialog.acts}>
        <button type="button" className={button.button} onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className={form.grave ? act.danger : act.primary} aria-disabled={door.pending}>
          {door.pending ? 'One moment …' : form.label}
        </button>
      </div>
    </form>
  )
}

function Fields({ form, given, state }: Pick<Props, 'form' | 'given'> & { state: ActFormState }) {
  const { workspace } = useWorkspace()
  const { door, round } = state
  const asked = form.fields.filter(({ name }) => given?.fixed?.[name] === undefined)
  const week = asked.filter(({ format }) => format === 'hours')
  const fields = asked.filter(({ format }) => format !== 'hours')
  const all = [
    ...fields.map(field => ({ field, name: fieldName(field.name), text: state.textOf(field) })),
    ...form.data.map(field => ({ field, name: dataName(field.name), text: '' })),
  ]
  const isFirst = ({ field }: (typeof all)[number]) =>
    field.required || ORDER.includes(field.name) || all.length <= 4
  const show = (one: (typeof all)[number]) => (
    <div key={one.name} className={isWide(one.field) ? css.wide : undefined}>
      <ActField
        field={one.field}
        name={one.name}
        text={one.text}
        of={door}
        timeZone={workspace.timeZone}
        currency={state.currency}
        note={
          one.field.name === 'amount' && form.name === 'refund'
            ? whatIsLeft(state, workspace.locale)
            : undefined
        }
      />
    </div>
  )
  const rank = ({ field }: (typeof all)[number]) => {
    const place = ORDER.indexOf(field.name)
    return place < 0 ? ORDER.length : place
  }
  const first = all.filter(isFirst).toSorted((a, b) => rank(a) - rank(b))
  const rest = all.filter(one => !isFirst(one))
  return (
    <Fragment key={round}>
      <div className={css.fields}>{first.filter(({ field }) => !isWhole(field)).map(show)}</div>
      {week.length > 0 && <WeekHours fields={week} textOf={state.textOf} of={door} />}
      {first.filter(({ field }) => isWhole(field)).map(show)}
      {rest.length > 0 && (
        <details
          className={css.more}
          open={rest.some(({ name }) => door.errorOf(name) !== undefined) || undefined}
        >
          <summary>More fields</summary>
          <div className={css.fields}>{rest.map(show)}</div>
        </details>
      )}
    </Fragment>
  )
}

/** Left out, all of it goes back. */
function whatIsLeft({ object, currency }: ActFormState, locale: string): string | undefined {
  const { amount, refunded = 0 } = object?.fields ?? {}
  if (typeof amount !== 'number' || typeof refunded !== 'number') return undefined
  const value = { value: amount - refunded, currency: currency ?? '' }
  const left = formatValue(undefined, value, { locale: locale as Locale, timeZone: 'UTC' })
  return `${left} is left to refund: all of it, where nothing is said`
}

const isWide = ({ kind, name }: Field): boolean =>
  kind === 'long_text' || kind === 'list' || kind === 'json' || name === 'note' || name === 'service'

/** Takes the width of the form, and more than a line. */
const isWhole = ({ format, name }: Field): boolean => format === 'exceptions' || name === 'members'

function Refusal({ refused: { free, changes }, state }: { refused: Refused; state: ActFormState }) {
  const { workspace } = useWorkspace()
  return (
    <>
      {free && (
        <FreeTimes
          free={free}
          onChoose={start => {
            chooseStart(state.door.form.ref.current, start, workspace.timeZone)
          }}
        />
      )}
      {changes && state.object && <ChangedSince object={state.object} changes={changes} />}
    </>
  )
}

/** Whose wish it was decides which rules hold: a cancellation by the business costs nobody anything. */
function ForClient() {
  const word = useClientWord()
  return (
    <label className={css.check}>
      <input type="checkbox" name="forClient" />
      <span>
        The {word.one} asked for it: the rules for {word.many} hold
      </span>
    </label>
  )
}
