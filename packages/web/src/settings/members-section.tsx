import { useState } from 'react'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { useRights } from '../session.ts'
import { Choices } from './choices.tsx'
import { InvitationTable } from './invitation-table.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { LinkDialog, type MadeLink } from './link-dialog.tsx'
import { MemberTable } from './member-table.tsx'
import { Part } from './part.tsx'
import css from './settings.module.css'
import { useMembers } from './use-members.ts'
import { useChangeSettings, useSettings } from './use-settings.ts'

/** Who works here, in which role, and what they see. */
export function MembersSection() {
  const members = useMembers()
  const mayChange = useRights().has('settings')
  const [inviting, setInviting] = useState(false)
  const [link, setLink] = useState<MadeLink>()
  if (members.isError && members.data === undefined)
    return (
      <Failure
        error={members.error}
        what="The members could not be loaded"
        onRetry={() => void members.refetch()}
      />
    )
  const { members: people = [], invitations = [] } = members.data ?? {}
  return (
    <>
      <Part
        wide
        title="Members"
        about="A change of role or view holds from the member’s next request. What somebody did stays under their name when they leave."
      >
        <div>
          {people.length > 0 && <MemberTable members={people} mayChange={mayChange} onLink={setLink} />}
          {mayChange && (
            <div className={css.acts}>
              <button
                type="button"
                className={button.button}
                aria-haspopup="dialog"
                onClick={() => setInviting(true)}
              >
                Invite somebody …
              </button>
            </div>
          )}
        </div>
      </Part>
      {invitations.length > 0 && (
        <Part wide title="Invited" about="Who has not come yet. A link works once, for seven days.">
          <InvitationTable invitations={invitations} mayChange={mayChange} />
        </Part>
      )}
      <TeamVisibility mayChange={mayChange} />
      {inviting && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onMade={made => {
            setInviting(false)
            setLink(made)
          }}
        />
      )}
      {link && <LinkDialog link={link} onClose={() => setLink(undefined)} />}
    </>
  )
}

function TeamVisibility({ mayChange }: { mayChange: boolean }) {
  const settings = useSettings().data!
  const change = useChangeSettings()
  return (
    <Part
      title="Team visibility"
      about="What the staff see, in lists, counts, search and exports alike. The other roles see everything; a single member may be given another view above."
    >
      <Choices
        legend="Staff see"
        value={settings.teamVisibility}
        disabled={!mayChange}
        options={[
          ['everyone', 'Everyone’s', 'Every client and every entry.'],
          [
            'own_clients',
            'Own clients',
            'Clients with a booking of theirs, or whose profile names them; and their own acts.',
          ],
          ['own_acts', 'Own acts', 'Only what they did themselves.'],
        ]}
        onChoose={teamVisibility => change.mutate({ teamVisibility })}
      />
    </Part>
  )
}
