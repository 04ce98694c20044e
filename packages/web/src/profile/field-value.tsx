import { findField, formatValue } from '@daybook/catalogue'
import type { ActField, Json } from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { useWorkspace } from '../workspace.tsx'

/** Says values of a profile's fields in the reader's language; empty for nothing. */
export function useSayField(): (field: Pick<ActField, 'name' | 'kind'>, value: Json | undefined) => string {
  const { workspace } = useWorkspace()
  const locale = languageOf(workspace.locale)
  return ({ name, kind }, value) => {
    const known = findField('client', name)
    const own = { label: LABEL, kind: kind as 'text', privacy: 'personal' } as const
    // Of a choice of the workspace's own the value is its word.
    const field = known ?? (kind === 'enum' ? undefined : own)
    return formatValue(field, value, { locale, timeZone: workspace.timeZone })
  }
}

const LABEL = { en: '', de: '', 'pt-PT': '', es: '' }
