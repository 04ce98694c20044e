import type { ClientSummary, MergedClient } from '@daybook/protocol'
import { ActDialog } from '../client-acts/act-dialog.tsx'
import { useWorkspace } from '../workspace.tsx'
import { nameOfClient } from './name-of-client.ts'

interface Props {
  readonly client: ClientSummary
  readonly other: MergedClient
  onClose(): void
}

/** Says what goes and what stays, and separates the two. */
export function UnmergeDialog({ client, other, onClose }: Props) {
  const { daybook } = useWorkspace()
  const [name, gone] = [nameOfClient(client), nameOfClient(other)]
  return (
    <ActDialog
      title={`Separate ${gone} from ${name}`}
      go="Un-merge"
      reason="optional"
      onClose={onClose}
      send={async given => {
        await daybook.request('POST', `/v1/clients/${client.id}/unmerge`, {
          body: { other: other.id, ...given },
        })
        // The rows of the other must not stay on this page.
        location.reload()
      }}
    >
      {gone} has a page of their own again, and both pages are as they were before. What was recorded since
      the two were merged stays with {name}, and so does what was changed of the profile since.
    </ActDialog>
  )
}
