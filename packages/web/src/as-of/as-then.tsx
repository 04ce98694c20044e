import { fieldLabel, findField, formatValue } from '@daybook/catalogue'
import type { Json, ObjectView } from '@daybook/protocol'
import { languageOf, longDate } from '@daybook/timeline'
import { nameOfClient } from '../merging/name-of-client.ts'
import { useObject } from '../acting/use-object.ts'
import { Failure, isMissing } from '../parts/failure.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './as-of.module.css'
import type { AsOfProps } from './as-of.tsx'
import { type ThenRow, thenRows } from './then-rows.ts'

/** How something stood at the end of a day: by what was known then, and beside it what came to be known later, and now. */
export function AsThen({ object, day, own, isHidden }: AsOfProps & { day: string }) {
  const { workspace } = useWorkspace()
  const known = useObject(object.type, object.ref, { at: day, known: day })
  const later = useObject(object.type, object.ref, { at: day })
  const date = longDate(day, workspace.locale)
  const failed = known.error ?? later.error
  const nothingYet = isMissing(known.error)
  if (isMissing(later.error))
    return (
      <p className={css.note} role="status">
        <strong>At the end of {date}</strong> nothing of it had happened yet.
      </p>
    )
  if (failed !== null && !nothingYet) return <Failure error={failed} what="That day could not be loaded" />
  if (later.data === undefined || (known.data === undefined && !nothingYet)) return null
  const then = nothingYet ? undefined : known.data
  const missing = nothingYet ? later.data.asOf!.entries : then!.asOf!.notYetKnown
  const rows = thenRows({ then, later: later.data, now: object }).filter(({ field }) => !isHidden?.(field))
  return (
    <>
      <p className={css.note} role="status">
        <strong>At the end of {date}</strong>, told from {count(then?.asOf?.entries ?? 0)} that were known
        then.{' '}
        {missing === 0
          ? 'Nothing of what had happened was still to be recorded.'
          : `${count(missing, true)} had happened and ${missing === 1 ? 'was' : 'were'} not known yet.`}
      </p>
      <Merged of={then ?? later.data} />
      <ThenTable object={object} rows={rows} day={date} own={own} />
    </>
  )
}

/** Whose profiles stood on the page then: what they said of themselves is not in the table. */
function Merged({ of: { asOf } }: { of: ObjectView }) {
  const merged = asOf?.merged ?? []
  if (merged.length === 0) return null
  return (
    <p className={css.note}>
      <strong>{merged.map(nameOfClient).join(', ')}</strong> {merged.length === 1 ? 'was' : 'were'} merged
      into this profile then: the histories stood on one page, and what follows is of this profile.
    </p>
  )
}

const count = (n: number, begins = false): string =>
  n === 0 ? (begins ? 'No entry' : 'no entry') : `${n} ${n === 1 ? 'entry' : 'entries'}`

interface TableProps extends Pick<AsOfProps, 'object' | 'own'> {
  readonly rows: readonly ThenRow[]
  readonly day: string
}

function ThenTable({ object, rows, day, own }: TableProps) {
  const { workspace } = useWorkspace()
  const locale = languageOf(workspace.locale)
  const unknown = rows.some(row => row.wasUnknown)
  const { currency } = object.fields
  const say = (field: string, value: Json | undefined) =>
    formatValue(findField(object.type, field), value, {
      locale,
      timeZone: workspace.timeZone,
      ...(typeof currency === 'string' && { currency }),
    }) || <span className={css.none}>nothing</span>
  const heads = ['Field', 'As known then', ...(unknown ? ['Not known yet'] : []), 'Now']
  return (
    <table className={css.table} role="table">
      <caption className={css.caption}>The state at the end of {day}, and now</caption>
      <thead role="rowgroup">
        <tr role="row">
          {heads.map(name => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ field, then, later, now, wasUnknown, isOther }) => (
          <tr key={field} role="row">
            <th scope="row" role="rowheader">
              {fieldLabel(object.type, field, locale, own?.find(({ name }) => name === field)?.label)}
            </th>
            <td role="cell" data-label="As known then" className={css.then}>
              {say(field, then)}
            </td>
            {unknown && (
              <td role="cell" data-label="Not known yet" className={wasUnknown ? css.unknown : css.empty}>
                {wasUnknown ? say(field, later) : ''}
              </td>
            )}
            <td role="cell" data-label="Now" className={isOther ? undefined : css.same}>
              {isOther ? say(field, now) : 'the same'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
