import type { ActAnswer, ActForm as Form, ObjectView } from '@daybook/protocol'
import { useObjectTitle } from '../objects/use-object-title.ts'
import { Dialog } from '../parts/dialog.tsx'
import css from '../parts/dialog.module.css'
import { ActForm } from './act-form.tsx'
import type { Given } from './given.ts'
import { useActs } from './use-acts.ts'

interface Props {
  /** As `useObject` reads it. */
  readonly object: ObjectView
  /** The act's name, as in `reschedule`. Nothing is shown where the object's type has none of that name. */
  readonly act: string
  /** What the page calls the object, where it knows more of it than the object says. */
  readonly title?: string
  readonly given?: Given
  onClose(): void
  /** Called once it is done, before the dialog closes. Everything that the page has read is read again by itself. */
  onDone?(answer: ActAnswer): void
}

/**
 * Does one act with an object: asks for what it takes, says what was refused and why, and closes when it is done.
 * @example
 * {doing && <ActDialog object={object} act={doing} onClose={() => setDoing(undefined)} />}
 */
export function ActDialog({ object, act, title, given, onClose, onDone }: Props) {
  const form = useActs().data?.types[object.type]?.acts.find(({ name }) => name === act)
  const own = useObjectTitle()(object)
  if (form === undefined) return null
  return (
    <Dialog title={`${form.label}: ${title ?? own.title}`} onClose={onClose}>
      <p className={css.text}>{saysWhat(form)}</p>
      <ActForm
        type={object.type}
        form={form}
        object={object}
        {...(given && { given })}
        onClose={onClose}
        onDone={answer => {
          onDone?.(answer)
          onClose()
        }}
      />
    </Dialog>
  )
}

const saysWhat = ({ grave, fields }: Form): string =>
  grave
    ? 'It is written to the log at once, and stays there. Whatever follows is another entry.'
    : fields.length > 0
      ? 'Only what you change is written, with what it was before.'
      : 'It is written to the log at once.'
