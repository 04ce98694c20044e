import { LogError } from '@daybook/client/read'
import type { ObjectView } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import { useState } from 'react'
import { useActing } from '../acting/use-acting.ts'
import { Field } from '../door/field.tsx'
import { FormMessage } from '../door/form-message.tsx'
import { useForm } from '../door/use-form.ts'
import button from '../parts/button.module.css'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import css from './profile.module.css'

interface Props {
  readonly view: ObjectView
  readonly title: string
  /** The field that holds the list. */
  readonly field: 'tags' | 'consents'
  /** What adds one and what takes one away, and the name that both give it. */
  readonly acts: { readonly add: 'tag' | 'consent'; readonly remove: 'untag' | 'withdraw-consent' }
  readonly data: 'tag' | 'purpose'
  readonly words: {
    readonly label: string
    readonly add: string
    remove(item: string): string
    readonly none: string
  }
  readonly mayAct: boolean
}

/** Tags or consents: each comes and goes by an act of its own. */
export function TagList({ view, title, field, acts, data, words, mayAct }: Props) {
  const acting = useActing()
  const announce = useAnnounce()
  const [round, setRound] = useState(0)
  const items = Array.isArray(view.fields[field]) ? (view.fields[field] as string[]).map(String) : []
  const act = async (name: (typeof acts)['add' | 'remove'], item: string) => {
    await acting.perform('client', view.ref, name, { data: { [data]: item } } as never)
    announce('Saved')
    await queries.invalidateQueries()
  }
  const door = useForm(async values => {
    const item = values['item']!.trim()
    if (items.includes(item))
      throw new LogError('query_invalid', '', { errors: [{ path: '/item', message: 'is there already' }] })
    await act(acts.add, item)
    setRound(round + 1)
  })
  return (
    <section className={css.side} aria-label={title}>
      <h2>{title}</h2>
      {items.length === 0 && <p className={css.empty}>{words.none}</p>}
      <ul className={css.tags}>
        {items.map(item => (
          <li key={item}>
            {item}
            {mayAct && (
              <button
                type="button"
                onClick={() => void act(acts.remove, item).catch(() => announce('That was not saved.'))}
              >
                <span aria-hidden="true">×</span>
                <VisuallyHidden>{words.remove(item)}</VisuallyHidden>
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayAct && (
        <form {...door.form} key={round} className={css.addForm}>
          <FormMessage of={door} />
          <Field of={door} label={words.label} name="item" maxLength={200} autoComplete="off" required />
          <button type="submit" className={button.button} aria-disabled={door.pending}>
            {words.add}
          </button>
        </form>
      )}
    </section>
  )
}
