/** Patterns in process, one caller. */
import { type OpenDaybook, type PatternRequest, readPatterns } from '@daybook/server/bench'
import type { DaybookDatabase } from '../postgres.ts'
import { type Latency, latencyOf } from '../statistics.ts'
import { answerCalls } from './answer.ts'
import { openIn, principalOf } from './open.ts'

let daybook: OpenDaybook
let principal: ReturnType<typeof principalOf>

function open(given: { database: DaybookDatabase; workspaceId: number }): void {
  daybook = openIn({ database: given.database })
  principal = principalOf(given.workspaceId)
}

async function round({ request, calls }: { request: PatternRequest; calls: number }): Promise<Latency> {
  const samples: number[] = []
  for (let call = 0; call < calls; call++) {
    const begun = performance.now()
    await readPatterns(daybook, principal, request)
    samples.push(performance.now() - begun)
  }
  return latencyOf(samples)
}

answerCalls({ open, round }, () => daybook.close())
