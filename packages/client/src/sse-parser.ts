/** Server-sent events out of text as it comes (WHATWG HTML, section 9.2.6). Knows nothing of entries. */

export interface ServerSentEvent {
  /** `message` where the server named none. */
  readonly event: string
  /** Empty where only an id was sent. */
  readonly data: string
  /** The last id seen, of this event or one before it. */
  readonly id: string
  /** Milliseconds that the server asked to wait before reconnecting, if it did in this event. */
  readonly retry?: number
}

/**
 * A parser of one connection: give it pieces of text, it returns the events that they completed.
 * Other than the standard says, an event without data is returned too: its id says how far the log was read.
 */
export function createSseParser(): (piece: string) => ServerSentEvent[] {
  let rest = ''
  let first = true
  let event = ''
  let data: string[] = []
  let id = ''
  let retry: number | undefined
  let touched = false
  let skipLineFeed = false

  const takeLine = (line: string): ServerSentEvent | undefined => {
    if (line === '') {
      const done = touched ? { event: event || 'message', data: data.join('\n'), id, retry } : undefined
      event = ''
      data = []
      retry = undefined
      touched = false
      return done
    }
    const colon = line.indexOf(':')
    if (colon === 0) return undefined
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (name === 'data') data.push(value)
    else if (name === 'event') event = value
    else if (name === 'id' && !value.includes('\0')) id = value
    else if (name === 'retry' && /^\d+$/.test(value)) retry = Number(value)
    else return undefined
    touched = true
    return undefined
  }

  return piece => {
    // A decoder that waits for the rest of a character gives nothing: what was known before stays known.
    if (piece === '') return []
    let fresh = piece
    if (skipLineFeed) {
      skipLineFeed = false
      if (fresh[0] === '\n') fresh = fresh.slice(1)
    }
    if (first && fresh !== '') {
      first = false
      if (fresh[0] === '\uFEFF') fresh = fresh.slice(1)
    }
    const lines = (rest + fresh).split(/\r\n|\r|\n/)
    // A carriage return at the very end ends its line now; a line feed that follows belongs to it.
    skipLineFeed = fresh.endsWith('\r')
    rest = lines.pop() ?? ''
    return lines.map(takeLine).filter(done => done !== undefined)
  }
}
