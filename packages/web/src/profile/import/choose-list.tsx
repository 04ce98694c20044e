import type { DateOrder } from '@daybook/protocol'
import { type FormEvent, useId, useState } from 'react'
import act from '../../parts/act.module.css'
import css from './import.module.css'
import type { ChosenList } from './use-import.ts'

interface Props {
  readonly pending: boolean
  onChoose(list: ChosenList): void
}

const MOST_BYTES = 7 * 1024 * 1024
const DATES: DateOrder = 'dmy'

/** A file, or what was copied out of a table: the next step shows what is in it. */
export function ChooseList({ pending, onChoose }: Props) {
  const id = useId()
  const [wrong, setWrong] = useState<string>()
  const take = (name: string, text: string) => {
    if (text.trim() === '') return setWrong('There is nothing in it.')
    if (text.length > MOST_BYTES) return setWrong('It is larger than 7 MiB: divide it into several files.')
    setWrong(undefined)
    const format = /^\s*\uFEFF?BEGIN:VCARD/i.test(text) ? 'vcard' : 'csv'
    onChoose({ name, text, format, dates: DATES })
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    take('pasted list', String(new FormData(event.currentTarget).get('text')))
  }
  return (
    <form className={css.choose} onSubmit={submit}>
      <div className={css.file}>
        <label htmlFor={`${id}-file`}>A file: CSV or vCard</label>
        <input
          id={`${id}-file`}
          type="file"
          accept=".csv,.tsv,.txt,.vcf,text/csv,text/vcard"
          onChange={async event => {
            const [file] = event.target.files ?? []
            if (file) take(file.name, await textOf(file))
          }}
        />
        <p>The first line of a CSV names its columns. Both vCard 3.0 and 4.0 are read.</p>
      </div>
      <div className={css.paste}>
        <label htmlFor={`${id}-text`}>Or paste a list</label>
        <textarea
          id={`${id}-text`}
          name="text"
          rows={6}
          spellCheck={false}
          placeholder={'Name;E-mail;Phone\nAna Lima;ana@example.com;+351 …'}
        />
      </div>
      <p role="alert" className={css.wrong}>
        {wrong}
      </p>
      <button type="submit" className={act.primary} aria-disabled={pending}>
        {pending ? 'Reading …' : 'Look at the list'}
      </button>
    </form>
  )
}

/** UTF-8, or what older spreadsheets write. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
