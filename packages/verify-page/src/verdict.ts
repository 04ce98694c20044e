import type { VerifyCode } from '@daybook/protocol/verify'
import type { Checked } from './check.ts'
import { h, icon } from './element.ts'
import { number, stamp } from './stamp.ts'
import type { View } from './view.ts'
import type { PageWords } from './words/page-words.ts'

/** The answer, in one look: verified, or why not. */
export function verdict(checked: Checked, view: View): HTMLElement {
  const { words } = view
  const lines = checked.ok ? goodLines(checked, view) : badLines(checked, view)
  return h(
    'section',
    { class: `verdict ${checked.ok ? 'good' : 'bad'}`, 'aria-labelledby': 'verdict' },
    h('span', { class: 'disc' }, icon(checked.ok ? 'check' : 'cross')),
    h(
      'div',
      {},
      h('h2', { id: 'verdict', tabindex: '-1' }, checked.ok ? words.verified : words.notVerified),
      lines,
      h('p', { class: 'at' }, h('small', {}, words.checkedAt(stamp(checked.at, view)))),
    ),
  )
}

function goodLines(checked: Checked, { words, locale }: View): HTMLElement[] {
  if (checked.kind === 'vector') return [h('p', {}, words.vectorGood)]
  const { entries, logs, policyFrom } = checked
  const hidden = entries.some(entry => entry.hiddenFields + entry.hiddenPeople + entry.perhapsParts > 0)
  return [
    h('p', { class: 'lead' }, words.stands(entries.length, number(entries.length, locale))),
    ...logs.map(({ checkpoint: { origin, size } }) =>
      h('p', {}, words.standsIn(origin, number(size, locale))),
    ),
    ...(hidden ? [h('p', {}, words.somethingHidden)] : []),
    h('p', {}, policyFrom === 'bundle' ? words.dependsOnKey : words.keyGiven),
  ]
}

function badLines(checked: Checked, { words, locale }: View): HTMLElement[] {
  const { problem } = checked
  if (problem === undefined) return []
  const file = 'file' in problem ? problem.file : undefined
  const good = checked.kind === 'bundle' ? checked.entries.length : 0
  return [
    h('p', { class: 'lead' }, words.reasons[reasonOf(problem.code)]),
    h(
      'p',
      { class: 'exactly' },
      `${words.exactly}: `,
      h('span', { lang: 'en' }, problem.message),
      ' ',
      h('code', {}, problem.code),
      ...(file === undefined ? [] : [h('br'), `${words.file}: `, h('code', {}, file)]),
    ),
    ...(good > 0 ? [h('p', {}, words.othersGood(good, number(good, locale)))] : []),
  ]
}

/** The same in words for whoever does not verify things every day. */
export function reasonOf(code: VerifyCode): keyof PageWords['reasons'] {
  switch (code) {
    case 'origin_unknown':
    case 'signature_missing':
    case 'signature_unknown':
      return 'key'
    case 'policy_malformed':
      return 'policy'
    case 'quorum_missing':
      return 'quorum'
    case 'anchor_mismatch':
    case 'timestamp_mismatch':
      return 'other'
    case 'disclosure_unreferenced':
    case 'action_mismatch':
    case 'signature_invalid':
    case 'index_beyond_size':
    case 'inclusion_failed':
    case 'consistency_failed':
    case 'seq_wrong':
    case 'leaf_mismatch':
    case 'tile_mismatch':
    case 'root_mismatch':
      return 'changed'
    default:
      return 'malformed'
  }
}
