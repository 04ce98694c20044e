/** A page of the staff app in a profile of its own: the key says who asks, a made-up session which workspace is open. */
import type { Browser, Page } from 'playwright-core'
import type { ServedWeb } from '../processes/web-server.ts'

const RIGHTS = [
  'read',
  'access',
  'act',
  'export',
  'verify',
  'erase',
  'hold',
  'readHold',
  'readSettings',
  'settings',
]

export interface OpenedPage {
  readonly page: Page
  /** Makes the processor so many times slower. */
  throttle(times: number): Promise<void>
  close(): Promise<void>
}

export async function openPage(
  browser: Browser,
  { address, key, workspace }: ServedWeb,
): Promise<OpenedPage> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  })
  await context.route('**/v1/session', route => route.fulfill({ json: sessionOf(workspace) }))
  const page = await context.newPage()
  await page.addInitScript(WATCH)
  const devtools = await context.newCDPSession(page)
  return {
    page,
    throttle: async times => void (await devtools.send('Emulation.setCPUThrottlingRate', { rate: times })),
    close: () => context.close(),
  }
}

const sessionOf = (id: string) => ({
  member: {
    id: 'mb_00000000001',
    name: 'Bench',
    email: 'bench@example.com',
    twoFactor: false,
    password: true,
  },
  workspaces: [
    {
      id,
      name: 'Bench',
      timeZone: 'Europe/Lisbon',
      locale: 'en',
      role: 'owner',
      rights: RIGHTS,
      clientWord: 'client',
      profileViews: false,
      demo: false,
      twoFactorMissing: false,
    },
  ],
  setUp: false,
})

/** Notes when rows come into the document, and when the count of new entries changes; read as `window.bench`. */
const WATCH = `
  window.bench = { first: undefined, rows: undefined, arrived: undefined, key: undefined, keyAt: undefined };
  const isRow = node => node.nodeType === 1 && (node.matches('[data-entry]') || node.querySelector('[data-entry]') !== null);
  const isNews = node => /new entr(y|ies)/.test(node.textContent ?? '') && (node.textContent ?? '').length < 40;
  new MutationObserver(changes => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (isRow(node)) {
          window.bench.first ??= performance.now();
          window.bench.rows = performance.now();
        }
        if (isNews(node)) window.bench.arrived = Date.now();
      }
      if (change.type === 'characterData' && isNews(change.target)) window.bench.arrived = Date.now();
    }
  }).observe(document, { childList: true, characterData: true, subtree: true });
  addEventListener('keydown', () => {
    window.bench.keyAt = performance.now();
    window.bench.rows = undefined;
  }, true);
`
