import type { ActAnswer, ActForm, ObjectView } from '@daybook/protocol'
import { VisuallyHidden } from '@daybook/timeline'
import { useState } from 'react'
import menu from '../client-acts/act-menu.module.css'
import button from '../parts/button.module.css'
import { useObjectTitle } from '../objects/use-object-title.ts'
import { Popover } from '../parts/popover.tsx'
import { useRights } from '../session.ts'
import { ActDialog } from './act-dialog.tsx'
import css from './act-buttons.module.css'
import { useActsOf } from './use-acts.ts'

interface Props {
  /** As `useObject` or a list reads it; its `acts` say what its state allows. */
  readonly object: ObjectView | undefined
  /** What the page calls it, where it knows more of it than the object says. */
  readonly title?: string
  /** Acts that are buttons, in this order, as far as they are possible; by default the type's usual ones. */
  readonly main?: readonly string[]
  /** At most so many buttons; default 3. What is left is in the menu. */
  readonly most?: number
  /** Acts that the page offers elsewhere. */
  readonly omit?: readonly string[]
  onDone?(answer: ActAnswer): void
}

/** What is done most, by type, in the order of a visit. */
const MAIN: Readonly<Record<string, readonly string[]>> = {
  booking: 'restore accept confirm check-in start finish clear-no-show reschedule cancel add-note'.split(' '),
  payment: ['approve', 'receive', 'refund', 'update'],
  fee: ['waive'],
  invoice: ['send', 'mark-paid'],
  quote: ['send', 'accept'],
}
const OTHERWISE = ['restore', 'redeem', 'update']

/**
 * What can be done with an object: the main acts as buttons, the rest in a menu. Nothing where the reader may not act, or
 * its state allows nothing.
 */
export function ActButtons({ object: read, title, main, most = 3, omit = [], onDone }: Props) {
  const rights = useRights()
  const forms = useActsOf(read?.type ?? '')
  const [doing, setDoing] = useState<string>()
  const titleOf = useObjectTitle()
  const [answered, setAnswered] = useState<ObjectView>()
  const object = newerOf(read, answered)
  if (object === undefined || !rights.has('act')) return null
  const possible = forms.filter(({ name }) => object.acts.includes(name) && !omit.includes(name))
  const wanted = main ?? MAIN[object.type] ?? OTHERWISE
  const buttons = wanted.flatMap(name => possible.find(form => form.name === name) ?? []).slice(0, most)
  const rest = possible.filter(form => !buttons.includes(form))
  return (
    <div
      className={css.row}
      role="group"
      aria-label={`What can be done with ${title ?? titleOf(object).title}`}
    >
      {buttons.map(form => (
        <button
          key={form.name}
          type="button"
          className={button.button}
          aria-haspopup="dialog"
          onClick={() => setDoing(form.name)}
        >
          {form.label}
        </button>
      ))}
      {rest.length > 0 && <Menu forms={rest} onChoose={setDoing} />}
      {doing && (
        <ActDialog
          object={object}
          act={doing}
          {...(title !== undefined && { title })}
          onClose={() => setDoing(undefined)}
          onDone={answer => {
            setAnswered(answer.object)
            onDone?.(answer)
          }}
        />
      )}
    </div>
  )
}

/** What an act answered holds until the page has read it again: who goes on at once begins with what is. */
const newerOf = (read: ObjectView | undefined, answered: ObjectView | undefined): ObjectView | undefined =>
  read !== undefined && answered?.ref === read.ref && answered.version > read.version ? answered : read

function Menu({ forms, onChoose }: { forms: readonly ActForm[]; onChoose(name: string): void }) {
  return (
    <Popover
      title="More that can be done"
      align="end"
      buttonClass={menu.button}
      label={
        <>
          <span aria-hidden="true">···</span>
          <VisuallyHidden>More acts</VisuallyHidden>
        </>
      }
    >
      {close => (
        <div className={menu.menu}>
          {forms.map(({ name, label, grave }) => (
            <button
              key={name}
              type="button"
              className={grave ? menu.bad : undefined}
              onClick={() => {
                close()
                onChoose(name)
              }}
            >
              {label} …
            </button>
          ))}
        </div>
      )}
    </Popover>
  )
}
