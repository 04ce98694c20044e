import { useEffect, useState } from 'react'
import css from './skeleton.module.css'

const WIDTHS = [62, 44, 70, 52, 38, 58]

/** Rows that are on their way, in the shape of rows; nothing at all during the first 200 ms. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return null
  return (
    <div className={css.skeleton} aria-hidden="true">
      <span className={css.heading} />
      {Array.from({ length: rows }, (_, index) => (
        <div className={css.row} key={index}>
          <span className={css.time} />
          <span className={css.disc} />
          <span className={css.text}>
            <i style={{ width: `${WIDTHS[index % WIDTHS.length]}%` }} />
            {index % 3 === 0 && <i style={{ width: '34%' }} />}
          </span>
        </div>
      ))}
    </div>
  )
}
