import { fieldLabel } from '@daybook/catalogue'
import type { ImportRow } from '@daybook/protocol'
import { languageOf } from '@daybook/timeline'
import { CardTable } from '../../parts/card-table.tsx'
import { useWorkspace } from '../../workspace.tsx'
import { useSayField } from '../field-value.tsx'

const WHAT = { new: 'New', changed: 'Changed', same: 'Already so', skipped: 'Left out' } as const

/** The first lines as they would come in. */
export function PreviewRows({ rows }: { rows: readonly ImportRow[] }) {
  const say = useSayField()
  const locale = languageOf(useWorkspace().workspace.locale)
  if (rows.length === 0) return null
  const told = (fields: ImportRow['fields']): string =>
    Object.entries(fields)
      .filter(([name]) => name !== 'name')
      .map(([name, value]) => `${fieldLabel('client', name, locale)}: ${say({ name, kind: 'text' }, value)}`)
      .join(' · ')
  return (
    <CardTable
      caption="The first lines as they would come in"
      heads={['Line', 'Name', 'What is said', 'Here']}
    >
      {rows.map(({ line, fields, what }) => (
        <tr key={line} role="row">
          <td role="cell" data-label="Line">
            {line}
          </td>
          <th scope="row" role="rowheader" data-label="Name">
            {String(fields['name'] ?? '')}
          </th>
          <td role="cell" data-label="What is said">
            {told(fields)}
          </td>
          <td role="cell" data-label="Here">
            {WHAT[what]}
          </td>
        </tr>
      ))}
    </CardTable>
  )
}
