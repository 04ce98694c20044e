import { useRights } from '../session.ts'
import { DecidedList } from './decided-list.tsx'
import { PrivacyChoices } from './privacy-choices.tsx'
import { RequestList } from './request-list.tsx'

/** What happens to those who leave, what they ask, and who is held. */
export function PrivacySection() {
  const rights = useRights()
  return (
    <>
      {rights.has('erase') && <RequestList />}
      {rights.has('erase') && <DecidedList state="deleted" />}
      {rights.has('readHold') && <DecidedList state="held" />}
      {rights.has('readSettings') && <PrivacyChoices />}
    </>
  )
}
