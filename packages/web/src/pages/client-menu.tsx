import type { ClientSummary } from '@daybook/protocol'
import { Glyph } from '../parts/glyph.tsx'
import { Popover } from '../parts/popover.tsx'
import { useRights } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import css from './client-menu.module.css'

/** What else leads somewhere from a client's row. */
export function ClientMenu({ client }: { client: ClientSummary }) {
  const name = client.erased ? 'the erased client' : (client.name ?? client.hostId ?? client.id)
  return (
    <Popover
      title={`More for ${name}`}
      name={`More for ${name}`}
      buttonClass={css.button}
      align="end"
      label={<Glyph d="M3.5 8h.01M8 8h.01M12.5 8h.01" weight={2} />}
    >
      {close => <Choices client={client} onDone={close} />}
    </Popover>
  )
}

function Choices({ client, onDone }: { client: ClientSummary; onDone(): void }) {
  const rights = useRights()
  const announce = useAnnounce()
  const path = `/clients/${client.id}`
  const copy = () => {
    onDone()
    void navigator.clipboard.writeText(location.origin + path).then(
      () => announce('Link copied'),
      () => announce('The link could not be copied'),
    )
  }
  return (
    <ul className={css.choices} role="list">
      <li>
        <a href={path}>Open the timeline</a>
      </li>
      {rights.has('access') && (
        <li>
          <a href={`${path}/access`}>Open the access log</a>
        </li>
      )}
      {client.nextSession && (
        <li>
          <a href={`${path}?object=${encodeURIComponent(client.nextSession.object.ref)}`}>
            Entries about the next session
          </a>
        </li>
      )}
      <li>
        <button type="button" onClick={copy}>
          Copy link
        </button>
      </li>
    </ul>
  )
}
