import type { ErasureMode } from '@daybook/protocol'
import type { ReactNode } from 'react'

/** What erasing and anonymising do, before it is done. */
export const ERASE_TEXT: Readonly<Record<ErasureMode, ReactNode>> = {
  erase: (
    <>
      Nobody can ever read again who they were, nor what was done for them: not you, not somebody with an old
      backup. The lines stay, without content, and the log still verifies.{' '}
      <strong>It cannot be taken back.</strong>
    </>
  ),
  anonymise: (
    <>
      The person goes: name, contact, notes, addresses. That somebody had these bookings and paid these
      amounts stays. <strong>It cannot be taken back</strong>; erasing later is still possible.
    </>
  ),
}
