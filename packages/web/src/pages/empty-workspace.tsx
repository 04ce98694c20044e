import { useMutation, useQueryClient } from '@tanstack/react-query'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { useRights } from '../session.ts'
import { useWorkspace } from '../workspace.tsx'

/** A workspace in which nobody is yet: two ways on, and none of them a dead end. */
export function EmptyWorkspace() {
  const { daybook } = useWorkspace()
  const rights = useRights()
  const queries = useQueryClient()
  const demo = useMutation({
    mutationFn: () => daybook.request('POST', '/v1/demo', { body: {}, repeatable: true }),
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <>
      <Notice
        title="No clients yet"
        actions={
          <>
            {rights.has('settings') && (
              <button
                type="button"
                className={button.button}
                aria-disabled={demo.isPending}
                onClick={() => void (!demo.isPending && demo.mutate())}
              >
                {demo.isPending ? 'Loading demo data …' : 'Load demo data'}
              </button>
            )}
            <a className={button.button} href="/connect">
              Connect your app
            </a>
            <a className={button.button} href="/activity">
              Activity
            </a>
          </>
        }
      >
        A client appears here with the first entry about them. Entries come from your booking software by the
        API (<code>POST /v1/entries</code>), or from an import. Demo data can be removed again.
      </Notice>
      {demo.isError && (
        <Failure
          error={demo.error}
          what="The demo data could not be loaded"
          onRetry={() => demo.mutate()}
        />
      )}
    </>
  )
}
