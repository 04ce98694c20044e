import { useMutation } from '@tanstack/react-query'
import { Failure } from '../parts/failure.tsx'
import { chooseWorkspace, clientOf, type Workspace } from '../session.ts'

interface Props {
  /** The workspace from which it is asked for: its zone and language are the demonstration's. */
  readonly workspace: Workspace
  readonly className: string | undefined
}

/** Makes a workspace with an invented clinic in it, beside one's own, and opens it. */
export function LoadDemo({ workspace, className }: Props) {
  const load = useMutation({
    mutationFn: () =>
      clientOf(workspace).request<{ workspace: { id: string } }>('POST', '/v1/demo', { body: {} }),
    onSuccess: made => chooseWorkspace(made.workspace.id),
  })
  const busy = load.isPending || load.isSuccess
  return (
    <>
      <button
        type="button"
        className={className}
        aria-disabled={busy}
        onClick={() => void (!busy && load.mutate())}
      >
        {busy ? 'Loading 18 months …' : 'Load demo data'}
      </button>
      <span role="status">{busy && 'An invented clinic is being made. That takes a few seconds.'}</span>
      {load.isError && <Failure error={load.error} what="The demo data could not be loaded" />}
    </>
  )
}
