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
/** Modules that export nothing but data. */
const DATA = [
  ...filesIn('catalogue/src/actions'),
  ...filesIn('catalogue/src/objects'),
  join(packages, 'catalogue/src/labels.ts'),
  ...filesIn('timeline/src/words'),
]
const LANGUAGES = ['en', 'de', 'pt-PT', 'es'] as const
type Words = Readonly<Record<(typeof LANGUAGES)[number], string>>

const WORDS = 'virtual:words'

export function oneLanguage(): Plugin {
  let code = new Map<string, string>()
  let tables: Readonly<Record<string, readonly string[]>> = {}
  return {
    name: 'daybook:one-language',
    enforce: 'pre',
    async buildStart() {
      const table = new Table()
      code = new Map()
      for (const file of DATA) {
        const exported = (await import(pathToFileURL(file).href)) as Record<string, unknown>
        if (Object.values(exported).every(isData)) code.set(file, moduleOf(exported, table))
      }
      tables = Object.fromEntries(
        LANGUAGES.map(language => [language, table.words.map(words => words[language])]),
      )
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
export const w = index => new Words(index)
const languages = { ${LANGUAGES.map(language => `'${language}': () => import('${WORDS}/${language}')`).join(', ')} }
export const loadWords = async language => { table = (await (languages[language] ?? languages.en)()).default }
`

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(packages, folder))
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map(name => join(packages, folder, name))
}

/** Every text once, by what it says in all languages. */
class Table {
  readonly words: Words[] = []
  readonly #known = new Map<string, number>()

  indexOf(words: Words): number {
    const text = JSON.stringify(LANGUAGES.map(language => words[language]))
    let index = this.#known.get(text)
    if (index === undefined) {
      index = this.words.push(words) - 1
      this.#known.set(text, index)
    }
    return index
  }
}

/** A module of the same exports, in which texts are places in the table and repeated objects are written once. */
function moduleOf(exported: Readonly<Record<string, unknown>>, table: Table): string {
  const written = new Map<string, string>()
  const consts: string[] = []
  const write = (value: unknown): string => {
    if (isWords(value)) return once(`w(${table.indexOf(value)})`)
    if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    const fields = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${write(one)}`)
    return fields.length === 0 ? '{}' : once(`{${fields.join(',')}}`)
  }
  const once = (text: string): string => {
    let name = written.get(text)
    if (name === undefined) {
      name = `c${written.size}`
      written.set(text, name)
      consts.push(`const ${name}=/*#__PURE__*/${text.startsWith('w(') ? text : `(${text})`}`)
    }
    return name
  }
  const exports = Object.entries(exported).map(([name, value]) => `export const ${name}=${write(value)}`)
  return [`import { w } from '${WORDS}'`, ...consts, ...exports].join('\n')
}

function isWords(value: unknown): value is Words {
  return (
    typeof value === 'object' &&
    value !== null &&
    LANGUAGES.every(language => typeof (value as Words)[language] === 'string')
  )
}

function isData(value: unknown): boolean {
  if (typeof value === 'function') return false
  return typeof value !== 'object' || value === null || Object.values(value).every(isData)
}
