import { languageOf } from '@daybook/timeline'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { ClientPage } from './pages/client-page.tsx'
import { queries } from './queries.ts'
import { parseSearch, stringifySearch } from './search-names.ts'
import { chosenWorkspace, isSignedOut, sessionQuery } from './session.ts'
import { comeBackTo } from './way-back.ts'
import { AppShell } from './shell/app-shell.tsx'
import { FailurePage } from './shell/failure-page.tsx'
import { loadWords } from 'virtual:words'
import { loadPanels } from './parts/load-panels.ts'

const door = () => import('./pages/door-pages.ts')
const signInPage = lazyRouteComponent(door, 'SignInPage')
const forgottenPage = lazyRouteComponent(door, 'ForgottenPage')
const newPasswordPage = lazyRouteComponent(door, 'NewPasswordPage')
const invitationPage = lazyRouteComponent(door, 'InvitationPage')
const welcomePage = lazyRouteComponent(door, 'WelcomePage')
const twoFactorPage = lazyRouteComponent(door, 'TwoFactorPage')
const accountPage = lazyRouteComponent(() => import('./pages/account-page.tsx'), 'AccountPage')
const connectPage = lazyRouteComponent(() => import('./pages/connect-page.tsx'), 'ConnectPage')
const clientsPage = lazyRouteComponent(() => import('./pages/clients-page.tsx'), 'ClientsPage')
const lists = () => import('./bookings/list-pages.tsx')
const bookingPages = lazyRouteComponent(lists, 'BookingPages')
const clientParts = lazyRouteComponent(lists, 'ClientParts')
const profile = () => import('./pages/profile-pages.ts')
const profilePage = lazyRouteComponent(profile, 'ProfilePage')
const importPage = lazyRouteComponent(profile, 'ImportPage')
const mergePage = lazyRouteComponent(() => import('./pages/merge-page.tsx'), 'MergePage')
const activityPage = lazyRouteComponent(() => import('./pages/activity-page.tsx'), 'ActivityPage')
const entryPage = lazyRouteComponent(() => import('./pages/entry-page.tsx'), 'EntryPage')
const objectPage = lazyRouteComponent(() => import('./pages/object-page.tsx'), 'ObjectPage')

const settingsPage = lazyRouteComponent(() => import('./pages/settings-page.tsx'), 'SettingsPage')
const recordsPage = lazyRouteComponent(() => import('./pages/records-page.tsx'), 'RecordsPage')
const messagesPage = lazyRouteComponent(() => import('./messages/messages-page.tsx'), 'MessagesPage')
const exportsPage = lazyRouteComponent(() => import('./pages/export-pages.ts'), 'ExportsPage')
const exportPage = lazyRouteComponent(() => import('./pages/export-pages.ts'), 'ExportPage')

const patternsPage = lazyRouteComponent(() => import('./pages/patterns-page.tsx'), 'PatternsPage')

/** Fetches what the next click may need, once the page at hand has what it needs. */
export function warmUp(): void {
  const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 500))
  idle(() => {
    for (const page of [clientsPage, clientParts, activityPage, entryPage]) void page.preload?.()
    void loadPanels()
    void import('@daybook/timeline/entry-details')
    void import('@daybook/timeline/word-changes')
    // Prolongs the session and its cookie, once a day. An answer that nobody reads would stay open.
    void fetch('/api/auth/get-session', { credentials: 'same-origin' })
      .then(answer => answer.text())
      .catch(() => {})
  })
}

const notFoundPage = lazyRouteComponent(() => import('./pages/not-found-page.tsx'), 'NotFoundPage')

const root = createRootRoute({ notFoundComponent: notFoundPage, errorComponent: FailurePage })

/** Everything behind the sign-in, inside the navigation. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: AppShell,
  loader: async () => {
    try {
      const session = await queries.ensureQueryData(sessionQuery)
      const workspace = chosenWorkspace(session)
      if (session.setUp && workspace === undefined) throw redirect({ to: '/welcome', replace: true })
      if (workspace?.twoFactorMissing) throw redirect({ to: '/two-factor', replace: true })
      await loadWords(languageOf(workspace?.locale ?? 'en'))
      return session
    } catch (error) {
      if (!isSignedOut(error)) throw error
      comeBackTo(location.pathname + location.search + location.hash)
      throw redirect({ to: '/sign-in', replace: true })
    }
  },
})

const routeTree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: signInPage }),
  createRoute({ getParentRoute: () => root, path: '/forgotten-password', component: forgottenPage }),
  createRoute({ getParentRoute: () => root, path: '/reset-password', component: newPasswordPage }),
  createRoute({ getParentRoute: () => root, path: '/invitation', component: invitationPage }),
  createRoute({ getParentRoute: () => root, path: '/welcome', component: welcomePage }),
  createRoute({ getParentRoute: () => root, path: '/two-factor', component: twoFactorPage }),
  signedIn.addChildren([
    createRoute({
      getParentRoute: () => signedIn,
      path: '/',
      beforeLoad: () => {
        throw redirect({ to: '/clients', replace: true })
      },
    }),
    createRoute({ getParentRoute: () => signedIn, path: '/clients', component: clientsPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/clients/$clientId', component: ClientPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/clients/$clientId/$part', component: clientParts }),
    createRoute({ getParentRoute: () => signedIn, path: '/bookings/{-$part}', component: bookingPages }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/clients/$clientId/profile',
      component: profilePage,
    }),
    createRoute({ getParentRoute: () => signedIn, path: '/clients/import', component: importPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/clients/$clientId/merge', component: mergePage }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/clients/$clientId/patterns',
      component: patternsPage,
    }),
    createRoute({ getParentRoute: () => signedIn, path: '/patterns', component: patternsPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/activity', component: activityPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/entries/$entryId', component: entryPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/objects/$type/$id', component: objectPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/account', component: accountPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/connect', component: connectPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/settings/{-$section}', component: settingsPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/records/{-$type}', component: recordsPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/messages', component: messagesPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/exports', component: exportsPage }),
    createRoute({ getParentRoute: () => signedIn, path: '/exports/$exportId', component: exportPage }),
  ]),
])

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  // The fragment carries free text, not the id of a place on the page.
  defaultHashScrollIntoView: false,
  defaultStructuralSharing: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
