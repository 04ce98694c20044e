import sparticuz from '@sparticuz/chromium'
import { type BrowserServer, chromium } from 'playwright-core'

/** Arguments made for a sandboxed function in a cloud, or that weaken what a browser checks. */
const LEFT_OUT =
  /^--(single-process|no-zygote|no-sandbox|headless|disable-web-security|allow-running-insecure-content|disable-site-isolation-trials)/
/** A graphics card that is played by the processor: each picture costs it a third more than drawing without one. */
const GRAPHICS = /^--(in-process-gpu|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist)/

/** Starts the Chromium that npm installed, with an empty profile of its own; tests connect to it. */
export async function openChromium(): Promise<BrowserServer> {
  const args = sparticuz.args.filter(arg => !LEFT_OUT.test(arg) && !GRAPHICS.test(arg))
  args.push(
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  )
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  return chromium.launchServer({
    executablePath: await sparticuz.executablePath(),
    args,
    host: '127.0.0.1',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...fonts() },
  })
}

/** Where @sparticuz/chromium has put its font. */
function fonts(): Record<string, string> {
  return process.env.FONTCONFIG_PATH ? { FONTCONFIG_PATH: process.env.FONTCONFIG_PATH } : {}
}
