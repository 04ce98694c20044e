import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { loadPanels } from '../parts/load-panels.ts'
import { Notice } from '../parts/notice.tsx'
import { chosenWorkspace, sessionQuery } from '../session.ts'
import { WorkspaceProvider } from '../workspace.tsx'
import { AnnouncerProvider } from './announcer.tsx'
import css from './app-shell.module.css'
import { KeysHelp } from './keys-help.tsx'
import { Navigation } from './navigation.tsx'
import { useInnerLinks } from './use-inner-links.ts'

const DemoBanner = lazy(async () => ({ default: (await loadPanels()).DemoBanner }))
const ProfileViewsNotice = lazy(async () => ({ default: (await loadPanels()).ProfileViewsNotice }))

/** The frame of every signed-in page: skip link, navigation, main, and the one place where things are announced. */
export function AppShell() {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  useInnerLinks()

  // A new page begins at its start for the keyboard too; the very first one already does.
  useEffect(() => {
    if (first.current) first.current = false
    else main.current?.focus({ preventScroll: true })
  }, [pathname])

  const workspace = chosenWorkspace(session)
  if (!workspace) {
    return (
      <main>
        <Notice page title="No workspace is open to you">
          Ask an owner or admin of the workspace to invite you.
        </Notice>
      </main>
    )
  }
  return (
    <WorkspaceProvider session={session} workspace={workspace}>
      <AnnouncerProvider>
        <a className={css.skip} href="#main">
          Skip to content
        </a>
        <div className={css.shell}>
          <Navigation />
          <main className={css.main} id="main" ref={main} tabIndex={-1}>
            <Suspense>
              {workspace.demo && <DemoBanner />}
              {workspace.profileViewsSince && <ProfileViewsNotice />}
            </Suspense>
            <Outlet />
          </main>
        </div>
        <KeysHelp />
      </AnnouncerProvider>
    </WorkspaceProvider>
  )
}
