import button from '../parts/button.module.css'
import { Notice } from '../parts/notice.tsx'

/** For an address that leads nowhere. */
export function NotFoundPage() {
  return (
    <main>
      <title>Not found · Daybook</title>
      <Notice
        page
        title="There is no such page"
        actions={
          <a className={button.button} href="/clients">
            All clients
          </a>
        }
      >
        The address may be incomplete.
      </Notice>
    </main>
  )
}
