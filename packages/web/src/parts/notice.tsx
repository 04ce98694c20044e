import type { ReactNode } from 'react'
import css from './notice.module.css'

interface Props {
  readonly title: string
  readonly children?: ReactNode
  /** Buttons and links that lead on: no notice is a dead end. */
  readonly actions?: ReactNode
  readonly tone?: 'plain' | 'bad'
  /** True for a page of its own, whose title is the page's h1. */
  readonly page?: boolean
}

/** A text in place of content: nothing yet, nothing matches, not found, offline, an error. */
export function Notice({ title, children, actions, tone = 'plain', page = false }: Props) {
  const Title = page ? 'h1' : 'p'
  return (
    <div
      className={tone === 'bad' ? `${css.notice} ${css.bad}` : css.notice}
      role={tone === 'bad' ? 'alert' : undefined}
    >
      <Title className={css.title}>{title}</Title>
      {children && <div className={css.text}>{children}</div>}
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  )
}
