/** Daybook in process: `appendEntries`, grouped or not. */
import { appendEntries, type Principal } from '@daybook/server/command'
import type { OpenDaybook } from '@daybook/server/bench'
import { MEASURED_BYTES, measuredDraft } from '../draft.ts'
import { answerCalls } from '../processes/answer.ts'
import { type Load, runLoad } from '../processes/load.ts'
import { newWorkspace, openIn, type OpenParams } from '../processes/open.ts'

let daybook: OpenDaybook
let principal: Principal

answerCalls(
  {
    async open(params: OpenParams) {
      daybook = openIn(params)
      principal = await newWorkspace(daybook, 'Append')
    },
    run: (load: Load) =>
      runLoad(load, n => appendEntries(daybook, principal, measuredDraft('load', n), MEASURED_BYTES)),
  },
  () => daybook.close(),
)
