import css from './patterns.module.css'

const HEIGHT = 48
const STEP = 10

/** A bar a month. What it shows stands beside it in words and beneath it as a table. */
export function Bars({ values }: { values: readonly number[] }) {
  const most = Math.max(...values, 1)
  const width = values.length * STEP
  return (
    <svg
      className={css.bars}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {values.map((value, place) => {
        const height = value === 0 ? 1 : Math.max((value / most) * HEIGHT, 2)
        return (
          <rect
            // Months are told apart by their place alone.
            key={place}
            className={value === 0 ? css.empty : undefined}
            x={place * STEP + 1}
            y={HEIGHT - height}
            width={STEP - 2}
            height={height}
          />
        )
      })}
    </svg>
  )
}
