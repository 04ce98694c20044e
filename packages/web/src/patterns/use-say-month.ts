import { formatLocale } from '@daybook/timeline'
import { useWorkspace } from '../workspace.tsx'

/** Says a month, `2026-03`, as "March 2026". */
export function useSayMonth(): (month: string, form: 'long' | 'short') => string {
  const { workspace } = useWorkspace()
  return (month, form) =>
    new Intl.DateTimeFormat(formatLocale(workspace.locale), {
      month: form,
      year: 'numeric',
      timeZone: 'UTC',
    }).format(Date.parse(`${month}-01`))
}
