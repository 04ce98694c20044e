import { LoadDemo } from '../demo/load-demo.tsx'
import button from '../parts/button.module.css'
import { Notice } from '../parts/notice.tsx'
import { useRights } from '../session.ts'
import { useWorkspace } from '../workspace.tsx'

/** A workspace in which nobody is yet: two ways on, and none of them a dead end. */
export function EmptyWorkspace() {
  const { workspace } = useWorkspace()
  const rights = useRights()
  return (
    <Notice
      title="No clients yet"
      actions={
        <>
          {rights.has('settings') && !workspace.demo && (
            <LoadDemo workspace={workspace} className={button.button} />
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
  )
}
