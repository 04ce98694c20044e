import type { LogStatus } from '@daybook/protocol'
import { formatLocale, fullStamp } from '@daybook/timeline'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { Glyph } from '../parts/glyph.tsx'
import { useAnnounce } from '../shell/announcer.tsx'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import { useBadgeState } from './badge.tsx'
import { BrowserCheck } from './browser-check.tsx'
import { PinCheck } from './pin-check.tsx'
import { useLogStatus } from './use-log-status.ts'
import css from './verification-dialog.module.css'

/** What is known of the log's wholeness, and how to find out oneself. */
export function VerificationDialog({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const status = useLogStatus()
  const state = useBadgeState()
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} className={css.dialog} aria-labelledby="verification-title" onClose={onClose}>
      <header className={css.head}>
        <h2 id="verification-title" className={css[state.tone]}>
          <Glyph d={state.icon} size={20} />
          {state.text}
        </h2>
        <button
          type="button"
          className={css.close}
          aria-label="Close"
          onClick={() => dialog.current?.close()}
        >
          <Glyph d="M3.5 3.5l9 9M12.5 3.5l-9 9" />
        </button>
      </header>
      {status.isError && (
        <Failure
          error={status.error}
          what="The state of the log could not be loaded"
          onRetry={() => void status.refetch()}
        />
      )}
      {status.data && (
        <>
          <Explanation status={status.data} overdue={state.text === 'Check overdue'} />
          <Facts status={status.data} />
        </>
      )}
      <BrowserCheck status={status.data} />
      <PinCheck status={status.data} />
    </dialog>
  )
}

/** Two sentences: what the state means, and what follows from it. */
function Explanation({ status, overdue }: { status: LogStatus; overdue: boolean }) {
  const { number, stamp } = useWords()
  const { checked, problem } = status
  if (problem) {
    return (
      <p className={css.bad}>
        {problem.seq > 0 ? (
          <>
            {problem.entry ? (
              <a href={`/entries/${problem.entry}`}>Entry #{number.format(problem.seq)}</a>
            ) : (
              `Entry #${number.format(problem.seq)}`
            )}{' '}
            is not as it was written: {problem.message}.
          </>
        ) : (
          `Something in the log is not as it was written: ${problem.message}.`
        )}{' '}
        Entries go on being written, but nothing is signed until whoever runs Daybook has cleared this up;
        entries before it are as they were signed.
      </p>
    )
  }
  if (overdue)
    return (
      <p>
        The log should have been checked {checked ? `after ${stamp(checked.nextAt)}` : 'by now'}, and was not.
        Until it is, nobody can say that it is whole: ask whoever runs Daybook to look at its jobs.
      </p>
    )
  if (!checked)
    return (
      <p>
        This log is new, and its first check is still to come. Every entry is sealed into a tree of hashes
        from the first one on.
      </p>
    )
  return (
    <p>
      Daybook read all {number.format(checked.size)} entries again on {stamp(checked.at)} and found each as it
      was written, in its place. Nobody can change, remove or insert one without this saying so at the next
      check.
    </p>
  )
}

function Facts({ status }: { status: LogStatus }) {
  const { number, stamp } = useWords()
  const announce = useAnnounce()
  const pin = `${status.size} ${status.root}`
  const erased = status.checked?.erasedClients ?? 0
  return (
    <>
      <dl className={css.facts}>
        <Fact label="Head">
          {number.format(status.size)} entries, hash <code>{status.root}</code>{' '}
          <button
            type="button"
            className={button.link}
            onClick={() =>
              void navigator.clipboard.writeText(pin).then(
                () => announce('Head copied'),
                () => announce('The head could not be copied'),
              )
            }
          >
            Copy head
          </button>
        </Fact>
        <Fact label="Last check">
          {status.checked
            ? `${stamp(status.checked.at)}; the next after ${stamp(status.checked.nextAt)}`
            : 'None yet'}
        </Fact>
        <Fact label="Last anchor">
          {status.anchor
            ? `Entries 1–${number.format(status.anchor.size)}, ${stamp(status.anchor.at)}`
            : 'None yet: checkpoints are anchored every hour'}
        </Fact>
        <Fact label="Erased">
          {erased === 0
            ? 'No client'
            : `${number.format(erased)} ${erased === 1 ? 'client' : 'clients'}. Their entries count as intact: what was personal cannot be read any more, and the record of each act still verifies.`}
        </Fact>
      </dl>
      <CheckNow />
    </>
  )
}

/** Has the server check at once. */
function CheckNow() {
  const { daybook, workspace } = useWorkspace()
  const queries = useQueryClient()
  const [error, setError] = useState<unknown>()
  const ask = async (): Promise<void> => {
    setError(undefined)
    try {
      const status = await daybook.request<LogStatus>('POST', '/v1/log/check', { body: {} })
      queries.setQueryData(['log-status', workspace.id], status)
      // It is under way in a moment.
      setTimeout(() => void queries.invalidateQueries({ queryKey: ['log-status', workspace.id] }), 1500)
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <>
      <button type="button" className={button.button} onClick={() => void ask()}>
        Check on the server now
      </button>
      {error !== undefined && <Failure error={error} what="The check could not be asked for" />}
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function useWords() {
  const { workspace } = useWorkspace()
  const timeZone = useShownZone()
  return {
    number: new Intl.NumberFormat(formatLocale(workspace.locale)),
    stamp: (at: string) => fullStamp(Date.parse(at), { locale: workspace.locale, timeZone }),
  }
}
