import type { ClientImportAnswer, ImportExisting, ImportMatch, ImportRow } from '@daybook/protocol'
import { useClientWord } from '../../client-word.ts'
import { CardTable } from '../../parts/card-table.tsx'
import css from './import.module.css'
import type { ChosenList } from './use-import.ts'

interface Props {
  readonly preview: ClientImportAnswer
  readonly list: ChosenList
  readonly disabled: boolean
  onChoose(list: ChosenList): void
}

const CHOICES: readonly (readonly [ImportExisting, string])[] = [
  ['update', 'Update them'],
  ['skip', 'Leave them out'],
  ['create', 'Create them anyway'],
]
const ONE: Readonly<Record<ImportExisting, string>> = {
  update: 'Update',
  skip: 'Leave out',
  create: 'Create anyway',
}
const TELLS: Readonly<Record<ImportMatch['by'][number], string>> = {
  name: 'name',
  email: 'e-mail',
  phone: 'phone',
  birthday: 'birthday',
}

/** People of the list who are here already under another id: what is done with them, all at once or one by one. */
export function KnownRows({ preview: { known, matches = [] }, list, disabled, onChoose }: Props) {
  const word = useClientWord()
  if (known === 0) return null
  const { existing = 'update', decisions = {} } = list
  const more = known - matches.length
  return (
    <section className={css.known} aria-label="Already here">
      <h2>
        {known} {known === 1 ? `${word.one} is` : `${word.many} are`} already here
      </h2>
      <p>They were recognised by their name and what reaches them, so that nobody is here twice.</p>
      <label className={css.dates}>
        All of them{' '}
        <select
          value={existing}
          disabled={disabled}
          onChange={event =>
            onChoose({ ...list, existing: event.target.value as ImportExisting, decisions: {} })
          }
        >
          {CHOICES.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <CardTable caption="Already here" heads={['Line', 'Name', 'Here', 'What to do']}>
        {matches.map(row => (
          <KnownRow
            key={row.line}
            row={row}
            chosen={decisions[row.line] ?? existing}
            disabled={disabled}
            onChoose={choice =>
              onChoose({ ...list, decisions: { ...decisions, [String(row.line)]: choice } })
            }
          />
        ))}
      </CardTable>
      {more > 0 && <p>And {more} more, for whom the choice for all holds.</p>}
    </section>
  )
}

interface RowProps {
  readonly row: ImportRow
  readonly chosen: ImportExisting
  readonly disabled: boolean
  onChoose(choice: ImportExisting): void
}

function KnownRow({ row: { line, fields, what, known }, chosen, disabled, onChoose }: RowProps) {
  const name = String(fields['name'] ?? '')
  return (
    <tr role="row">
      <td role="cell" data-label="Line">
        {line}
      </td>
      <th scope="row" role="rowheader" data-label="Name">
        {name}
      </th>
      <td role="cell" data-label="Here">
        <span>
          {/* The list that was chosen would be lost. */}
          <a href={`/clients/${known!.id}`} target="_blank" rel="noreferrer">
            {known!.name ?? 'Profile'}
          </a>
          {`, by ${known!.by.map(one => TELLS[one]).join(' and ')}`}
          {chosen === 'update' && what === 'same' && ': nothing new'}
        </span>
      </td>
      <td role="cell" data-label="What to do">
        <select
          aria-label={`What to do with ${name}, line ${line}`}
          value={chosen}
          disabled={disabled}
          onChange={event => onChoose(event.target.value as ImportExisting)}
        >
          {CHOICES.map(([value]) => (
            <option key={value} value={value}>
              {ONE[value]}
            </option>
          ))}
        </select>
      </td>
    </tr>
  )
}
