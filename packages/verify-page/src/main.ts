/** The page: takes evidence, checks it, shows what it says. Keeps what it was given, and draws everything anew. */
import type { Locale } from '@daybook/catalogue'
import type { BundleFile } from '@daybook/protocol/verify'
import { type Checked, check } from './check.ts'
import { entryTable } from './entry-table.ts'
import { h, icon } from './element.ts'
import { intake, takeDrops } from './intake.ts'
import { keySection } from './key-section.ts'
import { readFiles } from './read-files.ts'
import { number, zones } from './stamp.ts'
import { meaningSection, stepsSection } from './steps-section.ts'
import { verdict } from './verdict.ts'
import type { View } from './view.ts'
import { LANGUAGES, localeFor, WORDS } from './words.ts'
import '@daybook/timeline/tokens.css'
import './page.css'

type Given = readonly { name: string; file: File }[]

const page = document.querySelector('#page')!
let locale: Locale = localeFor(navigator.languages)
let timeZone = zones()[0]!
let files: readonly BundleFile[] = []
let policy: string | undefined
let checked: Checked | undefined
/** What went wrong before anything could be checked. */
let trouble: string | undefined

const viewNow = (): View => ({ words: WORDS[locale], locale, timeZone })
const supported = (): boolean =>
  typeof Uint8Array.fromBase64 === 'function' && globalThis.crypto?.subtle !== undefined

function draw(): void {
  const view = viewNow()
  const { words } = view
  document.documentElement.lang = locale
  const state = checked === undefined ? '' : `${checked.ok ? words.verified : words.notVerified} – `
  document.title = `${state}${words.title}`
  page.replaceChildren(
    header(view),
    h(
      'main',
      {},
      ...(checked === undefined ? [] : result(checked, view)),
      h('p', { class: 'status', role: 'status' }, trouble ?? ''),
      intake(view, checked !== undefined, files => void take(files)),
      h('p', { class: 'offline' }, words.offline),
    ),
    h('div', { class: 'curtain', 'aria-hidden': 'true' }, words.dropNow),
  )
}

function header(view: View): HTMLElement {
  const { words } = view
  return h(
    'header',
    {},
    h('span', { class: 'mark' }, icon('shield')),
    h('div', { class: 'title' }, h('h1', {}, words.title), h('p', {}, words.lead)),
    h(
      'div',
      { class: 'choices' },
      choice(words.language, Object.entries(LANGUAGES), locale, value => (locale = value as Locale)),
      choice(
        words.zone,
        zones().map(zone => [zone, zone.replaceAll('_', ' ')]),
        timeZone,
        value => (timeZone = value),
      ),
    ),
  )
}

function choice(
  label: string,
  options: readonly (readonly string[])[],
  chosen: string,
  set: (value: string) => void,
): HTMLElement {
  const select = h(
    'select',
    {},
    ...options.map(([value, text]) => h('option', { value, selected: value === chosen }, text ?? '')),
  )
  select.addEventListener('change', () => {
    set(select.value)
    draw()
    // The page is new: the reader goes on where they were.
    const again = [...document.querySelectorAll('label')].find(one => one.dataset['for'] === label)
    ;(again ?? document.querySelector('label'))?.querySelector('select')?.focus()
  })
  return h('label', { 'data-for': label }, h('span', {}, label), select)
}

function result(shown: Checked, view: View): HTMLElement[] {
  const parts = [verdict(shown, view)]
  if (shown.kind === 'vector') return parts
  const key = keySection(shown, policyButton(view), view)
  // One bad file and nothing else: the verdict has said it all.
  if (shown.entries.length > 0 || shown.bad.length > 1) parts.push(entryTable(shown.entries, shown.bad, view))
  if (key !== undefined) parts.push(key)
  if (shown.ok) parts.push(stepsSection(shown, view))
  if (shown.entries.length > 0) parts.push(meaningSection(view))
  return parts
}

/** Keys that the reader got in another way, instead of the bundle's own; and back. */
function policyButton({ words }: View): HTMLElement {
  const input = h('input', { type: 'file', hidden: true, tabindex: '-1', 'aria-label': words.usePolicy })
  input.addEventListener('change', async () => {
    policy = await input.files?.[0]?.text()
    await run()
  })
  const button = h('button', { type: 'button' }, policy === undefined ? words.usePolicy : words.bundlePolicy)
  button.addEventListener('click', () => {
    if (policy === undefined) return input.click()
    policy = undefined
    void run()
  })
  return h('span', {}, button, input)
}

async function take(given: Given): Promise<void> {
  const { words } = viewNow()
  checked = undefined
  trouble = words.reading
  draw()
  try {
    files = await readFiles(given)
    if (files.length === 0) return fail(words.nothing)
  } catch (error) {
    return fail(`${words.cannotRead} ${error instanceof Error ? error.message : ''}`)
  }
  await run()
}

async function run(): Promise<void> {
  const { words } = viewNow()
  if (!supported()) return fail(words.tooOld)
  let drawnAt = performance.now()
  try {
    checked = await check(files, policy, (done, total) => {
      if (performance.now() - drawnAt < 200) return
      drawnAt = performance.now()
      const status = page.querySelector('.status')
      if (status) status.textContent = words.checking(number(done, locale), number(total, locale))
    })
    trouble = undefined
  } catch (error) {
    return fail(`${words.tooOld} ${error instanceof Error ? error.message : ''}`)
  }
  draw()
  document.querySelector<HTMLElement>('#verdict')?.focus()
}

function fail(message: string): void {
  trouble = message
  draw()
}

takeDrops(
  given => void take(given),
  () => fail(viewNow().words.cannotRead),
)
// On paper there is nothing to open.
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(one => (one.open = true)))
draw()
