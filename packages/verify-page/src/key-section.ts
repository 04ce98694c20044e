import type { Checked, SignedLog } from './check.ts'
import { h } from './element.ts'
import { stamp } from './stamp.ts'
import type { View } from './view.ts'

/** Whose key was trusted, and how to find out. `policyButton` lets the reader bring keys of their own. */
export function keySection(
  checked: Extract<Checked, { kind: 'bundle' }>,
  policyButton: HTMLElement,
  view: View,
): HTMLElement | undefined {
  const { words } = view
  const { logs, anchors, policyFrom } = checked
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'key' },
    h('h2', { id: 'key' }, words.whoseKey),
    h('p', {}, policyFrom === 'bundle' ? words.keysOfBundle : words.keysGiven),
    logs.flatMap(log => fingerprints(log, view)),
    logs.length > 0 && policyFrom === 'bundle'
      ? h('ol', { class: 'how' }, ...words.compareHow.map(text => h('li', {}, text)))
      : undefined,
    logs.flatMap(log => witnesses(log, view)),
    anchors.length > 0
      ? h('div', { class: 'second' }, ...anchors.flatMap(log => fingerprints(log, view)))
      : undefined,
    h('p', { class: 'no-print' }, policyButton),
  )
}

function fingerprints({ checkpoint, fingerprints: all }: SignedLog, { words }: View): HTMLElement[] {
  return all.map((fingerprint, i) =>
    h(
      'div',
      { class: 'fingerprint' },
      h('p', {}, `${words.fingerprintOf(checkpoint.origin)} · ${checkpoint.signedBy[i]?.keyId ?? ''}`),
      // Spaces between the groups, for whoever copies them.
      h('code', {}, ...fingerprint.split(' ').flatMap(group => [h('span', {}, group), ' '])),
    ),
  )
}

function witnesses({ checkpoint }: SignedLog, view: View): HTMLElement[] {
  return checkpoint.witnessedBy.map(({ name, time }) =>
    h('p', {}, `${view.words.witnesses} ${name}, ${stamp(time * 1000, view)}`),
  )
}
