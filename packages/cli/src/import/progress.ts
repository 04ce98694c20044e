/** Shows how far an import is: a bar that is drawn over itself on a terminal, else a line every five seconds. */

export interface ProgressState {
  /** Bytes of the source whose rows are done. */
  readonly bytes: number
  readonly totalBytes: number
  readonly rows: number
  /** Entries that the log has acknowledged. */
  readonly entries: number
  readonly rejected: number
}
export interface ProgressOutput {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}
export interface Progress {
  update(state: ProgressState): void
  /** Draws the last state and leaves the line. */
  end(): void
}

const BAR = 24
const REDRAW_MS = 100
const LINE_MS = 5000
/** Rates are those of this many past milliseconds: a pause of the server shows, and is forgotten again. */
const WINDOW_MS = 15_000

export function createProgress(output: ProgressOutput, now: () => number): Progress {
  const every = output.isTTY ? REDRAW_MS : LINE_MS
  let samples: { at: number; bytes: number; entries: number }[] = [{ at: now(), bytes: 0, entries: 0 }]
  let drawnAt = output.isTTY ? -Infinity : now()
  let last: ProgressState | undefined

  function draw(state: ProgressState, at: number): void {
    const from = samples[0]!
    const seconds = Math.max((at - from.at) / 1000, 0.001)
    const bytesPerSecond = (state.bytes - from.bytes) / seconds
    const rate = (state.entries - from.entries) / seconds
    const left = bytesPerSecond > 0 ? (state.totalBytes - state.bytes) / bytesPerSecond : undefined
    output.write(
      output.isTTY
        ? `\r\x1b[K${barLine(state, rate, left).slice(0, (output.columns ?? 80) - 1)}`
        : `${plainLine(state, rate, left)}\n`,
    )
    drawnAt = at
  }

  return {
    update(state) {
      last = state
      const at = now()
      if (at - samples.at(-1)!.at >= 500) samples.push({ at, bytes: state.bytes, entries: state.entries })
      samples = samples.filter((sample, n) => n === samples.length - 1 || at - sample.at <= WINDOW_MS)
      if (at - drawnAt >= every) draw(state, at)
    },
    end() {
      if (last) draw(last, now())
      if (output.isTTY) output.write('\n')
    },
  }
}

function share({ bytes, totalBytes }: ProgressState): number {
  return totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes)
}

function barLine(state: ProgressState, rate: number, left: number | undefined): string {
  const full = Math.round(share(state) * BAR)
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${plainLine(state, rate, left)}`
}

function plainLine(state: ProgressState, rate: number, left: number | undefined): string {
  const number = (value: number) => Math.round(value).toLocaleString('en-US')
  const parts = [
    `${Math.floor(share(state) * 100)} %`,
    `${number(state.rows)} rows`,
    `${number(state.entries)} entries`,
    `${number(rate)}/s`,
  ]
  if (state.rejected > 0) parts.push(`${number(state.rejected)} rejected`)
  if (left !== undefined && share(state) < 1) parts.push(`${duration(left)} left`)
  return parts.join(' · ')
}

/** `2:05`, or `1:02:05` from an hour on. */
function duration(seconds: number): string {
  const whole = Math.ceil(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(whole / 60)
  return minutes < 60
    ? `${minutes}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`
}
