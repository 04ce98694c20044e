import { useState } from 'react'
import { ActDialog } from '../client-acts/act-dialog.tsx'
import { Failure } from '../parts/failure.tsx'
import { useRights } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { KeyTable } from './key-table.tsx'
import { NewKey } from './new-key.tsx'
import { Part } from './part.tsx'
import { type ApiKey, useKeys } from './use-keys.ts'

/** The keys of programs: what each may do, when it was used last, and stopping it. */
export function KeysSection() {
  const mayChange = useRights().has('settings')
  const [revoking, setRevoking] = useState<ApiKey>()
  const { query, refresh } = useKeys()
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
        {query.isError ? (
          <Failure
            error={query.error}
            what="The keys could not be loaded"
            onRetry={() => void query.refetch()}
          />
        ) : query.data?.length === 0 ? (
          <p>There are none yet.</p>
        ) : (
          <KeyTable keys={query.data ?? []} mayChange={mayChange} onRevoke={setRevoking} />
        )}
      </Part>
      {revoking && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(undefined)} onDone={refresh} />}
    </>
  )
}

interface RevokeProps {
  readonly apiKey: ApiKey
  onClose(): void
  onDone(): Promise<void>
}

function RevokeDialog({ apiKey, onClose, onDone }: RevokeProps) {
  const { daybook } = useWorkspace()
  const announce = useAnnounce()
  return (
    <ActDialog
      title={`Revoke ${apiKey.name}`}
      go="Revoke"
      dangerous
      onClose={onClose}
      send={async () => {
        await daybook.request('DELETE', `/v1/keys/${apiKey.id}`, { repeatable: true })
        onClose()
        announce(`Revoked: ${apiKey.name}`)
        await onDone()
      }}
    >
      What uses it stops working within five seconds. It cannot be taken back: make a new key instead.
    </ActDialog>
  )
}
