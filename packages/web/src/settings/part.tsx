import { type ReactNode, useId } from 'react'
import css from './settings.module.css'

interface Props {
  readonly title: string
  readonly about: ReactNode
  /** For tables: what it is about stands above. */
  readonly wide?: boolean
  readonly children: ReactNode
}

/** One part of a page of settings, with what it is about. */
export function Part({ title, about, wide = false, children }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={wide ? css.wide : css.part}>
      <div className={css.about}>
        <h2 id={id}>{title}</h2>
        <p>{about}</p>
      </div>
      {children}
    </section>
  )
}
