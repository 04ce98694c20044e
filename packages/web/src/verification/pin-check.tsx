import type { LogStatus } from '@daybook/protocol'
import { VerifyError } from '@daybook/protocol/verify'
import { formatLocale } from '@daybook/timeline'
import { type FormEvent, useId, useState } from 'react'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { useWorkspace } from '../workspace.tsx'
import { type Comparison, comparePin } from './compare-pin.ts'
import { parsePin } from './parse-pin.ts'
import { signedHead } from './signed-head.ts'
import css from './verification-dialog.module.css'

type Outcome =
  | { readonly said: Comparison; readonly pinned: number; readonly now: number }
  | { readonly said: 'unreadable' | 'unsigned' }
  | { readonly said: 'failed'; readonly error: unknown }

/** Compares a head that somebody wrote down earlier with the log of now. */
export function PinCheck({ status }: { status: LogStatus | undefined }) {
  const { workspace } = useWorkspace()
  const id = useId()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  const unreadable = outcome?.said === 'unreadable'

  async function compare(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setOutcome(await outcomeOf(workspace.id, text, status))
    setBusy(false)
  }

  return (
    <section className={css.part} aria-labelledby={`${id}-t`}>
      <h3 id={`${id}-t`}>Compare with an earlier head</h3>
      <form onSubmit={event => void compare(event)}>
        <label htmlFor={id}>A head that you copied here before, or a signed checkpoint</label>
        <textarea
          id={id}
          rows={2}
          spellCheck={false}
          autoComplete="off"
          placeholder="404 lP3v…="
          value={text}
          aria-invalid={unreadable}
          aria-describedby={unreadable ? `${id}-e` : undefined}
          onChange={event => {
            setText(event.target.value)
            setOutcome(undefined)
          }}
        />
        {unreadable && (
          <p id={`${id}-e`} className={css.wrong}>
            That is no head. It is the number of entries, a space, and the hash; or the lines of a checkpoint.
          </p>
        )}
        <button type="submit" className={button.button} aria-disabled={busy}>
          {busy ? 'Comparing …' : 'Compare'}
        </button>
      </form>
      <div role="status">{outcome && <Said outcome={outcome} locale={workspace.locale} />}</div>
      {outcome?.said === 'failed' && <Failure error={outcome.error} what="The heads could not be compared" />}
    </section>
  )
}

async function outcomeOf(workspaceId: string, text: string, status: LogStatus | undefined): Promise<Outcome> {
  const pin = parsePin(text)
  if (pin === undefined) return { said: 'unreadable' }
  const { signal } = new AbortController()
  try {
    const head = await signedHead(workspaceId, status, signal)
    if (!head.signed) return { said: 'unsigned' }
    const said = await comparePin(workspaceId, pin, head, signal)
    return { said, pinned: pin.size, now: head.size }
  } catch (error) {
    return error instanceof VerifyError ? { said: 'unsigned' } : { said: 'failed', error }
  }
}

function Said({ outcome, locale }: { outcome: Outcome; locale: string }) {
  const number = new Intl.NumberFormat(formatLocale(locale))
  switch (outcome.said) {
    case 'same':
      return <p className={css.good}>The same: nothing was changed or added since.</p>
    case 'grown':
      return (
        <p className={css.good}>
          Unchanged: the log of now begins with exactly those {number.format(outcome.pinned)} entries;{' '}
          {number.format(outcome.now - outcome.pinned)} came after them.
        </p>
      )
    case 'shorter':
      return (
        <p className={css.bad}>
          The log had {number.format(outcome.pinned)} entries then and has {number.format(outcome.now)} now:
          entries are missing.
        </p>
      )
    case 'changed':
      return (
        <p className={css.bad}>
          The log of now does not begin with the {number.format(outcome.pinned)} entries of then: something in
          them was changed.
        </p>
      )
    case 'unsigned':
      return (
        <p className={css.bad}>The log of now has no good signature, so there is nothing to compare with.</p>
      )
    default:
      return null
  }
}
