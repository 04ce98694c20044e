import type { SavedView } from '@daybook/protocol'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import css from './view-dialog.module.css'

interface Props {
  /** The view that gets another name; absent for a new one. */
  readonly view?: SavedView
  onSave(given: { name: string; shared: boolean }): Promise<void>
  onClose(): void
}

/** Asks what a view is to be called and who may open it. */
export function ViewDialog({ view, onSave, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [name, setName] = useState(view?.name ?? '')
  const [shared, setShared] = useState(view?.shared ?? false)
  const [missing, setMissing] = useState(false)
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => dialog.current?.showModal(), [])

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (name.trim() === '') return setMissing(true)
    if (saving) return
    setSaving(true)
    setFailure(undefined)
    try {
      await onSave({ name: name.trim(), shared })
    } catch (error) {
      setFailure(error)
      setSaving(false)
    }
  }

  return (
    <dialog ref={dialog} className={css.dialog} aria-labelledby="view-title" onClose={onClose}>
      <form onSubmit={event => void submit(event)} noValidate>
        <h2 id="view-title">{view ? 'Rename view' : 'Save this view'}</h2>
        <label className={css.name}>
          Name
          <input
            type="text"
            value={name}
            maxLength={100}
            autoComplete="off"
            aria-invalid={missing}
            aria-describedby={missing ? 'view-missing' : undefined}
            onChange={event => {
              setName(event.target.value)
              setMissing(false)
            }}
          />
        </label>
        {missing && (
          <p id="view-missing" className={css.bad}>
            Give it a name, such as “Cancelled by clients”.
          </p>
        )}
        <label className={css.shared}>
          <input type="checkbox" checked={shared} onChange={event => setShared(event.target.checked)} />
          <span>
            Share with the team
            <small>
              Everybody who reads the log can open it. What they see in it follows their own role.
            </small>
          </span>
        </label>
        {failure !== undefined && <Failure error={failure} what="The view could not be saved" />}
        <Buttons saving={saving} onCancel={() => dialog.current?.close()} />
      </form>
    </dialog>
  )
}

function Buttons({ saving, onCancel }: { saving: boolean; onCancel(): void }) {
  return (
    <div className={css.acts}>
      <button type="button" className={button.button} onClick={onCancel}>
        Cancel
      </button>
      <button type="submit" className={css.save} aria-disabled={saving}>
        Save
      </button>
    </div>
  )
}
