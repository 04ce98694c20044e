import { ConnectionError } from '@daybook/client/read'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { Failure } from '../parts/failure.tsx'

/** In place of the whole app when it could not start. */
export function FailurePage({ error }: ErrorComponentProps) {
  const router = useRouter()
  // A file of the app that did not come. Not every browser asks for such a file twice on one page.
  const isFile = error instanceof TypeError && error.message.includes('module')
  return (
    <main>
      <Failure
        page
        error={isFile ? new ConnectionError(error.message) : error}
        what="Daybook could not be opened"
        onRetry={() => (isFile ? location.reload() : void router.invalidate())}
      />
    </main>
  )
}
