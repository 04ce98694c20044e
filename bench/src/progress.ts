/** Shows on stderr what is going on: one line that renews itself, or a line now and then where nobody watches. */
export interface Progress {
  /** Begins a part, such as `append`. */
  part(name: string): void
  report(text: string): void
  end(): void
}

const QUIET_MS = 10_000

export function showProgress(stream: NodeJS.WriteStream, parts: number): Progress {
  const begun = performance.now()
  let current = ''
  let number = 0
  let shownAt = 0
  const clear = stream.isTTY ? '\r\u001b[K' : ''
  const show = (text: string): void => {
    const seconds = Math.round((performance.now() - begun) / 1000)
    const line = `${clear}[${number}/${parts}] ${current}: ${text} (${seconds} s)`
    stream.write(stream.isTTY ? line.slice(0, (stream.columns || 120) + clear.length - 1) : `${line}\n`)
    shownAt = performance.now()
  }
  return {
    part(name) {
      current = name
      number++
      show('begins')
    },
    report(text) {
      if (stream.isTTY || performance.now() - shownAt > QUIET_MS) show(text)
    },
    end: () => void stream.write(clear),
  }
}
