/**
 * Sentences and labels exist in four languages; a reader needs one. In the built app the words of the catalogue and of
 * rows stand in one file for each language, and the app loads the reader's (about 15 kB gzip less on the first load).
 * Where the sources run as they stand (server, tests) nothing changes.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'

const packages = join(import.meta.dirname, '..')
/** Modules that export nothing but data; together one module of the app, so that what they have in common is in it once. */
const CATALOGUE = [
  ...filesIn('catalogue/src/actions'),
  ...filesIn('catalogue/src/objects'),
  join(packages, 'catalogue/src/labels.ts'),
  join(packages, 'catalogue/src/vocabulary.ts'),
]
/** Each a module of its own: the words of details are not needed at first. */
const WORDS_OF_ROWS = filesIn('timeline/src/words')
const LANGUAGES = ['en', 'de', 'pt-PT', 'es'] as const
/** What stands in each language: a text, or a whole vocabulary. */
type Words = Readonly<Record<(typeof LANGUAGES)[number], unknown>>
type Exported = Readonly<Record<string, unknown>>

const WORDS = 'virtual:words'
const ALL = `${WORDS}-of-catalogue`

export function oneLanguage(): Plugin {
  const code = new Map<string, string>()
  let tables: Readonly<Record<string, readonly unknown[]>> = {}
  return {
    name: 'daybook:one-language',
    enforce: 'pre',
    async buildStart() {
      const table: Words[] = []
      const together: Record<string, unknown> = {}
      code.clear()
      for (const [index, file] of CATALOGUE.entries()) {
        const exported = await dataOf(file)
        if (exported === undefined) continue
        const names = Object.keys(exported)
        for (const name of names) together[`${name}_${index}`] = exported[name]
        code.set(
          file,
          `export { ${names.map(name => `${name}_${index} as ${name}`).join(', ')} } from '${ALL}'`,
        )
      }
      code.set(`\0${ALL}`, moduleOf(together, table))
      for (const file of WORDS_OF_ROWS) {
        const exported = await dataOf(file)
        if (exported !== undefined) code.set(file, moduleOf(exported, table))
      }
      tables = Object.fromEntries(LANGUAGES.map(language => [language, table.map(words => words[language])]))
    },
    resolveId: id => (id.startsWith(WORDS) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${WORDS}`) return { code: LOADER, moduleSideEffects: false }
      if (id.startsWith(`\0${WORDS}/`)) {
        return `export default ${JSON.stringify(tables[id.slice(WORDS.length + 2)])}`
      }
      const data = code.get(id)
      return data === undefined ? undefined : { code: data, moduleSideEffects: false, moduleType: 'js' }
    },
  }
}

/** Whatever language is asked for, the answer is in the one that is loaded. */
const LOADER = `
let table = []
class Words {
  constructor(index) { this.index = index }
  ${LANGUAGES.map(language => `get '${language}'() { return table[this.index] }`).join('\n  ')}
}
export const from = first => () => new Words(first++)
const languages = { ${LANGUAGES.map(language => `'${language}': () => import('${WORDS}/${language}')`).join(', ')} }
export const loadWords = async language => { table = (await (languages[language] ?? languages.en)()).default }
`

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(packages, folder))
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map(name => join(packages, folder, name))
}

/** What a module exports, if it is nothing but data. */
async function dataOf(file: string): Promise<Exported | undefined> {
  const exported = (await import(pathToFileURL(file).href)) as Exported
  return Object.values(exported).every(isData) ? exported : undefined
}

/** Stands for one place of the table until its place in the table is known. */
const MARK = /\u0001(\d+)\u0002/g

/**
 * A module of the same exports, in which every text is the next place of the table: the order in which the module is
 * evaluated is the table's, so that no place has to be named. What stands more than once is written once.
 */
function moduleOf(exported: Exported, table: Words[]): string {
  const texts: Words[] = []
  const codeOf = (value: unknown, part: (value: unknown) => string): string => {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    if (Array.isArray(value)) return `[${value.map(part)}]`
    return `{${readPartOf(value).map(([name, one]) => `${JSON.stringify(name)}:${part(one)}`)}}`
  }
  // A value is told from others by its code, whole.
  const wholes = new Map<unknown, string>()
  const whole = (value: unknown): string => {
    const known = wholes.get(value)
    if (known !== undefined) return known
    const text = isWords(value) ? `w${JSON.stringify(value)}` : codeOf(value, whole)
    wholes.set(value, text)
    return text
  }
  const times = new Map<string, number>()
  const count = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const seen = times.get(whole(value)) ?? 0
    times.set(whole(value), seen + 1)
    if (seen === 0 && !isWords(value)) for (const [, one] of readPartOf(value)) count(one)
  }
  Object.values(exported).forEach(count)

  const consts: string[] = []
  const names = new Map<string, string>()
  const write = (value: unknown): string => {
    const name = names.get(whole(value))
    if (name !== undefined) return name
    const code = isWords(value) ? `w(\u0001${texts.push(value) - 1}\u0002)` : codeOf(value, write)
    if ((times.get(whole(value)) ?? 0) < 2 || code === '{}') return code
    names.set(whole(value), `c${consts.length}`)
    return `c${consts.push(`const c${consts.length}=${code}`) - 1}`
  }
  const exports = Object.entries(exported).map(([name, value]) => `export const ${name}=${write(value)}`)
  const first = table.length
  const lines = [`import { from } from '${WORDS}'`, `const w=from(${first})`, ...consts, ...exports]
  return lines.join('\n').replace(MARK, (_, index) => {
    table.push(texts[Number(index)]!)
    return ''
  })
}

const OF_FIELDS: readonly string[] = ['privacy', 'format', 'least']
const OF_ACTIONS: readonly string[] = ['name', 'sets', 'type', 'related', 'staffOnly']

/** What a reader's page needs of a field or an action: how a value is sealed, what an act sets and
 * how an action is classified (its entries say it) is the writing side's, and an action's name is its key. */
function readPartOf(value: object): readonly (readonly [string, unknown])[] {
  const unread = 'kind' in value && 'label' in value ? OF_FIELDS : 'sentence' in value ? OF_ACTIONS : []
  return Object.entries(value).filter(([name]) => !unread.includes(name))
}

function isWords(value: unknown): value is Words {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === LANGUAGES.length &&
    LANGUAGES.every(language => Object.hasOwn(value, language))
  )
}

function isData(value: unknown): boolean {
  if (typeof value === 'function') return false
  return typeof value !== 'object' || value === null || Object.values(value).every(isData)
}
