import { ConnectionError, LogError } from '@daybook/client/read'
import button from './button.module.css'
import { Notice } from './notice.tsx'

interface Props {
  readonly error: unknown
  /** What could not be done, as "The client list could not be loaded". */
  readonly what: string
  onRetry?(): void
  /** Takes away filters, which may be what the server refuses. */
  onClear?(): void
  /** True where the failure is the whole page. */
  readonly page?: boolean
}

/** Why something did not come, what to quote when asking for help, and a way on. */
export function Failure({ error, what, onRetry, onClear, page = false }: Props) {
  const again = onRetry && (
    <button type="button" className={button.button} onClick={onRetry}>
      Retry
    </button>
  )
  if (error instanceof ConnectionError || (typeof navigator !== 'undefined' && !navigator.onLine)) {
    return (
      <Notice
        title={navigator.onLine ? 'No answer from the server' : 'You are offline'}
        actions={again}
        page={page}
      >
        {what}. Nothing is lost: it will be here once the connection is back.
      </Notice>
    )
  }
  if (error instanceof LogError && error.code === 'scope_missing') {
    return (
      <Notice
        title="Not allowed"
        actions={
          <a className={button.button} href="/clients">
            All clients
          </a>
        }
        page={page}
      >
        Your role in this workspace does not open this page.
      </Notice>
    )
  }
  const requestId = error instanceof LogError ? error.details.requestId : undefined
  return (
    <Notice
      title={what}
      tone="bad"
      page={page}
      actions={
        <>
          {again}
          {onClear && (
            <button type="button" className={button.button} onClick={onClear}>
              Clear filters
            </button>
          )}
        </>
      }
    >
      {error instanceof Error ? error.message : String(error)}
      {requestId && (
        <>
          {' '}
          Request <code>{requestId}</code>
        </>
      )}
    </Notice>
  )
}

/** True where what was asked for does not exist, or not for this reader. */
export const isMissing = (error: unknown): boolean => error instanceof LogError && error.code === 'not_found'
