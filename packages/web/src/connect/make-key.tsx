import { useMutation } from '@tanstack/react-query'
import { withFreshFactor } from '../confirm/fresh-factor.tsx'
import { Failure } from '../parts/failure.tsx'
import button from '../parts/button.module.css'
import { useWorkspace } from '../workspace.tsx'
import css from './connect.module.css'
import { CopyButton } from './copy-button.tsx'

/** Makes a key that may append and read. It is shown here and never again. */
export function MakeKey({ apiKey, onMade }: { apiKey: string | undefined; onMade(key: string): void }) {
  const { daybook } = useWorkspace()
  const make = useMutation({
    mutationFn: () =>
      withFreshFactor(() =>
        daybook.request<{ key: string }>('POST', '/v1/keys', {
          body: { name: 'First connection', scopes: ['append', 'read'] },
        }),
      ),
    onSuccess: made => onMade(made.key),
  })
  return (
    <section aria-labelledby="key-title" className={css.step}>
      <h2 id="key-title">1. A key</h2>
      <p>Your software sends it with every request. It may append entries and read them, nothing else.</p>
      {apiKey !== undefined ? (
        <>
          <div className={css.key}>
            <code>{apiKey}</code>
            <CopyButton text={apiKey} what="key" />
          </div>
          <p className={css.note}>It is shown this once. Keep it where your software keeps its secrets.</p>
        </>
      ) : (
        <button
          type="button"
          className={`${button.button} ${css.make}`}
          aria-disabled={make.isPending}
          onClick={() => void (!make.isPending && make.mutate())}
        >
          {make.isPending ? 'Making …' : 'Make a key'}
        </button>
      )}
      {make.isError && <Failure error={make.error} what="The key could not be made" />}
    </section>
  )
}
