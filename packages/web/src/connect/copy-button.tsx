import { VisuallyHidden } from '@daybook/timeline'
import button from '../parts/button.module.css'
import { useAnnounce } from '../shell/announcer.tsx'

/** Copies a text and says so. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const announce = useAnnounce()
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => announce('Copied'),
      () => announce('Copying did not work: mark the text and copy it.'),
    )
  return (
    <button type="button" className={button.button} onClick={() => void copy()}>
      Copy<VisuallyHidden> the {what}</VisuallyHidden>
    </button>
  )
}
