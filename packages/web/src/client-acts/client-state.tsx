import type { ClientSummary, ErasureReceipt } from '@daybook/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClientWord } from '../client-word.ts'
import button from '../parts/button.module.css'
import { Dialog } from '../parts/dialog.tsx'
import dialog from '../parts/dialog.module.css'
import { MergedState } from '../merging/merged-state.tsx'
import { useRights } from '../session.ts'
import { useInZone } from '../settings/use-in-zone.ts'
import { sayRefusal } from '../settings/say-refusal.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './client-state.module.css'
import { useClientActs } from './use-client-acts.ts'

/** What was decided about a client, above their history: deleted with a way back, held, gone. */
export function ClientState({ client }: { client: ClientSummary | undefined }) {
  const { deleted, hold, gone } = client?.privacy ?? {}
  if (client === undefined) return null
  return (
    <div className={css.states}>
      <MergedState client={client} />
      {deleted && <Deleted client={client} />}
      {hold && <Held hold={hold} />}
      {gone && <Gone client={client} />}
    </div>
  )
}

function Deleted({ client }: { client: ClientSummary }) {
  const inZone = useInZone()
  const announce = useAnnounce()
  const rights = useRights()
  const acts = useClientActs(client)
  const undo = useMutation({
    mutationFn: acts.restore,
    onSuccess: () => announce(`${client.name ?? client.id} is restored`),
    onError: error => announce(sayRefusal(error)),
  })
  const { at, entry, eraseAt, daysLeft } = client.privacy!.deleted!
  return (
    <div className={`${css.state} ${css.bad}`}>
      <p>
        <strong>Deleted</strong> on {inZone.date(at)}.{' '}
        {eraseAt === undefined
          ? `A hold stops the clock, with ${daysLeft} days left.`
          : `To be erased on ${inZone.date(eraseAt)}.`}{' '}
        <a href={`/entries/${entry}`}>Who did it</a>
      </p>
      {rights.has('erase') && (
        <button
          type="button"
          className={button.button}
          aria-disabled={undo.isPending}
          onClick={() => void (!undo.isPending && undo.mutate())}
        >
          Undo
        </button>
      )}
    </div>
  )
}

function Held({ hold }: { hold: NonNullable<NonNullable<ClientSummary['privacy']>['hold']> }) {
  const inZone = useInZone()
  return (
    <div className={`${css.state} ${css.warn}`}>
      <p>
        <strong>Under a legal hold</strong> since {inZone.date(hold.since)}: nobody can erase this{' '}
        {useClientWord().one}. <a href={`/entries/${hold.entry}`}>Who placed it, and why</a>
      </p>
    </div>
  )
}

function Gone({ client }: { client: ClientSummary }) {
  const inZone = useInZone()
  const rights = useRights()
  const [open, setOpen] = useState(false)
  const { mode, at, entry } = client.privacy!.gone!
  return (
    <div className={css.state}>
      <p>
        <strong>{mode === 'erase' ? 'Erased' : 'Anonymised'}</strong> on {inZone.date(at)}. The record of the
        acts remains, and verifies. <a href={`/entries/${entry}`}>Who did it</a>
      </p>
      {rights.has('erase') && (
        <button type="button" className={button.button} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          Receipt
        </button>
      )}
      {open && <Receipt clientId={client.id} onClose={() => setOpen(false)} />}
    </div>
  )
}

function Receipt({ clientId, onClose }: { clientId: string; onClose(): void }) {
  const { daybook, workspace } = useWorkspace()
  const inZone = useInZone()
  const receipt = useQuery({
    queryKey: ['receipt', workspace.id, clientId],
    queryFn: ({ signal }) =>
      daybook.request<ErasureReceipt>('GET', `/v1/clients/${clientId}/erasure`, { signal }),
    staleTime: 0,
  })
  return (
    <Dialog title="Receipt of the erasure" onClose={onClose}>
      {receipt.isError && <p className={dialog.text}>{sayRefusal(receipt.error)}</p>}
      {receipt.data && (
        <>
          <dl className={css.receipt}>
            <dt>{receipt.data.mode === 'erase' ? 'Erased' : 'Anonymised'}</dt>
            <dd>{inZone.stamp(receipt.data.at)}</dd>
            <dt>Was known as</dt>
            <dd>
              <code>{receipt.data.client}</code>
            </dd>
            {receipt.data.stores.map(({ store, done, count }) => (
              <StoreLine key={store} store={store} done={done} count={count} />
            ))}
            <dt>Backups</dt>
            <dd>
              {receipt.data.horizonAt === undefined
                ? 'Open nothing of them in a moment: the key is being changed.'
                : `Open nothing of them since ${inZone.stamp(receipt.data.horizonAt)}.`}
            </dd>
          </dl>
        </>
      )}
      <div className={dialog.acts}>
        <button type="button" className={button.button} onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  )
}

const STORES: Readonly<Record<string, string>> = {
  client_merges: 'Merges',
  client_keys: 'Keys',
  clients: 'Profile',
  objects: 'Their bookings …',
  'objects of several clients': '… and shared ones',
  object_clients: 'What was personal in them',
  exports: 'Exports',
  'memory of the servers': 'Memory',
  'files of exports': 'Files of exports',
}

function StoreLine({ store, done, count }: ErasureReceipt['stores'][number]) {
  return (
    <>
      <dt>{STORES[store] ?? store}</dt>
      <dd>
        {done}
        {count !== undefined && ` (${count})`}
      </dd>
    </>
  )
}
