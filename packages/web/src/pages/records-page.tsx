import type { ActsAnswer } from '@daybook/protocol'
import { SkeletonRows } from '@daybook/timeline'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { BeginDialog } from '../acting/begin-dialog.tsx'
import { useActs } from '../acting/use-acts.ts'
import { SearchField } from '../filters/search-field.tsx'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { useCurrentInSight } from '../parts/use-current-in-sight.ts'
import { PointsPart } from '../records/points-part.tsx'
import { recordTypes } from '../records/record-types.ts'
import { RecordList } from '../records/record-list.tsx'
import css from '../records/records.module.css'
import { useRecordAddress } from '../records/use-records.ts'
import { useRights } from '../session.ts'
import head from './client-page.module.css'

/** What the business keeps besides clients and sessions: services, hours, vouchers, invoices; types of its own. */
export function RecordsPage() {
  const { type: asked } = useParams({ strict: false })
  const acts = useActs()
  if (acts.isError)
    return (
      <Failure
        page
        error={acts.error}
        what="The records could not be loaded"
        onRetry={() => void acts.refetch()}
      />
    )
  if (acts.data === undefined) return <SkeletonRows />
  const types = recordTypes(acts.data)
  const type = asked ?? types[0]!.type
  const shown = types.find(one => one.type === type)
  if (shown === undefined)
    return (
      <Notice
        page
        title="There are no such records"
        actions={
          <a className={button.button} href="/records">
            All records
          </a>
        }
      >
        The address may be incomplete, or the type was retired.
      </Notice>
    )
  return (
    <>
      <title>{`${shown.plural} · Daybook`}</title>
      <header className={head.header}>
        <h1 className={head.name}>Records</h1>
        <Types types={types} here={type} />
      </header>
      <OfType key={type} type={type} of={acts.data.types[type]!} />
    </>
  )
}

/** One line, that moves sideways where it is too long, with the type that is open in sight. */
function Types({ types, here }: { readonly types: ReturnType<typeof recordTypes>; readonly here: string }) {
  const line = useCurrentInSight<HTMLElement>(here)
  return (
    <nav aria-label="Records" className={head.tabs} ref={line}>
      {types.map(({ type, plural }) => (
        <a key={type} href={`/records/${type}`} aria-current={type === here ? 'page' : undefined}>
          {plural}
        </a>
      ))}
    </nav>
  )
}

function OfType({ type, of }: { type: string; of: ActsAnswer['types'][string] }) {
  const mayAct = useRights().has('act')
  const [list, change] = useRecordAddress()
  const [making, setMaking] = useState(false)
  const begin = () => setMaking(true)
  const mayMake = mayAct && of.acts.some(({ makes }) => makes)
  return (
    <>
      <div className={css.tools}>
        <search className={css.search}>
          <SearchField
            label={`Search ${of.plural}`}
            hint="Name, code, number or whose it is"
            value={list.q}
            onChange={q => change({ q })}
          />
        </search>
        <div className={css.side}>
          <label className={css.deleted}>
            <input
              type="checkbox"
              role="switch"
              checked={list.deleted}
              aria-checked={list.deleted}
              onChange={event => change({ deleted: event.target.checked })}
            />
            Deleted ones
          </label>
          {mayMake && (
            <button type="button" className={act.primary} aria-haspopup="dialog" onClick={begin}>
              New {of.label.toLowerCase()}
            </button>
          )}
        </div>
      </div>
      <RecordList type={type} of={of} list={list} onChange={change} {...(mayMake && { onMake: begin })} />
      {type === 'reward' && mayAct && <PointsPart />}
      {making && (
        <BeginDialog type={type} title={`New ${of.label.toLowerCase()}`} onClose={() => setMaking(false)} />
      )}
    </>
  )
}
