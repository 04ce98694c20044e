import { VisuallyHidden } from '@daybook/timeline'
import { useState } from 'react'
import { withFreshFactor } from '../confirm/fresh-factor.tsx'
import { Popover } from '../parts/popover.tsx'
import { ActDialog } from '../client-acts/act-dialog.tsx'
import menu from '../client-acts/act-menu.module.css'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import { KnownAsDialog } from './known-as-dialog.tsx'
import type { MadeLink } from './link-dialog.tsx'
import { type Member, readMembersAgain } from './use-members.ts'

interface Props {
  readonly member: Member
  readonly self: boolean
  onLink(link: MadeLink): void
}

type Act = 'link' | 'sign-out' | 'factor' | 'remove'

const ACTS: Readonly<Record<Act, { label: string; title(name: string): string; text: string; go: string }>> =
  {
    link: {
      label: 'Link for a new password …',
      title: name => `A new password for ${name}`,
      text: 'You get a link, to hand over. It works once, for a day. Until they use it their password stays as it is.',
      go: 'Make the link',
    },
    'sign-out': {
      label: 'Sign out everywhere …',
      title: name => `Sign ${name} out everywhere`,
      text: 'Every session of theirs ends at once, in every workspace. They can sign in again.',
      go: 'Sign out',
    },
    factor: {
      label: 'Turn their two-factor off …',
      title: name => `Turn two-factor sign-in off for ${name}`,
      text: 'For somebody who has lost their phone and their backup codes. Make sure that it is them who asks. Every session of theirs ends.',
      go: 'Turn it off',
    },
    remove: {
      label: 'Remove …',
      title: name => `Remove ${name}`,
      text: 'They no longer open this workspace, from their next request on. What they did stays under their name.',
      go: 'Remove',
    },
  }

/** What can be done with a member, each confirmed. */
export function MemberActs({ member, self, onLink }: Props) {
  const { workspace } = useWorkspace()
  const [doing, setDoing] = useState<Act>()
  const [naming, setNaming] = useState(false)
  const work = useWork(member, onLink)
  const acts: Act[] = [
    ...(self ? [] : (['link', 'sign-out'] as const)),
    ...(member.twoFactor && !self ? (['factor'] as const) : []),
    'remove',
  ]
  return (
    <>
      <Menu name={member.name} acts={acts} onChoose={setDoing} onNames={() => setNaming(true)} />
      {naming && <KnownAsDialog member={member} onClose={() => setNaming(false)} />}
      {doing && (
        <ActDialog
          title={ACTS[doing].title(member.name)}
          go={ACTS[doing].go}
          dangerous={doing === 'remove' || doing === 'factor'}
          onClose={() => setDoing(undefined)}
          send={async () => {
            await withFreshFactor(work[doing])
            setDoing(undefined)
            await readMembersAgain(workspace.id)
          }}
        >
          {ACTS[doing].text}
        </ActDialog>
      )}
    </>
  )
}

interface MenuProps {
  readonly name: string
  readonly acts: readonly Act[]
  onChoose(act: Act): void
  onNames(): void
}

function Menu({ name, acts, onChoose, onNames }: MenuProps) {
  return (
    <Popover
      title={`${name}: acts`}
      align="end"
      buttonClass={menu.button}
      label={
        <>
          <span aria-hidden="true">···</span>
          <VisuallyHidden>More about {name}</VisuallyHidden>
        </>
      }
    >
      {close => {
        const item = (label: string, choose: () => void, className?: string) => (
          <button
            key={label}
            type="button"
            className={className}
            onClick={() => {
              close()
              choose()
            }}
          >
            {label}
          </button>
        )
        return (
          <div className={menu.menu}>
            {item('Other names …', onNames)}
            {acts.map(act =>
              item(ACTS[act].label, () => onChoose(act), act === 'remove' ? menu.bad : undefined),
            )}
          </div>
        )
      }}
    </Popover>
  )
}

function useWork(member: Member, onLink: Props['onLink']): Readonly<Record<Act, () => Promise<void>>> {
  const { daybook } = useWorkspace()
  const announce = useAnnounce()
  const path = `/v1/members/${member.id}`
  return {
    async link() {
      const { url } = await daybook.request<{ url: string }>('POST', `${path}/password-link`)
      onLink({
        title: `A new password for ${member.name}`,
        text: 'Hand them this link. It works once, for a day.',
        url,
      })
    },
    async 'sign-out'() {
      await daybook.request('POST', `${path}/sign-out`)
      announce(`${member.name} is signed out everywhere`)
    },
    async factor() {
      await daybook.request('DELETE', `${path}/two-factor`)
      announce(`Two-factor sign-in of ${member.name} is off`)
    },
    async remove() {
      await daybook.request('DELETE', path)
      announce(`${member.name} is removed`)
    },
  }
}
