const LONGEST_PAUSE_MS = 30_000

/**
 * A file of the app, asked for again until the line brings it: what is in it is missing meanwhile, and the page that
 * stands without it is no failure.
 */
export async function untilItComes<T>(load: () => Promise<T>): Promise<T> {
  for (let ms = 1000; ; ms = Math.min(2 * ms, LONGEST_PAUSE_MS)) {
    try {
      return await load()
    } catch (error) {
      await pause(ms)
      // Chromium remembers that a file failed, and says which: by another name it asks for it again.
      const [file] = /\bhttp\S+$/.exec(String(error)) ?? []
      if (file) load = () => import(/* @vite-ignore */ `${file.split('?')[0]}?${Date.now()}`)
    }
  }
}

/** Until so long is over, or the device is back on a line. */
const pause = (ms: number): Promise<unknown> =>
  new Promise(resolve => {
    setTimeout(resolve, ms)
    addEventListener('online', resolve, { once: true })
  })
