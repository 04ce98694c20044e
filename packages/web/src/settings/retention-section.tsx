import type { RetentionView } from '@daybook/protocol'
import { useState } from 'react'
import { ActDialog } from '../client-acts/act-dialog.tsx'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { queries } from '../queries.ts'
import { useRights } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { Part } from './part.tsx'
import { RetentionPreview } from './retention-preview.tsx'
import css from './settings.module.css'
import field from './years-field.module.css'
import { useInZone } from './use-in-zone.ts'
import { useSettings } from './use-settings.ts'

/** After how many years what is personal becomes unreadable, and what that would take. */
export function RetentionSection() {
  const { retention } = useSettings().data!
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const inZone = useInZone()
  const mayChange = useRights().has('settings')
  const [years, setYears] = useState<number>(retention.years ?? 10)
  const [asking, setAsking] = useState<'set' | 'lift'>()
  const wrong = !(Number.isInteger(years) && years >= 1 && years <= 100)

  async function put(chosen: number | null): Promise<void> {
    const body = { years: chosen }
    await daybook.request<RetentionView>('PUT', '/v1/settings/retention', { body, repeatable: true })
    setAsking(undefined)
    announce(chosen === null ? 'Everything is kept as long as its client' : `Kept for ${inYears(chosen)}`)
    await queries.invalidateQueries({ queryKey: ['settings', workspace.id] })
    await queries.invalidateQueries({ queryKey: ['retention', workspace.id] })
  }

  return (
    <>
      <Part
        title="Retention"
        about="A client’s entries live as long as the client. A limit by age makes the personal part of older ones unreadable for good; when and what happened stays listed, and still verifies."
      >
        <div>
          <p>
            {retention.years === null ? (
              'There is no limit.'
            ) : (
              <>
                What is personal is kept for <strong>{inYears(retention.years)}</strong>
                {retention.from !== undefined && Date.parse(retention.from) > Date.now() && (
                  <>, from {inZone.stamp(retention.from)} on</>
                )}
                .
              </>
            )}
          </p>
          {mayChange && (
            <>
              <div className={field.years}>
                <label htmlFor="retention-years">Keep for</label>
                <input
                  id="retention-years"
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={100}
                  value={Number.isNaN(years) ? '' : years}
                  aria-invalid={wrong || undefined}
                  aria-describedby={wrong ? 'retention-wrong' : 'retention-hint'}
                  onChange={event => setYears(event.target.valueAsNumber)}
                />
                <span>whole years</span>
              </div>
              {wrong ? (
                <p id="retention-wrong" className={field.wrong}>
                  Give a whole number from 1 to 100.
                </p>
              ) : (
                <p id="retention-hint" className={css.note}>
                  Below is what that takes. It begins a day after it is set, and cannot be undone after that.
                </p>
              )}
              <div className={css.acts}>
                <button
                  type="button"
                  className={act.primary}
                  aria-disabled={wrong || years === retention.years}
                  onClick={() => void (!wrong && years !== retention.years && setAsking('set'))}
                >
                  Set the limit …
                </button>
                {retention.years !== null && (
                  <button type="button" className={button.button} onClick={() => setAsking('lift')}>
                    Lift it …
                  </button>
                )}
              </div>
            </>
          )}
        </div>
      </Part>
      {!wrong && <RetentionPreview years={years} />}
      {asking === 'set' && (
        <ActDialog
          title={`Keep for ${inYears(years)}`}
          go="Set the limit"
          dangerous
          typed={inYears(years)}
          onClose={() => setAsking(undefined)}
          send={() => put(years)}
        >
          From a day after now on, what is personal in older entries becomes unreadable for everybody, in
          backups too. Who is under a legal hold is spared as long as it lasts.
        </ActDialog>
      )}
      {asking === 'lift' && (
        <ActDialog
          title="Lift the limit"
          go="Lift it"
          onClose={() => setAsking(undefined)}
          send={() => put(null)}
        >
          Entries are kept as long as their client again. What became unreadable stays so.
        </ActDialog>
      )}
    </>
  )
}

const inYears = (years: number): string => `${years} year${years === 1 ? '' : 's'}`
