import { useRights } from '../session.ts'
import { DecidedTable } from './decided-table.tsx'
import { PrivacyChoices } from './privacy-choices.tsx'
import { RequestList } from './request-list.tsx'

/** What happens to those who leave, what they ask, and who is held. */
export function PrivacySection() {
  const rights = useRights()
  return (
    <>
      {rights.has('erase') && <RequestList />}
      {rights.has('erase') && <DecidedTable state="deleted" />}
      {rights.has('readHold') && <DecidedTable state="held" />}
      {rights.has('readSettings') && <PrivacyChoices />}
    </>
  )
}
