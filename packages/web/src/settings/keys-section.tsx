import { VisuallyHidden } from '@daybook/timeline'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import table from '../account/sessions-section.module.css'
import { ActDialog } from '../client-acts/act-dialog.tsx'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { queries } from '../queries.ts'
import { useRights } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './member-table.module.css'
import { NewKey } from './new-key.tsx'
import { Part } from './part.tsx'
import { useInZone } from './use-in-zone.ts'

interface ApiKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly sources?: readonly string[]
  readonly createdAt: string
  readonly lastUsedAt?: string
  readonly revokedAt?: string
}

const SCOPES: Readonly<Record<string, string>> = { read: 'read', append: 'append', admin: 'everything' }

/** The keys of programs: what each may do, when it was used last, and stopping it. */
export function KeysSection() {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const mayChange = useRights().has('settings')
  const [revoking, setRevoking] = useState<ApiKey>()
  const queryKey = ['keys', workspace.id]
  const keys = useQuery({
    queryKey,
    queryFn: ({ signal }) => daybook.request<{ keys: ApiKey[] }>('GET', '/v1/keys', { signal }),
    staleTime: 0,
  })
  const refresh = () => queries.invalidateQueries({ queryKey })
  const rows = keys.data?.keys ?? []
  const ordered = [...rows].sort(
    (a, b) =>
      Number(a.revokedAt !== undefined) - Number(b.revokedAt !== undefined) ||
      b.createdAt.localeCompare(a.createdAt),
  )
  return (
    <>
      {mayChange && (
        <Part
          title="New key"
          about="Your software sends it with every request. Give it no more than it needs: who has the key may do what it may."
        >
          <NewKey onMade={() => void refresh()} />
        </Part>
      )}
      <Part
        wide
        title="Keys"
        about="A revoked key is refused within five seconds. What was sent with it stays."
      >
        {keys.isError ? (
          <Failure
            error={keys.error}
            what="The keys could not be loaded"
            onRetry={() => void keys.refetch()}
          />
        ) : keys.data !== undefined && rows.length === 0 ? (
          <p>There are none yet.</p>
        ) : (
          <KeyTable keys={ordered} mayChange={mayChange} onRevoke={setRevoking} />
        )}
      </Part>
      {revoking && (
        <ActDialog
          title={`Revoke ${revoking.name}`}
          go="Revoke"
          dangerous
          onClose={() => setRevoking(undefined)}
          send={async () => {
            await daybook.request('DELETE', `/v1/keys/${revoking.id}`, { repeatable: true })
            setRevoking(undefined)
            announce(`Revoked: ${revoking.name}`)
            await refresh()
          }}
        >
          What uses it stops working within five seconds. It cannot be taken back: make a new key instead.
        </ActDialog>
      )}
    </>
  )
}

interface TableProps {
  readonly keys: readonly ApiKey[]
  readonly mayChange: boolean
  onRevoke(key: ApiKey): void
}

function KeyTable({ keys, mayChange, onRevoke }: TableProps) {
  const inZone = useInZone()
  const stamp = (at: string) => (
    <time dateTime={at} title={at}>
      {inZone.stamp(at)}
    </time>
  )
  return (
    <table className={`${table.table} ${css.table}`} role="table">
      <caption className={table.caption}>API keys, times in {inZone.timeZone}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['Key', 'May', 'Made', 'Last used'].map(name => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
          {mayChange && (
            <th scope="col" role="columnheader">
              <VisuallyHidden>Revoke</VisuallyHidden>
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {keys.map(key => (
          <tr key={key.id} role="row">
            <th scope="row" role="rowheader">
              {key.name}
              <span className={table.method}>
                <code>{key.id}</code>
              </span>
            </th>
            <td role="cell" data-label="May">
              <span>
                {key.scopes.map(scope => SCOPES[scope] ?? scope).join(', ')}
                {key.sources && <span className={table.method}>only as {key.sources.join(', ')}</span>}
              </span>
            </td>
            <td role="cell" data-label="Made">
              {stamp(key.createdAt)}
            </td>
            <td role="cell" data-label="Last used">
              {key.lastUsedAt === undefined ? 'Never' : stamp(key.lastUsedAt)}
            </td>
            {mayChange && (
              <td role="cell" className={table.act}>
                {key.revokedAt === undefined ? (
                  <button type="button" className={button.button} onClick={() => onRevoke(key)}>
                    Revoke<VisuallyHidden> {key.name}</VisuallyHidden>
                  </button>
                ) : (
                  <span className={css.over}>Revoked {stamp(key.revokedAt)}</span>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
