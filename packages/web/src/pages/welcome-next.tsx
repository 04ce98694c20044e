import { useQuery } from '@tanstack/react-query'
import { LoadDemo } from '../demo/load-demo.tsx'
import css from '../door/actions.module.css'
import { DoorFrame } from '../door/door-frame.tsx'
import { chooseWorkspace, chosenWorkspace, sessionQuery } from '../session.ts'

/** How the log begins to fill: from the business's own software, or with an invented clinic to look around in. */
export function WelcomeNext() {
  const { data: session } = useQuery(sessionQuery)
  const workspace = session && chosenWorkspace(session)
  const demo = session?.workspaces.find(one => one.demo)
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
        {demo !== undefined ? (
          <button type="button" className={css.secondary} onClick={() => chooseWorkspace(demo.id)}>
            Look around in the demo
          </button>
        ) : (
          workspace?.rights.includes('settings') && (
            <LoadDemo workspace={workspace} className={css.secondary} />
          )
        )}
      </div>
    </DoorFrame>
  )
}
