/** A list that is read page by page, or entry by entry across all its pages. */

export interface PageOptions {
  /** Items of one page, 1 to 200. The server's default is 50; iterating asks for 200. */
  readonly limit?: number
  readonly signal?: AbortSignal
}

export interface Reading<Page, Item> extends AsyncIterable<Item> {
  /**
   * One page: the first, or the one that a `next` cursor of this same reading points to.
   * Throws `LogError` (`cursor_invalid`, `cursor_expired` after 7 days).
   */
  page(cursor?: string | null, options?: PageOptions): Promise<Page>
}

/**
 * A reading over a function that gets one page. Iterating goes on as long as a page has a `next`, also over
 * an empty page: the server answers so when a rare filter used up the time of one look.
 */
export function createReading<Page extends { readonly next: string | null }, Item>(
  getPage: (cursor: string | undefined, options: PageOptions) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[],
  defaults: PageOptions,
): Reading<Page, Item> {
  return {
    page: (cursor, options) => getPage(cursor ?? undefined, { ...defaults, ...options }),
    async *[Symbol.asyncIterator]() {
      let cursor: string | undefined
      do {
        const page: Page = await getPage(cursor, { limit: 200, ...defaults })
        yield* itemsOf(page)
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
    },
  }
}
