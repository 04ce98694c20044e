import type { DaybookReader } from '@daybook/client/read'
import type { ClientViewAnswer } from '@daybook/protocol'

/** Whose page was shown last in this tab, and until when at least. */
let shown: { readonly clientId: string; readonly at: number } | undefined
/** A client's page that is back so soon was not left: React renders twice, and the tabs of one client are one page. */
const SAME_MS = 2000

/**
 * Tells the server that a member opened a client's page. It keeps views only where the workspace chose to; a view that
 * cannot be told is no reason to bother who reads. Answers what is to be called when the page is left.
 */
export function viewOnce(daybook: DaybookReader, clientId: string): () => void {
  const same = shown?.clientId === clientId && performance.now() - shown.at < SAME_MS
  const touch = () => {
    shown = { clientId, at: performance.now() }
  }
  touch()
  if (!same) {
    void daybook
      .request<ClientViewAnswer>('POST', `/v1/clients/${encodeURIComponent(clientId)}/views`)
      .catch(() => {})
  }
  return touch
}
