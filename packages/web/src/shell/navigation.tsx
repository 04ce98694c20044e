import { useLocation } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useClientWord } from '../client-word.ts'
import { chooseWorkspace, useRights } from '../session.ts'
import { useWorkspace } from '../workspace.tsx'
import css from './navigation.module.css'
import { PreferencesButton } from './preferences-button.tsx'
import { Glyph, MARK } from '../parts/glyph.tsx'
import { loadPanels } from '../parts/load-panels.ts'

const Badge = lazy(async () => ({ default: (await loadPanels()).Badge }))
const LettersLink = lazy(async () => ({ default: (await loadPanels()).LettersLink }))

const PAGES = [
  {
    href: '/clients',
    label: 'Clients',
    d: 'M8 3a2.7 2.7 0 1 0 .01 0M2.8 13.8c.7-2.6 2.7-3.9 5.2-3.9s4.5 1.3 5.2 3.9',
  },
  { href: '/bookings', label: 'Bookings', d: 'M2.2 3.4h11.6v10.4H2.2zM2.2 6.6h11.6M5.4 1.8v3M10.6 1.8v3' },
  { href: '/activity', label: 'Activity', d: 'M1.8 8h2.7l2-4.8 3.2 9.6 2-4.8h2.5' },
  { href: '/patterns', label: 'Patterns', d: 'M3 13V8m5 5V3m5 10V6' },
  { href: '/records', label: 'Records', d: 'M2.5 3.5h11v3h-11zM3.5 6.5v6h9v-6M6.5 9h3' },
]

/** The pages there are, and whose log this is. */
export function Navigation() {
  const { pathname } = useLocation()
  const word = useClientWord()
  return (
    <nav className={css.nav} aria-label="Main">
      <a className={css.brand} href="/clients">
        <Glyph d={MARK} size={18} box={18} weight={1.8} />
        <span>Daybook</span>
      </a>
      <ul className={css.pages}>
        {PAGES.map(page => (
          <li key={page.href}>
            <a
              className={css.page}
              href={page.href}
              aria-current={
                pathname === page.href ? 'page' : pathname.startsWith(`${page.href}/`) ? 'true' : undefined
              }
            >
              <Glyph d={page.d} />
              <span>{page.href === '/clients' ? word.Many : page.label}</span>
            </a>
          </li>
        ))}
        <Suspense>
          <LettersLink />
        </Suspense>
      </ul>
      <div className={css.foot}>
        <Suspense>
          <Badge />
        </Suspense>
        <SettingsLink />
        <AccountLink />
        <PreferencesButton />
        <Place />
      </div>
    </nav>
  )
}

/** For those who find something there. */
function SettingsLink() {
  const rights = useRights()
  const { pathname } = useLocation()
  if (!rights.has('readSettings') && !rights.has('erase')) return null
  return (
    <a
      className={css.page}
      href="/settings"
      aria-current={pathname.startsWith('/settings') ? 'page' : undefined}
    >
      <Glyph d="M8 5.6a2.4 2.4 0 1 0 .01 0M8 1.7v2M8 12.3v2M1.7 8h2M12.3 8h2M3.5 3.5 5 5M11 11l1.5 1.5M12.5 3.5 11 5M5 11l-1.5 1.5" />
      <span className={css.who}>Settings</span>
    </a>
  )
}

/** Who reads: leads to their own account. */
function AccountLink() {
  const { session } = useWorkspace()
  const { pathname } = useLocation()
  return (
    <a className={css.page} href="/account" aria-current={pathname === '/account' ? 'page' : undefined}>
      <Glyph d="M8 1.8a6.2 6.2 0 1 0 .01 0M8 4.8a2 2 0 1 0 .01 0M4.2 12.4c.6-1.6 2-2.4 3.8-2.4s3.2.8 3.8 2.4" />
      <span className={css.who}>{session.member.name}</span>
    </a>
  )
}

/** Whose log this is. */
function Place() {
  const { session, workspace } = useWorkspace()
  return (
    <div className={css.place}>
      {session.workspaces.length > 1 ? (
        <select
          className={css.select}
          aria-label="Workspace"
          value={workspace.id}
          onChange={event => chooseWorkspace(event.target.value)}
        >
          {session.workspaces.map(one => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      ) : (
        <strong>{workspace.name}</strong>
      )}
      <span>{workspace.timeZone}</span>
    </div>
  )
}
