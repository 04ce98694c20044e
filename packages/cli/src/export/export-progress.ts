/** How far an export is: drawn over itself on a terminal, else a line every five seconds. */
export interface ExportProgress {
  show(done: number, total: number): void
  end(): void
}

interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean
}

export function createExportProgress(output: Output, now: () => number): ExportProgress {
  const every = output.isTTY === true ? 100 : 5000
  const begun = now()
  let shownAt = begun
  let drawn = false
  return {
    show(done, total) {
      const at = now()
      if (at - shownAt < every) return
      shownAt = at
      drawn = true
      const rate = done / ((at - begun) / 1000)
      const left = rate > 0 ? Math.ceil((total - done) / rate) : 0
      const number = (value: number): string => Math.round(value).toLocaleString('en-US')
      const line = `${Math.floor((done / total) * 100)} % · ${number(done)} of ${number(total)} entries · ${number(rate)}/s · ${left} s left`
      output.write(output.isTTY === true ? `\r\x1b[K${line}` : `${line}\n`)
    },
    end() {
      if (drawn && output.isTTY === true) output.write('\r\x1b[K')
    },
  }
}
