import { findObjectType, objectTitle } from '@daybook/catalogue'
import type { ObjectClient, ObjectView } from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { useActs } from '../acting/use-acts.ts'
import { useWorkspace } from '../workspace.tsx'

interface Titled extends Pick<ObjectView, 'type' | 'fields'> {
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly clients: readonly ObjectClient[]
}

interface Title {
  /** What its type is called. */
  readonly label: string
  readonly title: string
  /** For a list of one type that says whose each is: a number needs no word before it, and an id tells more than that. */
  readonly short: string
}

/** Calls objects as the catalogue does, in the language of the workspace; `amount` is what its entries say it comes to. */
export function useObjectTitle(): (
  object: Titled,
  amount?: { readonly value: number; readonly currency: string },
) => Title {
  const { workspace } = useWorkspace()
  const types = useActs().data?.types
  const locale = languageOf(workspace.locale)
  return ({ type, id, name, fields, clients }, amount) => {
    const label = types?.[type]?.label ?? findObjectType(type)?.label[locale] ?? type
    const client = clients.find(one => !one.erased)?.name
    const options = { locale, timeZone: workspace.timeZone }
    const title = objectTitle({ label, name, fields, amount, client }, options)
    const alone = objectTitle({ label, name, fields, amount }, options)
    const number = [fields['number'], fields['code']].find(one => alone === `${label} ${String(one)}`)
    const short = alone === label ? (id ?? label) : String(number ?? alone)
    return { label, title, short }
  }
}
