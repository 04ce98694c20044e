import type { Checked } from './check.ts'
import { h, icon } from './element.ts'
import { stamp } from './stamp.ts'
import type { View } from './view.ts'

/** What was checked, step by step, and what that means. */
export function stepsSection(checked: Extract<Checked, { kind: 'bundle' }>, view: View): HTMLElement {
  const { words } = view
  const steps = [
    ...words.steps,
    ...checked.anchors.map(({ checkpoint }) => words.stepAnchor(checkpoint.origin)),
  ]
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'checked' },
    h('h2', { id: 'checked' }, words.checked),
    h('ul', { class: 'steps' }, ...steps.map(text => h('li', {}, icon('check'), h('span', {}, text)))),
    ...checked.stamps.map(time => h('p', {}, words.stepStamp(stamp(Date.parse(time), view)))),
  )
}

export function meaningSection({ words }: View): HTMLElement {
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'means' },
    h('h2', { id: 'means' }, words.means),
    h('p', {}, words.proves),
    h('p', {}, words.provesNot),
  )
}
