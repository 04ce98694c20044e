/** Reads Server-Sent Events as tests need them. */
import type { Entry } from '@daybook/protocol'

export interface StreamReader {
  readonly entries: readonly Entry[]
  /** The id that a reconnect would send. */
  readonly lastId: string | undefined
  /** Resolves once the condition holds; throws where the stream ends or nothing comes for 20 s. */
  until(condition: (entries: readonly Entry[]) => boolean): Promise<readonly Entry[]>
  /** Resolves once nothing has come for a while: for what is not to come. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** Milliseconds without anything that are taken for the end. */
const IDLE = 500

export function readStream(response: Response): StreamReader {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const entries: Entry[] = []
  let lastId: string | undefined
  let ended = false
  let wake = Promise.withResolvers<void>()
  let rest = ''
  let heard = 0
  async function read(): Promise<void> {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      heard++
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop()!
      for (const block of blocks) {
        for (const line of block.split('\n')) {
          if (line.startsWith('id: ')) lastId = line.slice(4)
          if (line.startsWith('data: ')) entries.push(JSON.parse(line.slice(6)) as Entry)
        }
      }
      wake.resolve()
    }
  }
  void read()
    .catch(() => {})
    .finally(() => {
      ended = true
      wake.resolve()
    })
  return {
    entries,
    get lastId() {
      return lastId
    },
    async until(condition) {
      const timeout = setTimeout(() => wake.reject(new Error(`only ${entries.length} entries came`)), 20_000)
      try {
        while (!condition(entries)) {
          if (ended) throw new Error(`the stream ended after ${entries.length} entries`)
          await wake.promise
          wake = Promise.withResolvers<void>()
        }
        return entries
      } finally {
        clearTimeout(timeout)
      }
    },
    async idle() {
      for (let before = -1; before !== heard; ) {
        before = heard
        await new Promise(resolve => setTimeout(resolve, IDLE))
      }
    },
    close: () => reader.cancel(),
  }
}
