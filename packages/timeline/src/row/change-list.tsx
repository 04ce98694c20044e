import type { Entry, EntryChange } from '@daybook/protocol'
import { useReader } from '../reader.tsx'
import { valueTitle } from '../stamp-title.ts'
import { changeItems, changeLabel, changeText, isTold, untoldData } from '../say.ts'
import { ChangeValue } from './change-value.tsx'
import css from './changes.module.css'
import { MoreFacts } from './more-facts.tsx'

/** The changed fields of an entry, then the details that its sentence does not tell. */
export function ChangeList({ entry }: { entry: Entry }) {
  const reader = useReader()
  const changes = entry.changes
  const first = entry.baseline === true || isMaking(entry, changes ?? [])
  // What was not before and stands in the sentence already need not be said twice: "booked … for Tue 24 Nov, 10:00".
  const shown = first ? changes?.filter(change => !isTold(entry, change.field)) : changes
  return (
    <MoreFacts>
      {shown?.map(change => (
        <div className={css.fact} key={`${change.ref} ${change.field}`}>
          <dt>{changeLabel(entry, change, reader)}</dt>
          <dd>
            {change.hidden ? (
              <span className={css.none}>{reader.words.hidden}</span>
            ) : (
              <ChangeValue
                before={changeText(entry, change, change.before, reader)}
                after={changeText(entry, change, change.after, reader)}
                first={first}
                items={changeItems(entry, change, reader)}
                titles={{
                  before: valueTitle(change.before, reader),
                  after: valueTitle(change.after, reader),
                }}
              />
            )}
          </dd>
        </div>
      ))}
      {untoldData(entry, reader).map(({ name, label, text }) => (
        <div className={css.fact} key={`data ${name}`}>
          <dt>{label}</dt>
          <dd>
            <span className={css.value}>{text}</span>
          </dd>
        </div>
      ))}
    </MoreFacts>
  )
}

/** True where the act made the object: nothing was before in any field, so that there are values but no differences. */
function isMaking(entry: Entry, changes: readonly EntryChange[]): boolean {
  const blank = changes.every(change => change.before === undefined || change.before === null)
  return blank && !/(updated|changed|rescheduled|assigned)$/.test(entry.action)
}
