import type { Entry, ExportTotal } from '@daybook/protocol'
import type { Rendering } from '../rendering.ts'

export async function renderPdf(
  entries: readonly Entry[],
  rendering: Rendering,
  totals: readonly ExportTotal[],
): Promise<Uint8Array> {
  return new Uint8Array()
}
