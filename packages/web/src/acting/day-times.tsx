import type { FreeTimesInput } from '@daybook/client'
import type { ObjectView } from '@daybook/protocol'
import { localDay } from '@daybook/timeline'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import button from '../parts/button.module.css'
import { useWorkspace } from '../workspace.tsx'
import css from './act-form.module.css'
import { FreeTimes } from './free-times.tsx'
import { fieldName } from './read-form.ts'
import { useActing } from './use-acting.ts'
import type { KnownService } from './use-suggestions.ts'

interface Props {
  /** The booking that is moved; absent where one is made. */
  readonly object: ObjectView | undefined
  readonly form: { readonly current: HTMLFormElement | null }
  /** Answers those that Daybook keeps: of another nobody knows how long it takes. */
  loadServices(): Promise<readonly KnownService[]>
  onChoose(start: string): void
}

/** As many are shown; the day has to be narrowed by who does it where there are more. */
const SHOWN = 24

/** What is free on the day in the form: by the hours of those who do it, less what is taken. */
export function DayTimes({ object, loadServices, form, onChoose }: Props) {
  const { workspace } = useWorkspace()
  const acting = useActing()
  const [asked, setAsked] = useState<FreeTimesInput | 'unknown'>()
  const { data, isFetching, isError } = useQuery({
    queryKey: ['free-times', workspace.id, asked],
    queryFn: ({ signal }) => acting.freeTimes(asked as FreeTimesInput, { signal }),
    enabled: asked !== undefined && asked !== 'unknown',
    staleTime: 0,
  })
  const ask = async () => {
    const values = new FormData(form.current ?? undefined)
    const text = (name: string) => String(values.get(fieldName(name)) ?? '').trim()
    const services = object === undefined ? await loadServices() : []
    const service = services.find(({ name }) => name === text('service'))?.id
    if (service === undefined && object === undefined) return setAsked('unknown')
    const day = text('startsAt').slice(0, 10) || localDay(Date.now(), workspace.timeZone)
    const duration = Number(text('duration'))
    setAsked({
      ...(object === undefined ? { service: service! } : { booking: object.id }),
      from: day,
      to: day,
      ...(text('member') && { member: text('member') }),
      ...(duration > 0 && { duration }),
    })
  }
  const free = data?.days.flatMap(day => day.times.map(time => time.startsAt)) ?? []
  return (
    <>
      <button type="button" className={`${button.link} ${css.free}`} onClick={() => void ask()}>
        {isFetching ? 'One moment …' : 'Show what is free that day'}
      </button>
      {asked === 'unknown' && (
        <p className={css.note}>Name a service that is kept under Records: it says how long it takes.</p>
      )}
      {isError && <p className={css.note}>The free times could not be loaded.</p>}
      {asked !== 'unknown' && data !== undefined && !isFetching && (
        <FreeTimes
          title={free.length === 0 ? 'Nothing is free that day.' : 'Free that day:'}
          free={free.slice(0, SHOWN)}
          onChoose={onChoose}
        />
      )}
    </>
  )
}
