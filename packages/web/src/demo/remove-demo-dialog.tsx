import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import door from '../door/actions.module.css'
import { Failure } from '../parts/failure.tsx'
import { clientOf, type Workspace } from '../session.ts'
import css from '../shell/keys-dialog.module.css'

/** Asks once more: what somebody added to the demonstration goes with it. */
export function RemoveDemoDialog({ workspace, onEnd }: { readonly workspace: Workspace; onEnd(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const remove = useMutation({
    mutationFn: () => clientOf(workspace).request('DELETE', '/v1/demo'),
    // Everything on the page belonged to it.
    onSuccess: () => location.assign('/'),
  })
  const busy = remove.isPending || remove.isSuccess
  return (
    <dialog ref={dialog} className={css.dialog} aria-labelledby="remove-demo-title" onClose={onEnd}>
      <h2 id="remove-demo-title">Remove the demo data?</h2>
      <p>
        The workspace “{workspace.name}” goes, with every entry in it and what you added yourself. Nothing of
        it is kept, and it cannot be brought back. Your own workspaces are not touched.
      </p>
      {remove.isError && <Failure error={remove.error} what="The demo data could not be removed" />}
      <div className={door.actions}>
        <button
          type="button"
          className={door.primary}
          aria-disabled={busy}
          onClick={() => void (!busy && remove.mutate())}
        >
          {busy ? 'Removing …' : 'Remove demo data'}
        </button>
        <button type="button" className={door.secondary} onClick={() => dialog.current?.close()}>
          Keep it
        </button>
      </div>
    </dialog>
  )
}
