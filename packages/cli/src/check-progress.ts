/** Shows how far a check of a log is: one line that is drawn over itself on a terminal, else a line every five seconds. */
export interface CheckProgress {
  update(phase: string, done: number, total: number): void
  /** Says why nothing happens. */
  wait(why: string): void
  /** Leaves the line. */
  end(): void
}

interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean
}

const REDRAW_MS = 100
const LINE_MS = 5000

export function createCheckProgress(output: Output, now: () => number): CheckProgress {
  const every = output.isTTY ? REDRAW_MS : LINE_MS
  let drawnAt = output.isTTY ? -Infinity : now()
  let since = { phase: '', at: now(), done: 0 }
  let drawn = false

  function draw(line: string): void {
    output.write(output.isTTY ? `\r\x1b[K${line}` : `${line}\n`)
    drawnAt = now()
    drawn = true
  }

  return {
    update(phase, done, total) {
      if (phase !== since.phase) since = { phase, at: now(), done }
      if (now() - drawnAt < every) return
      const seconds = Math.max((now() - since.at) / 1000, 0.001)
      const number = (value: number): string => Math.round(value).toLocaleString('en-US')
      const share = total === 0 ? '' : `${Math.floor((100 * done) / total)} % · `
      draw(
        `${phase}: ${share}${number(done)} of ${number(total)} · ${number((done - since.done) / seconds)}/s`,
      )
    },
    wait(why) {
      if (now() - drawnAt >= every) draw(why)
    },
    end() {
      if (output.isTTY && drawn) output.write('\n')
    },
  }
}
