import { ICON_PATHS } from './icon-paths.ts'

/** An icon by the catalogue's name; a name that has no drawing is a dot. Says nothing to a screen reader. */
export function Icon({ name, size = 15 }: { name: string; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={ICON_PATHS[name] ?? ICON_PATHS.dot} />
    </svg>
  )
}
