import type { RetentionView } from '@daybook/protocol'
import { useState } from 'react'
import { useRights } from '../session.ts'
import { Part } from './part.tsx'
import { RetentionPreview } from './retention-preview.tsx'
import { RetentionChoice } from './retention-choice.tsx'
import { inYears } from './in-years.ts'
import { useInZone } from './use-in-zone.ts'
import { useSettings } from './use-settings.ts'

/** After how many years what is personal becomes unreadable, and what that would take. */
export function RetentionSection() {
  const { retention } = useSettings().data!
  const mayChange = useRights().has('settings')
  const [years, setYears] = useState<number>(retention.years ?? 10)
  const wrong = !(Number.isInteger(years) && years >= 1 && years <= 100)
  return (
    <>
      <Part
        title="Retention"
        about="A client’s entries live as long as the client. A limit by age makes the personal part of older ones unreadable for good; when and what happened stays listed, and still verifies."
      >
        <div>
          <Now retention={retention} />
          {mayChange && (
            <RetentionChoice chosen={retention.years} years={years} wrong={wrong} onChange={setYears} />
          )}
        </div>
      </Part>
      {!wrong && <RetentionPreview years={years} />}
    </>
  )
}

function Now({ retention }: { retention: RetentionView }) {
  const inZone = useInZone()
  const [now] = useState(() => Date.now())
  if (retention.years === null) return <p>There is no limit.</p>
  return (
    <p>
      What is personal is kept for <strong>{inYears(retention.years)}</strong>
      {retention.from !== undefined && Date.parse(retention.from) > now && (
        <>, from {inZone.stamp(retention.from)} on</>
      )}
      .
    </p>
  )
}
