import { findAction, type Locale } from '@daybook/catalogue'
import type { ActAnswer, ActForm } from '@daybook/protocol'

interface Done {
  readonly form: Pick<ActForm, 'action'>
  /** What the object's type is called. */
  readonly type: string
  readonly answer: ActAnswer
  readonly locale: Locale
}

/** Words of actions that are a thing and no sentence. */
const SAID: Readonly<Record<string, string>> = {
  'payment.refunded': 'Refund recorded',
  'booking.no_show': 'No-show recorded',
  'booking.assigned': 'Session assigned',
  'booking.accepted': 'Session accepted',
  'booking.declined': 'Session declined',
  'booking.linked': 'Session linked',
  'booking.unlinked': 'Session unlinked',
}

/** What has happened, for whoever has just done it: "Service created: Massage". */
export function sayDone({ form, type, answer, locale }: Done): string {
  if (answer.entries.length === 0) return 'Nothing was changed'
  const { object } = answer
  const said = sayAction(form.action, type, locale)
  return object?.name === undefined || object.name === '' ? said : `${said}: ${object.name}`
}

function sayAction(action: string, type: string, locale: Locale): string {
  // Actions of own types, and those that several types have in common, name the type.
  if (action.startsWith('object.')) return `${type} ${action.slice('object.'.length).replaceAll('_', ' ')}`
  return (locale === 'en' ? SAID[action] : undefined) ?? findAction(action)?.label[locale] ?? `${type} saved`
}
