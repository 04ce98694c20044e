import { VisuallyHidden } from '@daybook/timeline'
import { useLocation } from '@tanstack/react-router'
import { Glyph } from '../parts/glyph.tsx'
import css from '../shell/navigation.module.css'
import own from './letters-link.module.css'
import { useLetters } from './use-letters.ts'

/** Leads to the letters that wait for somebody, of the pages; there only while there are any. */
export function LettersLink() {
  const { pathname } = useLocation()
  const count = useLetters().data?.letters.length ?? 0
  if (count === 0 && pathname !== '/messages') return null
  return (
    <li>
      <a className={css.page} href="/messages" aria-current={pathname === '/messages' ? 'page' : undefined}>
        <Glyph d="M2 3.8h12v8.6H2zM2.4 4.4 8 8.8l5.6-4.4" />
        <span>Messages</span>
        {count > 0 && (
          <>
            <VisuallyHidden>, {count} to hand over</VisuallyHidden>
            <span className={own.count} aria-hidden="true">
              {count}
            </span>
          </>
        )}
      </a>
    </li>
  )
}
