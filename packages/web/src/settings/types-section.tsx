import type { OwnObjectType } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import { useState } from 'react'
import { ActDialog } from '../client-acts/act-dialog.tsx'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { CardRow } from '../parts/card-row.tsx'
import { CardTable } from '../parts/card-table.tsx'
import { Failure } from '../parts/failure.tsx'
import { useRights } from '../session.ts'
import { Part } from './part.tsx'
import css from './settings.module.css'
import { TypeDialog } from './type-dialog.tsx'
import { useObjectTypes } from './use-object-types.ts'

interface Editing {
  readonly name?: string
  readonly type?: OwnObjectType
}

/** Object types that the workspace declares itself: an asset, a property (R-K4). */
export function TypesSection() {
  const mayChange = useRights().has('settings')
  const { query, put, retire } = useObjectTypes()
  const [editing, setEditing] = useState<Editing>()
  const [retiring, setRetiring] = useState<string>()
  const types = Object.entries(query.data ?? {})
  return (
    <>
      <Part
        wide
        title="Own object types"
        about="What your business keeps besides services and vouchers: assets, rooms, contracts. Each gets a list, a form and a history; what was recorded stays also where a type is changed or retired."
      >
        {query.isError ? (
          <Failure
            error={query.error}
            what="The types could not be loaded"
            onRetry={() => void query.refetch()}
          />
        ) : types.length === 0 ? (
          <p className={css.empty}>{query.isPending ? 'Loading …' : 'There are none yet.'}</p>
        ) : (
          <TypeTable types={types} mayChange={mayChange} onChange={setEditing} onRetire={setRetiring} />
        )}
        {mayChange && (
          <div className={css.acts}>
            <button type="button" className={act.primary} onClick={() => setEditing({})}>
              New type
            </button>
          </div>
        )}
      </Part>
      {editing && (
        <TypeDialog
          {...editing}
          taken={types.map(([name]) => name)}
          onClose={() => setEditing(undefined)}
          onSave={async (name, type) => {
            await put(name, type)
            setEditing(undefined)
          }}
        />
      )}
      {retiring && (
        <ActDialog
          title={`Retire ${query.data?.[retiring]?.plural ?? retiring}`}
          go="Retire"
          dangerous
          onClose={() => setRetiring(undefined)}
          send={async () => {
            await retire(retiring)
            setRetiring(undefined)
          }}
        >
          Nothing new can be done with them from then on. What is recorded of them stays, with its history.
        </ActDialog>
      )}
    </>
  )
}

interface TableProps {
  readonly types: readonly (readonly [name: string, type: OwnObjectType])[]
  readonly mayChange: boolean
  onChange(one: Editing): void
  onRetire(name: string): void
}

function TypeTable({ types, mayChange, onChange, onRetire }: TableProps) {
  return (
    <CardTable
      caption="Own object types"
      heads={['Type', 'Fields']}
      acts={mayChange ? 'Change or retire' : undefined}
    >
      {types.map(([name, type]) => (
        <CardRow
          key={name}
          head={<a href={`/records/${name}`}>{type.plural}</a>}
          under={<code>{name}</code>}
          cells={[['Fields', type.fields.map(({ label }) => label).join(', ') || '–']]}
          acts={
            mayChange ? (
              <>
                <button type="button" className={button.button} onClick={() => onChange({ name, type })}>
                  Change<VisuallyHidden> {type.plural}</VisuallyHidden>
                </button>{' '}
                <button type="button" className={button.button} onClick={() => onRetire(name)}>
                  Retire<VisuallyHidden> {type.plural}</VisuallyHidden>
                </button>
              </>
            ) : undefined
          }
        />
      ))}
    </CardTable>
  )
}
