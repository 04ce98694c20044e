/** Fills a workspace through the real append path, in big batches, several at a time. */
import { appendEntries } from '@daybook/server/command'
import type { OpenDaybook } from '@daybook/server/bench'
import { seedDraft } from '../recipe.ts'
import { answerCalls, reportProgress } from './answer.ts'
import { newWorkspace, openIn, type OpenParams } from './open.ts'

const BATCH = 1000
const IN_FLIGHT = 3

let daybook: OpenDaybook

async function seed(total: number): Promise<number> {
  const principal = await newWorkspace(daybook, `${total} entries`)
  const begun = performance.now()
  let next = 0
  let written = 0
  async function fill(): Promise<void> {
    while (next < total) {
      const from = next
      next = Math.min(total, from + BATCH)
      const entries = Array.from({ length: next - from }, (_, i) => seedDraft(from + i, total))
      // The bytes only decide about the queue, which is short here.
      await appendEntries(daybook, principal, { entries }, entries.length * 600)
      written += entries.length
      const speed = written / ((performance.now() - begun) / 1000)
      const left = Math.round((total - written) / speed)
      reportProgress(
        `${Math.floor((written / total) * 100)} % of ${total} entries, ${Math.round(speed)}/s, ${left} s to go`,
      )
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, fill))
  return principal.workspaceId
}

answerCalls(
  {
    open(params: OpenParams) {
      daybook = openIn(params)
    },
    seed,
  },
  () => daybook.close(),
)
