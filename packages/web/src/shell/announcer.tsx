import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import css from './announcer.module.css'

interface Announcement {
  /** Says it to screen readers only: the page shows it already. */
  readonly unseen?: boolean
}

type Announce = (text: string, options?: Announcement) => void

const Context = createContext<Announce>(() => {})

/** Says a short text once to screen readers and, unless `unseen`, shows it for a few seconds. */
export const useAnnounce = (): Announce => useContext(Context)

/** How long a shown text stays. */
const SHOWN_MS = 4000

/** The one status node of the app. It is there, empty, from the start: a live region added later is often not heard. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: '', unseen: true })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const announce = useCallback<Announce>((text, { unseen = false } = {}) => {
    clearTimeout(timer.current)
    setSaid({ text, unseen })
    timer.current = setTimeout(() => setSaid({ text: '', unseen: true }), SHOWN_MS)
  }, [])
  return (
    <Context value={announce}>
      {children}
      <div role="status" className={said.unseen || said.text === '' ? css.unseen : css.shown}>
        {said.text}
      </div>
    </Context>
  )
}
