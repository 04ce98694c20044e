import type { BrowserContext } from 'playwright-core'

/**
 * Has every answer come late, and in another order each time: what a test asserts must not rest on one coming before
 * another. Most are a little late, some very.
 */
export async function slowAnswers(context: BrowserContext): Promise<void> {
  await context.route('**/*', async route => {
    const late = Math.random() < 0.3 ? 700 + Math.random() * 800 : Math.random() * 150
    await new Promise(resolve => setTimeout(resolve, late))
    await route.continue().catch(() => {})
  })
}
