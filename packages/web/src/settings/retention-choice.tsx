import type { RetentionView } from '@daybook/protocol'
import { useState } from 'react'
import { ActDialog } from '../client-acts/act-dialog.tsx'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { inYears } from './in-years.ts'
import css from './settings.module.css'
import { YearsField } from './years-field.tsx'

interface Props {
  /** What holds; null where there is no limit. */
  readonly chosen: number | null
  readonly years: number
  /** `years` is no limit that can be set. */
  readonly wrong: boolean
  onChange(years: number): void
}

/** Sets the limit, or lifts it; each is confirmed. */
export function RetentionChoice({ chosen, years, wrong, onChange }: Props) {
  const put = usePutRetention()
  const [asking, setAsking] = useState<'set' | 'lift'>()
  const idle = wrong || years === chosen
  const close = () => setAsking(undefined)
  return (
    <>
      <YearsField years={years} wrong={wrong} onChange={onChange} />
      <div className={css.acts}>
        <button
          type="button"
          className={act.primary}
          aria-disabled={idle}
          onClick={() => void (!idle && setAsking('set'))}
        >
          Set the limit …
        </button>
        {chosen !== null && (
          <button type="button" className={button.button} onClick={() => setAsking('lift')}>
            Lift it …
          </button>
        )}
      </div>
      {asking === 'set' && (
        <ActDialog
          title={`Keep for ${inYears(years)}`}
          go="Set the limit"
          dangerous
          typed={inYears(years)}
          onClose={close}
          send={() => put(years, close)}
        >
          From a day after now on, what is personal in older entries becomes unreadable for everybody, in
          backups too. Who is under a legal hold is spared as long as it lasts.
        </ActDialog>
      )}
      {asking === 'lift' && (
        <ActDialog title="Lift the limit" go="Lift it" onClose={close} send={() => put(null, close)}>
          Entries are kept as long as their client again. What became unreadable stays so.
        </ActDialog>
      )}
    </>
  )
}

function usePutRetention() {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  return async (years: number | null, done: () => void): Promise<void> => {
    const body = { years }
    await daybook.request<RetentionView>('PUT', '/v1/settings/retention', { body, repeatable: true })
    done()
    announce(years === null ? 'Everything is kept as long as its client' : `Kept for ${inYears(years)}`)
    await queries.invalidateQueries({ queryKey: ['settings', workspace.id] })
    await queries.invalidateQueries({ queryKey: ['retention', workspace.id] })
  }
}
