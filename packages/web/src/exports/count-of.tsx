import type { ExportFormat } from '@daybook/protocol'
import { formatLocale } from '@daybook/timeline'
import { useWorkspace } from '../workspace.tsx'
import css from './export-dialog.module.css'
import { MOST_PDF, tooMany } from './too-many.ts'
import type { Counting } from './use-export-count.ts'

/** How many entries the file will have: exactly, before it is begun. */
export function CountOf({
  counting,
  format,
}: {
  readonly counting: Counting
  readonly format: ExportFormat
}) {
  const { workspace } = useWorkspace()
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  const { count, asOf, error } = counting
  return (
    <p className={css.count} role="status">
      {error !== undefined ? (
        <span className={css.bad}>The entries could not be counted. Change the range, or try again.</span>
      ) : count === undefined ? (
        'Counting …'
      ) : asOf === undefined ? (
        `Counting … ${number.format(count)} so far`
      ) : tooMany(format, count) ? (
        <span className={css.bad}>
          {number.format(count)} entries: a PDF holds {number.format(MOST_PDF)}. Narrow the range, or take
          CSV.
        </span>
      ) : (
        <>
          <strong>{number.format(count)}</strong> {count === 1 ? 'entry' : 'entries'}
        </>
      )}
    </p>
  )
}
