import { useMutation, useQuery } from '@tanstack/react-query'
import css from '../door/actions.module.css'
import { DoorFrame } from '../door/door-frame.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { chosenWorkspace, clientOf, sessionQuery } from '../session.ts'

/** How the log begins to fill: with an invented practice to look around in, or from the business's own software. */
export function WelcomeNext() {
  const session = useQuery(sessionQuery)
  const workspace = session.data && chosenWorkspace(session.data)
  const demo = useDemo(workspace !== undefined)
  const load = useMutation({
    mutationFn: () => clientOf(workspace!).request('POST', '/v1/demo', { body: {} }),
    onSuccess: () => location.assign('/clients'),
  })
  return (
    <DoorFrame
      title={workspace === undefined ? 'Ready' : `${workspace.name} is ready`}
      lead="Its log is empty. Fill it from your own software, or look around first."
      foot={
        <p>
          <a href="/clients">Go to the clients</a>
        </p>
      }
    >
      <div className={css.actions}>
        <a className={css.primary} href="/connect">
          Connect your app
        </a>
        {demo && (
          <button
            type="button"
            className={css.secondary}
            aria-disabled={load.isPending}
            onClick={() => void (!load.isPending && load.mutate())}
          >
            {load.isPending ? 'Loading …' : 'Load demo data'}
          </button>
        )}
      </div>
      {load.isError && (
        <FormMessage
          of={{
            message: 'The demo data could not be loaded. Try again.',
            messageId: 'demo',
            wait: undefined,
          }}
        />
      )}
    </DoorFrame>
  )
}

/** True where this server can fill a workspace with an invented practice. */
function useDemo(enabled: boolean): boolean {
  const session = useQuery(sessionQuery)
  const workspace = session.data && chosenWorkspace(session.data)
  const description = useQuery({
    queryKey: ['openapi', workspace?.id],
    enabled: enabled && workspace !== undefined,
    queryFn: () =>
      clientOf(workspace!).request<{ paths: Record<string, unknown> }>('GET', '/v1/openapi.json'),
  })
  return description.data?.paths['/v1/demo'] !== undefined
}
