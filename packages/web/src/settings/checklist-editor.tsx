import { LogError } from '@daybook/client/read'
import { type ChecklistStep, MOST_STEPS } from '@daybook/protocol'
import { useState } from 'react'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import css from './checklist-editor.module.css'
import { ChecklistStepFields } from './checklist-step-fields.tsx'
import { sayRefusal } from './say-refusal.ts'
import { useChangeSettings } from './use-settings.ts'

interface Props {
  readonly steps: readonly ChecklistStep[]
  readonly disabled: boolean
}

interface Draft extends ChecklistStep {
  /** Stays the same while a step is renamed and moved. */
  readonly key: number
}

const NEW: ChecklistStep = { name: '', actions: [] }

/** The steps of a checklist: named, moved, added up to eight, and saved together. */
export function ChecklistEditor({ steps: saved, disabled }: Props) {
  const change = useChangeSettings()
  const [steps, setSteps] = useState<readonly Draft[]>(() => saved.map((step, key) => ({ ...step, key })))
  const [nextKey, setNextKey] = useState(saved.length)
  const [wrong, setWrong] = useState<string>()
  const put = (place: number, step: Draft) => setSteps(steps.with(place, step))
  const move = (place: number, by: -1 | 1) => {
    const step = steps[place]!
    setSteps(steps.toSpliced(place, 1).toSpliced(place + by, 0, step))
  }

  const add = () => {
    setSteps([...steps, { ...NEW, key: nextKey }])
    setNextKey(nextKey + 1)
  }

  async function save(): Promise<void> {
    const problem = problemOf(steps)
    setWrong(problem)
    if (problem !== undefined || change.isPending) return
    try {
      await change.mutateAsync({ checklist: steps.map(({ key: _, ...step }) => step) })
    } catch (error) {
      setWrong(error instanceof LogError ? error.message : sayRefusal(error))
    }
  }

  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <fieldset className={css.all} disabled={disabled}>
        <ol className={css.steps}>
          {steps.map((step, place) => (
            <li key={step.key}>
              <ChecklistStepFields
                step={step}
                place={place}
                last={place === steps.length - 1}
                onChange={next => put(place, { ...next, key: step.key })}
                onMove={by => move(place, by)}
                onRemove={() => setSteps(steps.toSpliced(place, 1))}
              />
            </li>
          ))}
        </ol>
        {wrong !== undefined && (
          <p role="alert" className={css.wrong}>
            {wrong}
          </p>
        )}
        {!disabled && <Foot count={steps.length} pending={change.isPending} onAdd={add} />}
      </fieldset>
    </form>
  )
}

function Foot({ count, pending, onAdd }: { count: number; pending: boolean; onAdd(): void }) {
  const full = count >= MOST_STEPS
  return (
    <div className={css.acts}>
      <button
        type="button"
        className={button.button}
        aria-disabled={full}
        onClick={() => void (!full && onAdd())}
      >
        Add a step
      </button>
      <span className={css.count}>
        {count} of at most {MOST_STEPS}
      </span>
      <button type="submit" className={act.primary} aria-disabled={pending}>
        {pending ? 'Saving …' : 'Save the steps'}
      </button>
    </div>
  )
}

/** What a step still needs, before the server is asked. */
function problemOf(steps: readonly ChecklistStep[]): string | undefined {
  for (const [place, { name, actions }] of steps.entries()) {
    if (name.trim() === '') return `Step ${place + 1} has no name.`
    if (actions.length === 0) return `“${name.trim()}” is done by nothing: choose at least one action.`
  }
  const names = steps.map(({ name }) => name.trim())
  const twice = names.find((name, place) => names.indexOf(name) !== place)
  return twice === undefined ? undefined : `Two steps are called “${twice}”.`
}
