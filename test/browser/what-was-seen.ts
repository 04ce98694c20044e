import type { Page } from 'playwright-core'

const MOST_TEXT = 3000

/**
 * Notes what a page is not answered, or refused. The answer tells of that, and of what the page said in the end: for whoever reads
 * why a test failed on a machine that is not theirs.
 */
export function watchPage(page: Page): () => Promise<string> {
  const unanswered: string[] = []
  const open = new Set<string>()
  const named = (one: { method(): string; url(): string }): string => `${one.method()} ${one.url()}`
  page.on('request', request => open.add(named(request)))
  page.on('requestfinished', request => open.delete(named(request)))
  page.on('requestfailed', request => {
    open.delete(named(request))
    unanswered.push(`${named(request)}: ${request.failure()?.errorText}`)
  })
  page.on('response', response => {
    if (response.status() >= 400) unanswered.push(`${named(response.request())}: ${response.status()}`)
  })
  return async () => {
    const text = await page
      .locator('body')
      .innerText({ timeout: 2000 })
      .catch(error => `(no text: ${error})`)
    return [
      `The page stood at ${page.url()}, and said:`,
      text.slice(0, MOST_TEXT),
      `Not answered as asked: ${unanswered.slice(-20).join('\n') || 'nothing'}`,
      `Still open: ${[...open].slice(-20).join('\n') || 'nothing'}`,
    ].join('\n')
  }
}
