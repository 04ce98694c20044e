import { CopyButton } from '../connect/copy-button.tsx'
import act from '../parts/act.module.css'
import { Dialog } from '../parts/dialog.tsx'
import dialog from '../parts/dialog.module.css'
import css from './link-dialog.module.css'

/** A link that was just made: it is shown now and never again. */
export interface MadeLink {
  readonly title: string
  readonly text: string
  readonly url: string
}

/** Shows a link once. */
export function LinkDialog({ link, onClose }: { link: MadeLink; onClose(): void }) {
  return (
    <Dialog title={link.title} onClose={onClose}>
      <p className={dialog.text}>{link.text}</p>
      <div className={css.secret}>
        <code>{link.url}</code>
        <CopyButton text={link.url} what="link" />
      </div>
      <p className={css.once}>It is shown this once.</p>
      <div className={dialog.acts}>
        <button type="button" className={act.primary} onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  )
}
