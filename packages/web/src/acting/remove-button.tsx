import { VisuallyHidden } from '@daybook/timeline'
import { Glyph } from '../parts/glyph.tsx'
import css from './week-hours.module.css'

/** Takes a line of a form away. */
export function RemoveButton({ what, onRemove }: { what: string; onRemove(): void }) {
  return (
    <button type="button" className={css.remove} onClick={onRemove}>
      <Glyph d="m2.5 2.5 7 7M9.5 2.5l-7 7" size={12} box={12} />
      <VisuallyHidden>Remove {what}</VisuallyHidden>
    </button>
  )
}
