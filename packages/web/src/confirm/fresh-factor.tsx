import { LogError } from '@daybook/client/read'
import { createRoot } from 'react-dom/client'
import { FactorDialog } from './factor-dialog.tsx'

/**
 * Does something that the server lets pass only with a second factor of a moment ago (deleting a client, say): where it
 * asks, the reader is asked for a code, and it is done again. Rejects with the refusal where the reader gives up.
 */
export async function withFreshFactor<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    const isAsked = error instanceof LogError && error.code === 'second_factor_required'
    if (!isAsked || !(await askForFactor())) throw error
    return act()
  }
}

/** Asks in a dialog; true once a code was right. A root of its own, so that no page has to hold the dialog ready. */
async function askForFactor(): Promise<boolean> {
  const before = document.activeElement
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  const { promise, resolve } = Promise.withResolvers<boolean>()
  root.render(<FactorDialog onEnd={resolve} />)
  const right = await promise
  root.unmount()
  place.remove()
  if (before instanceof HTMLElement) before.focus()
  return right
}
