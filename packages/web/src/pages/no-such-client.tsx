import button from '../parts/button.module.css'
import { Notice } from '../parts/notice.tsx'

/** In place of a client's page that does not exist, or not for this reader. */
export function NoSuchClient() {
  return (
    <Notice
      page
      title="There is no such client"
      actions={
        <a className={button.button} href="/clients">
          All clients
        </a>
      }
    >
      The address may be incomplete, or the client is not one of yours.
    </Notice>
  )
}
