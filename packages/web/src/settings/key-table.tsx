import { VisuallyHidden } from '@daybook/timeline'
import button from '../parts/button.module.css'
import { CardRow } from '../parts/card-row.tsx'
import { CardTable } from '../parts/card-table.tsx'
import css from '../parts/card-table.module.css'
import { Stamp } from './stamp.tsx'
import type { ApiKey } from './use-keys.ts'

interface Props {
  readonly keys: readonly ApiKey[]
  readonly mayChange: boolean
  onRevoke(key: ApiKey): void
}

const SCOPES: Readonly<Record<string, string>> = { admin: 'everything' }

/** Keys without their secrets: what each may do, and when it was used last. */
export function KeyTable({ keys, mayChange, onRevoke }: Props) {
  return (
    <CardTable
      caption="API keys"
      heads={['Key', 'May', 'Made', 'Last used', ...(mayChange ? [] : ['State'])]}
      acts={mayChange ? 'Revoke' : undefined}
    >
      {keys.map(key => {
        const over = key.revokedAt !== undefined && (
          <span className={css.over}>
            Revoked <Stamp at={key.revokedAt} />
          </span>
        )
        return (
          <CardRow
            key={key.id}
            head={key.name}
            under={<code>{key.id}</code>}
            cells={[
              ['May', <May key="may" of={key} />],
              ['Made', <Stamp key="made" at={key.createdAt} />],
              [
                'Last used',
                key.lastUsedAt === undefined ? 'Never' : <Stamp key="used" at={key.lastUsedAt} />,
              ],
              ...(mayChange ? [] : ([['State', over || 'Works']] as const)),
            ]}
            acts={
              mayChange
                ? over || (
                    <button type="button" className={button.button} onClick={() => onRevoke(key)}>
                      Revoke<VisuallyHidden> {key.name}</VisuallyHidden>
                    </button>
                  )
                : undefined
            }
          />
        )
      })}
    </CardTable>
  )
}

const May = ({ of: { scopes, sources } }: { of: ApiKey }) => (
  <span>
    {scopes.map(scope => SCOPES[scope] ?? scope).join(', ')}
    {sources && <span className={css.under}>only as {sources.join(', ')}</span>}
  </span>
)
