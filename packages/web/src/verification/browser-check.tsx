import type { LogStatus } from '@daybook/protocol'
import { VerifyError, verifyLeaves } from '@daybook/protocol/verify'
import { formatLocale } from '@daybook/timeline'
import { useCallback, useEffect, useRef, useState } from 'react'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { useWorkspace } from '../workspace.tsx'
import { readTiles } from './read-tiles.ts'
import { browserCrypto, type Head, signedHead } from './signed-head.ts'
import css from './verification-dialog.module.css'

type Check =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly done: number; readonly total: number }
  | { readonly state: 'good'; readonly head: Head; readonly count: number }
  | { readonly state: 'bad'; readonly message: string; readonly seq?: number; readonly done: number }
  | { readonly state: 'failed'; readonly error: unknown }

/** Recomputes the whole log here, from the bytes that the server publishes: nothing of the server's own word is taken. */
export function BrowserCheck({ status }: { status: LogStatus | undefined }) {
  const { workspace } = useWorkspace()
  const [check, start] = useCheck(status)
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  return (
    <section className={css.part} aria-labelledby="browser-check">
      <h3 id="browser-check">Check in this browser</h3>
      <p>
        Your browser hashes every entry again and compares it with the signed tree. It takes the server’s word
        for nothing.
      </p>
      {check.state === 'running' ? (
        <div className={css.progress}>
          <progress value={check.done} max={Math.max(check.total, 1)} aria-label="Entries checked" />
          <span>
            {number.format(check.done)} of {number.format(check.total)}
          </span>
        </div>
      ) : (
        <button type="button" className={button.button} onClick={() => void start()}>
          {check.state === 'idle' ? 'Check in this browser' : 'Check again'}
        </button>
      )}
      <div role="status">
        {check.state === 'good' && (
          <p className={css.good}>
            {number.format(check.count)} of {number.format(check.head.size)} entries checked in this browser:
            each is what {check.head.signed ? 'was signed' : 'stands'} in its place.
            {!check.head.signed && ' The log has a problem elsewhere, so its newest state is not signed.'}
          </p>
        )}
        {check.state === 'bad' && (
          <p className={css.bad}>
            {check.seq === undefined
              ? 'The log does not verify'
              : `Entry #${number.format(check.seq)} does not verify`}
            . {check.message} {number.format(check.done)} entries before it are good.
          </p>
        )}
      </div>
      {check.state === 'failed' && (
        <Failure error={check.error} what="The check could not be carried out" onRetry={() => void start()} />
      )}
    </section>
  )
}

function useCheck(status: LogStatus | undefined): readonly [Check, () => Promise<void>] {
  const { workspace } = useWorkspace()
  const [check, setCheck] = useState<Check>({ state: 'idle' })
  const ending = useRef<AbortController>(undefined)
  useEffect(() => () => ending.current?.abort(), [])

  const start = useCallback(async () => {
    ending.current?.abort()
    const { signal } = (ending.current = new AbortController())
    setCheck({ state: 'running', done: 0, total: status?.size ?? 0 })
    let done = 0
    try {
      const crypto = browserCrypto()
      const head = await signedHead(workspace.id, status, signal)
      const said = await verifyLeaves(head, readTiles(workspace.id, signal), crypto, count => {
        done = count
        if (!signal.aborted) setCheck({ state: 'running', done, total: head.size })
      })
      if (signal.aborted) return
      if (said.ok) setCheck({ state: 'good', head, count: said.count })
      else
        setCheck({ state: 'bad', message: said.message, seq: said.seq, done: said.seq ? said.seq - 1 : done })
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof VerifyError) setCheck({ state: 'bad', message: error.message, done })
      else setCheck({ state: 'failed', error })
    }
  }, [workspace.id, status])
  return [check, start]
}
