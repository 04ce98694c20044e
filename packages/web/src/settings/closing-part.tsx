import type { ClosingAnswer, SettingsView } from '@daybook/protocol'
import { mediumDate } from '@daybook/timeline'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { withFreshFactor } from '../confirm/fresh-factor.tsx'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { Dialog } from '../parts/dialog.tsx'
import dialog from '../parts/dialog.module.css'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { Part } from './part.tsx'
import css from './settings.module.css'
import { useInZone } from './use-in-zone.ts'

/** The end of the workspace, and taking it back. For owners. */
export function ClosingPart({ settings }: { settings: SettingsView }) {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const inZone = useInZone()
  const [asking, setAsking] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: ['settings', workspace.id] })
  const reopen = useMutation({
    mutationFn: () => daybook.request('POST', '/v1/workspace/reopen'),
    onSuccess: () => announce('The closing is taken back'),
    onError: () => announce('That did not work. Try again.'),
    onSettled: refresh,
  })
  const { closing } = settings
  return (
    <Part
      title="Close this workspace"
      about="For good: at the end of a time of grace every key is destroyed, and with them everything that was ever kept here."
    >
      {closing === undefined ? (
        <div>
          <p className={css.note}>
            Take everything along before: an <a href="/exports">export</a> holds every entry.
          </p>
          <div className={css.acts}>
            <button
              type="button"
              className={button.button}
              aria-haspopup="dialog"
              onClick={() => setAsking(true)}
            >
              Close this workspace …
            </button>
          </div>
        </div>
      ) : (
        <div>
          <p className={css.warn}>
            It closes on <strong>{inZone.date(closing.closesAt)}</strong>. Until then everything goes on, and
            it can be taken back.
          </p>
          <div className={css.acts}>
            <button type="button" className={act.primary} onClick={() => reopen.mutate()}>
              Keep the workspace
            </button>
            <a className={button.link} href={`/entries/${closing.entry}`}>
              Who asked for it
            </a>
          </div>
        </div>
      )}
      {asking && (
        <CloseDialog
          name={settings.name}
          onClose={() => setAsking(false)}
          onDone={date => {
            setAsking(false)
            announce(`The workspace closes on ${mediumDate(date.slice(0, 10), workspace.locale)}`)
            void refresh()
          }}
        />
      )}
    </Part>
  )
}

interface CloseProps {
  readonly name: string
  onClose(): void
  onDone(date: string): void
}

function CloseDialog({ name, onClose, onDone }: CloseProps) {
  const { daybook } = useWorkspace()
  const door = useForm(async values => {
    const body = {
      name: values.name,
      days: Number(values.days),
      ...(values.reason && { reason: values.reason }),
    }
    const { closesAt } = await withFreshFactor(() =>
      daybook.request<ClosingAnswer>('POST', '/v1/workspace/close', { body }),
    )
    onDone(closesAt)
  })
  return (
    <Dialog title="Close this workspace" onClose={onClose}>
      <form {...door.form}>
        <p className={dialog.text}>
          Everything goes on until the days of grace are over. Then nobody can open it again: not you, not us,
          not from a backup.
        </p>
        <FormMessage of={door} />
        <Field
          of={door}
          label="Days of grace"
          name="days"
          type="number"
          min={1}
          max={365}
          defaultValue={30}
          inputMode="numeric"
          required
        />
        <Field
          of={door}
          label="Name of the workspace"
          name="name"
          hint={
            <>
              Type <strong>{name}</strong> to confirm.
            </>
          }
          autoComplete="off"
          spellCheck={false}
          required
        />
        <Field of={door} label="Reason (optional)" name="reason" autoComplete="off" />
        <div className={dialog.acts}>
          <button type="button" className={button.button} onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className={act.danger} aria-disabled={door.pending}>
            {door.pending ? 'Asking …' : 'Close the workspace'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
