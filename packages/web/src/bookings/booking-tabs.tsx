import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import head from '../pages/client-page.module.css'
import css from './bookings.module.css'

const TABS = [
  ['/bookings', 'Bookings'],
  ['/bookings/waiting', 'Waiting'],
] as const

/** The head of the pages about bookings: what stands at a time, and what waits for somebody. */
export function BookingTabs({ children }: { children?: ReactNode }) {
  const { pathname } = useLocation()
  return (
    <header className={head.header}>
      <div className={css.head}>
        <h1 className={head.name}>Bookings</h1>
        {children}
      </div>
      <nav className={head.tabs} aria-label="Bookings">
        {TABS.map(([href, label]) => (
          <a key={href} href={href} aria-current={pathname === href ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
    </header>
  )
}
