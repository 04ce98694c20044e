/** `daybook import` in a process of its own. */
import { main } from 'daybook/main'
import { answerCalls, memoryOfProcess } from './answer.ts'

export interface ImportAnswer {
  readonly code: number
  readonly seconds: number
  /** Megabytes. */
  readonly peak: number
}

answerCalls({
  /** The database and the keys come by the environment, as on any command line. */
  async run(args: readonly string[]): Promise<ImportAnswer> {
    const begun = performance.now()
    const code = await main(args)
    return { code, seconds: (performance.now() - begun) / 1000, peak: memoryOfProcess().peak }
  },
})
