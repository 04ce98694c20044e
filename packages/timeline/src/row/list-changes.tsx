import { useReader } from '../reader.tsx'
import css from './changes.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

interface Props {
  /** The elements as texts. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** A list with the elements marked that left it and that came to it. */
export function ListChanges({ before, after }: Props) {
  const { words } = useReader()
  const left = without(before, after)
  const came = without(after, before)
  const marked = [
    ...left.map(text => ({ text, mark: 'was' as const })),
    ...after.map(text => {
      const at = came.indexOf(text)
      if (at !== -1) came.splice(at, 1)
      return { text, mark: at === -1 ? undefined : ('now' as const) }
    }),
  ]
  if (marked.length === 0) return <span className={css.none}>{words.none}</span>
  return (
    <span className={css.text}>
      {marked.map(({ text, mark }, index) => {
        const key = `${index}${mark ?? ''}`
        const gap = index > 0 && ', '
        if (mark === undefined)
          return (
            <span key={key}>
              {gap}
              {text}
            </span>
          )
        const Mark = mark === 'was' ? 'del' : 'ins'
        return (
          <span key={key}>
            {gap}
            <Mark className={mark === 'now' ? css.came : undefined}>
              <VisuallyHidden>[{words[mark]}: </VisuallyHidden>
              {text}
              <VisuallyHidden>]</VisuallyHidden>
            </Mark>
          </span>
        )
      })}
    </span>
  )
}

/** The elements of a list that another does not have, each as often as it is missing there. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const rest = [...other]
  return list.filter(text => {
    const at = rest.indexOf(text)
    if (at !== -1) rest.splice(at, 1)
    return at === -1
  })
}
