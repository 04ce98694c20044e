import type { PrivacyRequest } from '@daybook/protocol'
import { ActDialog } from '../client-acts/act-dialog.tsx'
import { ERASE_TEXT } from '../client-acts/erase-text.tsx'
import { useClientWord } from '../client-word.ts'
import { withFreshFactor } from '../confirm/fresh-factor.tsx'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { askerOf, type Decision, DECISIONS } from './decision-words.ts'

interface Props {
  readonly request: PrivacyRequest
  readonly decision: Decision
  onEnd(): void
}

/** Has a decision about a wish confirmed, and makes it. */
export function DecideDialog({ request, decision, onEnd }: Props) {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const name = askerOf(request, useClientWord().one)
  const gone = decision !== 'decline'
  return (
    <ActDialog
      title={`${DECISIONS[decision].go} ${gone ? name : 'the request'}`}
      go={DECISIONS[decision].go}
      dangerous={gone}
      onClose={onEnd}
      {...(gone ? { typed: name } : { reason: 'required' as const })}
      send={async given => {
        await withFreshFactor(() =>
          daybook.request('POST', `/v1/privacy/requests/${request.id}/decide`, {
            body: { decision, ...given },
          }),
        )
        onEnd()
        announce(`${DECISIONS[decision].done}: ${name}`)
        await queries.invalidateQueries({ queryKey: ['privacy-requests', workspace.id] })
        await queries.invalidateQueries({ queryKey: ['decided', workspace.id] })
      }}
    >
      {gone
        ? ERASE_TEXT[decision]
        : `${name} stays as they are. The reason is kept with them: they may ask for it.`}
    </ActDialog>
  )
}
