import type { ClientField } from '@daybook/protocol'
import { useState } from 'react'
import { useClientWord } from '../client-word.ts'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { useClientFields } from '../profile/use-profile.ts'
import { useRights } from '../session.ts'
import css from './client-fields.module.css'
import { ClientFieldDialog } from './client-field-dialog.tsx'
import { FIELD_KINDS } from './field-kinds.ts'
import { Part } from './part.tsx'
import { useSaveClientField } from './use-save-client-field.ts'

/** The fields that a workspace adds to the profiles of its clients. */
export function ClientFieldsSection() {
  const word = useClientWord()
  const fields = useClientFields()
  const mayChange = useRights().has('settings')
  const [open, setOpen] = useState<ClientField | 'new'>()
  const all = fields.data?.clientFields ?? []
  return (
    <Part
      wide
      title="Fields of your own"
      about={`What a profile of a ${word.one} holds besides name, contact and address. Each change is an entry. A field is never removed: retired, it keeps what it holds and its history.`}
    >
      <div>
        {fields.isError && (
          <Failure
            error={fields.error}
            what="The fields could not be loaded"
            onRetry={() => void fields.refetch()}
          />
        )}
        {fields.data && all.length === 0 && <p className={css.none}>No fields yet.</p>}
        <ul className={css.fields}>
          {all.map(field => (
            <li key={field.name}>
              <Line field={field} mayChange={mayChange} onOpen={() => setOpen(field)} />
            </li>
          ))}
        </ul>
        {mayChange && (
          <button
            type="button"
            className={button.button}
            aria-haspopup="dialog"
            onClick={() => setOpen('new')}
          >
            Add a field
          </button>
        )}
        {open !== undefined && (
          <ClientFieldDialog
            {...(open !== 'new' && { field: open })}
            taken={all.map(field => field.name)}
            onClose={() => setOpen(undefined)}
          />
        )}
      </div>
    </Part>
  )
}

interface LineProps {
  readonly field: ClientField
  readonly mayChange: boolean
  onOpen(): void
}

function Line({ field, mayChange, onOpen }: LineProps) {
  const save = useSaveClientField()
  const { label, name, kind, sensitive, hidden, retired } = field
  const told = [
    FIELD_KINDS[kind],
    sensitive && 'sensitive',
    hidden && 'hidden',
    retired && 'retired',
    field.choices?.join(', '),
  ].filter(Boolean)
  return (
    <>
      <div className={retired ? css.retired : undefined}>
        <b>{label}</b> <code>{name}</code>
        <p>{told.join(' · ')}</p>
      </div>
      {mayChange && (
        <div className={css.acts}>
          {!retired && (
            <>
              <button type="button" className={button.button} onClick={onOpen} aria-label={`Change ${label}`}>
                Change
              </button>
              <button
                type="button"
                className={button.button}
                aria-label={`${hidden ? 'Show' : 'Hide'} ${label}`}
                onClick={() => void save({ ...field, hidden: !hidden })}
              >
                {hidden ? 'Show' : 'Hide'}
              </button>
            </>
          )}
          <button
            type="button"
            className={button.button}
            aria-label={`${retired ? 'Use again' : 'Retire'} ${label}`}
            onClick={() => void save({ ...field, retired: !retired })}
          >
            {retired ? 'Use again' : 'Retire'}
          </button>
        </div>
      )}
    </>
  )
}
