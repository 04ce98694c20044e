import { useEffect, useState } from 'react'
import css from './form-message.module.css'
import type { FormDoor } from './use-form.ts'

type Told = Pick<FormDoor, 'message' | 'messageId' | 'wait'>

/** What the server said of the whole form. Seconds are counted down for the eye only: said once each, they would never end. */
export function FormMessage({ of: { message, messageId, wait } }: { of: Told }) {
  const left = useSecondsLeft(wait)
  if (message === undefined) return null
  const over = wait !== undefined && left === 0
  return (
    <p id={messageId} role="alert" tabIndex={-1} className={over ? css.over : css.message}>
      {wait === undefined ? (
        message
      ) : over ? (
        'You can try again now.'
      ) : (
        <>
          <span className={css.unseen}>{message}</span>
          <span aria-hidden="true">
            {message.replace(/\d+ s\b.*/, '')}
            <span className={css.seconds}>{left} s</span>.
          </span>
        </>
      )}
    </p>
  )
}

function useSecondsLeft(wait: number | undefined): number {
  const [left, setLeft] = useState(wait ?? 0)
  useEffect(() => {
    if (wait === undefined) return
    const end = Date.now() + wait * 1000
    const tick = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)))
    tick()
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [wait])
  return left
}
