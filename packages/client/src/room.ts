/** How much a queue may hold before those who fill it are held back. */

export interface Room {
  /** Counts what came into the queue. */
  fill(drafts: number, bytes: number): void
  /** Counts what left it, and lets the callers go that wait for room. */
  leave(drafts: number, bytes: number): void
  /** Resolves as soon as there is room. */
  ready(): Promise<void>
}

export function createRoom(mostDrafts: number, mostBytes: number): Room {
  let drafts = 0
  let bytes = 0
  let callers: (() => void)[] = []
  const isFull = () => drafts >= mostDrafts || bytes >= mostBytes
  return {
    fill(moreDrafts, moreBytes) {
      drafts += moreDrafts
      bytes += moreBytes
    },
    leave(fewerDrafts, fewerBytes) {
      drafts -= fewerDrafts
      bytes -= fewerBytes
      if (isFull()) return
      const waiting = callers
      callers = []
      for (const go of waiting) go()
    },
    async ready() {
      // Asked again after each wait: another caller may have filled the room first.
      while (isFull()) await new Promise<void>(resolve => callers.push(resolve))
    },
  }
}
