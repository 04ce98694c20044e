/** A run of text that stayed, went or came. */
export interface DiffRun {
  readonly kind: 'same' | 'was' | 'now'
  readonly text: string
}

/** Pairs of words compared at most; beyond it the middle counts as replaced, so that no text can stall the page. */
const MOST_PAIRS = 400_000

const words = (text: string) => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []

/** The difference of two texts word by word, in reading order. Joining `same`+`was` gives `before`, `same`+`now` `after`. */
export function wordDiff(before: string, after: string): readonly DiffRun[] {
  const a = words(before)
  const b = words(after)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++

  const runs: { kind: DiffRun['kind']; text: string }[] = []
  const add = (kind: DiffRun['kind'], text: string) => {
    if (text === '') return
    const last = runs.at(-1)
    if (last?.kind === kind) last.text += text
    else runs.push({ kind, text })
  }
  add('same', a.slice(0, start).join(''))
  const oldWords = a.slice(start, a.length - end)
  const newWords = b.slice(start, b.length - end)
  if (oldWords.length * newWords.length > MOST_PAIRS) {
    add('was', oldWords.join(''))
    add('now', newWords.join(''))
  } else {
    for (const step of align(oldWords, newWords)) add(step.kind, step.text)
  }
  add('same', a.slice(a.length - end).join(''))
  return runs
}

function align(a: readonly string[], b: readonly string[]): readonly DiffRun[] {
  const width = b.length + 1
  const longest = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!)
    }
  }
  const steps: DiffRun[] = []
  const came: DiffRun[] = []
  const flush = () => steps.push(...came.splice(0))
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      flush()
      steps.push({ kind: 'same', text: a[i++]! })
      j++
    } else if (
      j >= b.length ||
      (i < a.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)
    ) {
      steps.push({ kind: 'was', text: a[i++]! })
    } else {
      // What came is told after all that went at the same place: "was" before "now".
      came.push({ kind: 'now', text: b[j++]! })
    }
  }
  flush()
  return steps
}
