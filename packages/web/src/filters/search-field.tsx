import { useEffect, useRef, useState } from 'react'
import css from './search-field.module.css'
import { Glyph } from '../parts/glyph.tsx'

interface Props {
  readonly label: string
  /** Shown in the empty field; the label otherwise. */
  readonly hint?: string
  readonly value: string
  /** Called when typing pauses. */
  onChange(text: string): void
}

const PAUSE_MS = 200

/** Free text. What is typed stays in the address's fragment, which is never sent to a server's log. */
export function SearchField({ label, hint = label, value, onChange }: Props) {
  const [text, setText] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const sent = useRef(value)

  // Back, a cleared filter or a link changes the text from outside.
  useEffect(() => {
    if (value !== sent.current) setText(value)
    sent.current = value
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])

  const send = (next: string) => {
    clearTimeout(timer.current)
    sent.current = next.trim()
    onChange(next.trim())
  }
  return (
    <div className={css.field}>
      <Glyph d="M2.5 7a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M10.3 10.3 13.5 13.5" size={14} weight={1.6} />
      <input
        type="search"
        className={css.input}
        aria-label={label}
        placeholder={hint}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={event => {
          const next = event.target.value
          setText(next)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => send(next), PAUSE_MS)
        }}
        onKeyDown={event => {
          if (event.key === 'Enter') send(text)
          if (event.key === 'Escape' && text !== '') {
            event.preventDefault()
            setText('')
            send('')
          }
        }}
      />
    </div>
  )
}
