import { formatValue } from '@daybook/catalogue'
import type { ObjectView } from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { useWorkspace } from '../workspace.tsx'

const MONEY = { kind: 'money', privacy: 'business', label: { en: '', de: '', 'pt-PT': '', es: '' } } as const

/** What a record is called in a list: its name, number or code; of money without one, the amount. */
export function useRecordTitle(): (object: ObjectView) => string {
  const { workspace } = useWorkspace()
  return ({ id, name, fields }) => {
    const called = fields['name'] ?? fields['number'] ?? name ?? fields['code']
    if (typeof called === 'string' && called !== '') return called
    const { amount, currency } = fields
    if (typeof amount !== 'number' || typeof currency !== 'string') return id
    const { timeZone, locale } = workspace
    return formatValue(MONEY, amount, { locale: languageOf(locale), timeZone, currency })
  }
}
