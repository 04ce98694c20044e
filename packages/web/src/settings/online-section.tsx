import { CopyButton } from '../connect/copy-button.tsx'
import { useClientWord } from '../client-word.ts'
import { useRights } from '../session.ts'
import { OnlineServices } from './online-services.tsx'
import { OnlineTimesForm } from './online-times-form.tsx'
import { Part } from './part.tsx'
import { SwitchRow } from './switch-row.tsx'
import own from './online-section.module.css'
import { useChangeSettings, useSettings } from './use-settings.ts'

/** Whether clients book by themselves, what, and by which rules. */
export function OnlineSection() {
  const settings = useSettings().data!
  const change = useChangeSettings()
  const word = useClientWord()
  const disabled = !useRights().has('settings')
  const { onlineBooking, onlineSlug, onlineConfirm } = settings
  return (
    <>
      <Part
        title="Booking page"
        about={`${word.Many} choose a service and a free time, without signing up. What they do is in the log, with them as its actor.`}
      >
        <div>
          <SwitchRow
            label="Online booking"
            hint={`The booking page, and a portal where ${word.many} see their own bookings.`}
            on={onlineBooking}
            disabled={disabled}
            onSwitch={on => change.mutate({ onlineBooking: on })}
          />
          <SwitchRow
            label="Confirm by link"
            hint="What is booked online keeps its time for an hour, until it is confirmed by the link that is mailed."
            on={onlineConfirm}
            disabled={disabled}
            onSwitch={on => change.mutate({ onlineConfirm: on })}
          />
          {onlineBooking && onlineSlug !== '' && <Addresses slug={onlineSlug} />}
        </div>
      </Part>
      <Part title="Letters" about="What is sent to clients: by the mail server of this Daybook, else by you.">
        <p>
          <a className={own.link} href="/messages">
            Messages to hand over
          </a>
        </p>
      </Part>
      <Part
        title="Times"
        about="Free times come from schedules, less what is taken. A service may have its own notice and horizon, which come before these."
      >
        <OnlineTimesForm key={String(onlineSlug === '')} disabled={disabled} />
      </Part>
      <Part
        wide
        title="Services"
        about="Those that are offered on the booking page. Each switch is a change of the service, in its history."
      >
        <OnlineServices />
      </Part>
    </>
  )
}

function Addresses({ slug }: { slug: string }) {
  return (
    <dl className={own.addresses}>
      {(['book', 'portal'] as const).map(door => {
        const url = `${location.origin}/${door}/${slug}`
        return (
          <div key={door}>
            <dt>{door === 'book' ? 'Booking page' : 'Portal'}</dt>
            <dd>
              <a href={url} target="_blank" rel="noreferrer">
                {url}
              </a>
              <CopyButton
                text={url}
                what={door === 'book' ? 'address of the booking page' : 'address of the portal'}
              />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
