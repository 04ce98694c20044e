import type { Place } from './stamp.ts'
import type { PageWords } from './words/page-words.ts'

/** How things are said: in which words, language and zone. */
export interface View extends Place {
  readonly words: PageWords
}
