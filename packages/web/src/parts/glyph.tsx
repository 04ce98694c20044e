interface Props {
  /** The path of its lines. */
  readonly d: string
  /** Pixels of its sides. Default 16. */
  readonly size?: number
  /** The side of the square that the path is drawn in. Default 16. */
  readonly box?: number
  /** Default 1.5. */
  readonly weight?: number
  readonly className?: string
}

/** A small drawing in lines of the text's colour; says nothing to a screen reader. */
export function Glyph({ d, size = 16, box = 16, weight = 1.5, className }: Props) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox={`0 0 ${box} ${box}`}
      fill="none"
      stroke="currentColor"
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={d} />
    </svg>
  )
}

/** The mark of Daybook, drawn in a square of 18. */
export const MARK =
  'M4 2.5h8.5A1.5 1.5 0 0 1 14 4v10a1.5 1.5 0 0 1-1.5 1.5H4zM4 2.5v13M7.2 6.2h4M7.2 9h4M7.2 11.8h2.4'
/** What opens downwards, drawn in a square of 10. */
export const CHEVRON = 'M2 3.5 5 6.5l3-3'
