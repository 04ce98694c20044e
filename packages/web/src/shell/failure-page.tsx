import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { Failure } from '../parts/failure.tsx'

/** In place of the whole app when it could not start. */
export function FailurePage({ error }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <main>
      <Failure
        page
        error={error}
        what="Daybook could not be opened"
        onRetry={() => void router.invalidate()}
      />
    </main>
  )
}
