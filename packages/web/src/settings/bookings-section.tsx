import { useRights } from '../session.ts'
import { ChecklistEditor } from './checklist-editor.tsx'
import { HostLinksForm } from './host-links-form.tsx'
import { Part } from './part.tsx'
import { useSettings } from './use-settings.ts'

/** The steps that a booking goes through, and where it is kept. */
export function BookingsSection() {
  const settings = useSettings().data!
  const disabled = !useRights().has('settings')
  return (
    <>
      <Part
        wide
        title="Checklist"
        about="What the page of each booking shows, step by step. Steps are told from the entries: bookings of before are told by the steps of now."
      >
        <ChecklistEditor steps={settings.checklist} disabled={disabled} />
      </Part>
      <Part
        title="Where bookings are kept"
        about="Where Daybook keeps them, “Send invoice”, “Add payment” and “Approve” are done here. Where your own app does, they lead there."
      >
        <HostLinksForm links={settings.links} disabled={disabled} />
      </Part>
    </>
  )
}
