import type { ReactNode } from 'react'
import { Glyph, MARK } from '../parts/glyph.tsx'
import css from './door-frame.module.css'

interface Props {
  readonly title: string
  /** A sentence under the title. */
  readonly lead?: ReactNode
  /** Beneath the card: other ways on. */
  readonly foot?: ReactNode
  readonly children: ReactNode
}

/** The frame of a page before the app: one card in the middle, with one thing to do. */
export function DoorFrame({ title, lead, foot, children }: Props) {
  return (
    <main className={css.page}>
      <title>{`${title} · Daybook`}</title>
      <div className={css.column}>
        <p className={css.brand}>
          <Glyph d={MARK} size={22} box={18} weight={1.7} />
          <span>Daybook</span>
        </p>
        <div className={css.card}>
          <h1>{title}</h1>
          {lead && <p className={css.lead}>{lead}</p>}
          {children}
        </div>
        {foot && <div className={css.foot}>{foot}</div>}
      </div>
    </main>
  )
}
