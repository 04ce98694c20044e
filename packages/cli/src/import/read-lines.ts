/** Text in pieces, cut into lines. Holds no more than one line at a time. */

export interface Line {
  /** From 1. */
  readonly number: number
  /** Without its end. Cut off where it is longer than a line may be. */
  readonly text: string
  readonly end: '\n' | '\r\n' | ''
  readonly tooLong: boolean
}

/** Characters of one line; a line beyond is no row of anything and must not fill the memory. */
export const LONGEST_LINE = 4 * 1024 * 1024

export async function* readLines(
  pieces: AsyncIterable<string>,
  longest = LONGEST_LINE,
): AsyncGenerator<Line, void> {
  let rest = ''
  let number = 0
  let cut = false
  const toLine = (whole: string, ended: boolean): Line => {
    const carriage = ended && whole.endsWith('\r')
    const tooLong = cut || whole.length > longest
    const text = (carriage ? whole.slice(0, -1) : whole).slice(0, longest)
    cut = false
    return { number: ++number, text, end: ended ? (carriage ? '\r\n' : '\n') : '', tooLong }
  }
  for await (const piece of pieces) {
    let from = 0
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', from)) {
      yield toLine(rest + piece.slice(from, at), true)
      rest = ''
      from = at + 1
    }
    rest += piece.slice(from)
    if (rest.length > longest) {
      rest = rest.slice(0, longest)
      cut = true
    }
  }
  if (rest !== '') yield toLine(rest, false)
}
