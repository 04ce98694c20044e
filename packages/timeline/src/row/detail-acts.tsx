import type { Entry } from '@daybook/protocol'
import { useReader } from '../reader.tsx'
import { detailWords } from '../words.ts'
import css from './details.module.css'

/** What can be taken along of an entry, and what stands around it. Nothing here changes the entry. */
export function DetailActs({ entry }: { entry: Entry }) {
  const { locale, links, copy } = useReader()
  const words = detailWords(locale)
  const open = links.entry?.(entry.id)
  const around = links.around?.(entry)
  return (
    <div className={css.acts}>
      {open && <a href={open}>{words.open}</a>}
      {around && <a href={around}>{words.around}</a>}
      {copy && open && (
        <button type="button" onClick={() => copy(new URL(open, location.href).href, 'link')}>
          {words.copyLink}
        </button>
      )}
      {copy && (
        <button type="button" onClick={() => copy(JSON.stringify(entry, null, 2), 'json')}>
          {words.copyJson}
        </button>
      )}
    </div>
  )
}
