/** What chance makes in tests is the same at every run of a commit; `npm run laws` goes further, from other seeds. */
import * as fc from 'fast-check'
import { testSeed } from './seed.ts'

fc.configureGlobal({ seed: testSeed() })
