import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useReader } from '../reader.tsx'
import { detailWords } from '../words.ts'
import css from './add-note.module.css'

/** A note on an entry, written where it is read; nothing where the reader may not act. */
export function AddNote({ entryId }: { entryId: string }) {
  const { locale, note } = useReader()
  const words = detailWords(locale)
  const id = useId()
  const [open, setOpen] = useState(false)
  const [state, setState] = useState<'idle' | 'saving' | 'failed'>('idle')
  const field = useRef<HTMLTextAreaElement>(null)
  // Whoever opens it wants to write.
  useEffect(() => {
    if (open) field.current?.focus()
  }, [open])
  if (note === undefined) return null
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('note')).trim()
    if (text === '' || state === 'saving') return
    setState('saving')
    note(entryId, text).then(
      () => {
        setState('idle')
        setOpen(false)
      },
      () => setState('failed'),
    )
  }
  if (!open)
    return (
      <p className={css.add}>
        <button type="button" onClick={() => setOpen(true)}>
          {words.addNote}
        </button>
      </p>
    )
  return (
    <form className={css.form} onSubmit={save}>
      <label htmlFor={id}>{words.note}</label>
      <textarea id={id} name="note" rows={3} required ref={field} aria-describedby={`${id}-about`} />
      <p id={`${id}-about`}>{words.noteAbout}</p>
      <p role="alert" className={css.failed}>
        {state === 'failed' ? words.noteFailed : ''}
      </p>
      <div>
        <button type="submit" aria-disabled={state === 'saving'}>
          {state === 'saving' ? words.saving : words.save}
        </button>
        <button type="button" onClick={() => setOpen(false)}>
          {words.cancel}
        </button>
      </div>
    </form>
  )
}
