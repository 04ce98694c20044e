import type { ClientPage } from '@daybook/protocol'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'
import { useClientWord } from '../client-word.ts'
import css from '../door/field.module.css'
import type { FormDoor } from '../door/use-form.ts'
import button from '../parts/button.module.css'
import { useWorkspace } from '../workspace.tsx'
import own from './act-form.module.css'

export interface ChosenClient {
  readonly id: string
  readonly name?: string
}

interface Props {
  readonly chosen: ChosenClient | undefined
  readonly of: FormDoor
  /** Somebody who is not there yet may be named. */
  readonly mayBeNew?: boolean
  onChoose(client: ChosenClient | undefined): void
}

const SHOWN = 5

/** Whose it is: found by name or id, or named anew. The form's own name for it is `client`. */
export function ClientField({ chosen, of, mayBeNew = true, onChoose }: Props) {
  const id = useId()
  const word = useClientWord()
  const [typed, setTyped] = useState('')
  const error = chosen === undefined ? of.errorOf('client') : undefined
  if (chosen !== undefined) return <Chosen id={id} chosen={chosen} onChange={() => onChoose(undefined)} />
  const name = typed.trim()
  return (
    <div className={css.field}>
      <label htmlFor={id}>{word.One}</label>
      <div className={css.row}>
        <input
          id={id}
          name="client"
          type="search"
          className={css.input}
          value={typed}
          autoComplete="off"
          required
          placeholder="Name or id"
          aria-describedby={error && `${id}-error`}
          aria-invalid={error === undefined ? undefined : true}
          aria-controls={`${id}-found`}
          onChange={event => setTyped(event.target.value)}
        />
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className={css.error}>
          {word.One} {error}.
        </p>
      )}
      <Found id={`${id}-found`} name={name} mayBeNew={mayBeNew} onChoose={onChoose} />
    </div>
  )
}

function Chosen({ id, chosen, onChange }: { id: string; chosen: ChosenClient; onChange(): void }) {
  const word = useClientWord()
  return (
    <div className={css.field}>
      <label htmlFor={id}>{word.One}</label>
      <div className={own.chosen}>
        <span>{chosen.name ?? chosen.id}</span>
        <button id={id} type="button" className={button.button} onClick={onChange}>
          Change
        </button>
      </div>
    </div>
  )
}

interface FoundProps extends Required<Pick<Props, 'mayBeNew' | 'onChoose'>> {
  readonly id: string
  /** What was typed. */
  readonly name: string
}

function Found({ id, name, mayBeNew, onChoose }: FoundProps) {
  const word = useClientWord()
  const found = useFound(useDeferredValue(name))
  return (
    <ul id={id} className={own.found} hidden={name === ''} aria-label={`${word.Many} found`}>
      {found.map(client => (
        <li key={client.id}>
          <button type="button" onClick={() => onChoose({ id: client.id, name: client.name })}>
            <span>{client.name}</span>
            <small>{client.hostId}</small>
          </button>
        </li>
      ))}
      {mayBeNew && name !== '' && (
        <li>
          <button type="button" onClick={() => onChoose({ id: newClientId(), name })}>
            <span>
              New {word.one}: <b>{name}</b>
            </span>
          </button>
        </li>
      )}
    </ul>
  )
}

/** A random id: nothing of the person may be in it. */
const newClientId = (): string => `c_${crypto.randomUUID()}`

function useFound(q: string) {
  const { daybook, workspace } = useWorkspace()
  const { data } = useQuery({
    queryKey: ['clients', workspace.id, 'found', q],
    queryFn: ({ signal }) =>
      daybook.request<ClientPage>('GET', '/v1/clients', { query: { q, limit: SHOWN }, signal }),
    enabled: q !== '',
    placeholderData: before => before,
  })
  return (q === '' ? [] : (data?.clients ?? [])).flatMap(({ id, hostId, name, erased }) =>
    erased ? [] : [{ id, hostId, name: name ?? hostId ?? id }],
  )
}
