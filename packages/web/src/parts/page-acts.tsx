import { lazy, Suspense, useCallback, useState } from 'react'
import { EvidenceButton } from '../evidence/evidence-button.tsx'
import type { ClientSummary } from '@daybook/protocol'
import { ClientActs } from '../client-acts/client-acts.tsx'
import button from './button.module.css'
import css from './page-acts.module.css'

const ExportDialog = lazy(async () => ({
  default: (await import('../exports/export-dialog.tsx')).ExportDialog,
}))

interface Props {
  readonly clientId?: string
  /** What may be decided about the client is offered as well. */
  readonly client?: ClientSummary | undefined
}

/** What can be done with the list on this page: taking it along as a file, or on paper. */
export function PageActs({ clientId, client }: Props) {
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  return (
    <div className={css.acts}>
      <button type="button" className={button.button} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Export
      </button>
      <button type="button" className={button.button} onClick={() => print()}>
        Print
      </button>
      {clientId !== undefined && <EvidenceButton of={{ client: clientId }} />}
      <ClientActs client={client} />
      <Suspense>{open && <ExportDialog clientId={clientId} onClose={close} />}</Suspense>
    </div>
  )
}
