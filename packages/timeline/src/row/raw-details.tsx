import type { Entry } from '@daybook/protocol'
import { useReader } from '../reader.tsx'
import css from './raw-details.module.css'

/** The entry as the reader's API answers it, for those who want to see everything. */
export function RawDetails({ entry, open = false }: { entry: Entry; open?: boolean }) {
  const { words } = useReader()
  return (
    <details className={css.raw} open={open}>
      <summary>{words.raw}</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard */}
      <pre tabIndex={0} aria-label={words.raw}>
        {JSON.stringify(entry, null, 2)}
      </pre>
    </details>
  )
}
