/** One line that tells how far something is: drawn over itself on a terminal, else written every five seconds. */
import type { ProgressOutput } from '../import/progress.ts'

export interface StatusLine {
  update(text: string): void
  /** Takes the line away from a terminal. */
  end(): void
}

const REDRAW_MS = 100
const LINE_MS = 5000

export function createStatusLine(output: ProgressOutput, now: () => number): StatusLine {
  let drawnAt = output.isTTY === true ? -Infinity : now()
  return {
    update(text) {
      if (now() - drawnAt < (output.isTTY === true ? REDRAW_MS : LINE_MS)) return
      drawnAt = now()
      output.write(
        output.isTTY === true ? `\r\x1b[K${text.slice(0, (output.columns ?? 80) - 1)}` : `${text}\n`,
      )
    },
    end() {
      if (output.isTTY === true) output.write('\r\x1b[K')
    },
  }
}
