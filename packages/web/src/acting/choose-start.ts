import { localText } from './local-time.ts'
import { fieldName } from './read-form.ts'

/** Puts a start (an instant) into an act's form, as the clock of the workspace shows it. */
export function chooseStart(form: HTMLFormElement | null, start: string, timeZone: string): void {
  const field = form?.elements.namedItem(fieldName('startsAt'))
  const end = form?.elements.namedItem(fieldName('endsAt'))
  if (!(field instanceof HTMLInputElement)) return
  field.value = localText(Date.parse(start), timeZone)
  // It stays as long as it is: the end is counted anew.
  if (end instanceof HTMLInputElement) end.value = end.defaultValue
  field.focus()
}
