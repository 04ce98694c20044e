import { useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { useCurrentInSight } from '../parts/use-current-in-sight.ts'
import { useRights } from '../session.ts'
import { BookingsSection } from '../settings/bookings-section.tsx'
import { ClientFieldsSection } from '../settings/client-fields-section.tsx'
import { GeneralSection } from '../settings/general-section.tsx'
import { KeysSection } from '../settings/keys-section.tsx'
import { MembersSection } from '../settings/members-section.tsx'
import { OnlineSection } from '../settings/online-section.tsx'
import { PrivacySection } from '../settings/privacy-section.tsx'
import { RetentionSection } from '../settings/retention-section.tsx'
import { RulesSection } from '../settings/rules-section.tsx'
import { type SectionId, sectionsFor } from '../settings/sections.ts'
import { SecuritySection } from '../settings/security-section.tsx'
import css from '../settings/settings.module.css'
import { TrackingSection } from '../settings/tracking-section.tsx'
import { TypesSection } from '../settings/types-section.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { useWorkspace } from '../workspace.tsx'
import head from './client-page.module.css'

const CONTENT: Readonly<Record<SectionId, ComponentType>> = {
  general: GeneralSection,
  tracking: TrackingSection,
  'client-fields': ClientFieldsSection,
  bookings: BookingsSection,
  rules: RulesSection,
  types: TypesSection,
  online: OnlineSection,
  members: MembersSection,
  privacy: PrivacySection,
  retention: RetentionSection,
  keys: KeysSection,
  security: SecuritySection,
}

/** What the workspace has chosen, a page for each part of it. */
export function SettingsPage() {
  const { section: asked } = useParams({ strict: false })
  const { workspace } = useWorkspace()
  const rights = useRights()
  const sections = sectionsFor(rights)
  const section = asked === undefined ? sections[0] : sections.find(one => one.id === asked)
  if (section === undefined) return <NotHere />
  const Content = CONTENT[section.id]
  return (
    <>
      <title>{`${section.label} · Settings · Daybook`}</title>
      <header className={css.header}>
        <h1 className={head.name}>Settings</h1>
        <p className={head.meta}>{workspace.name}</p>
      </header>
      <div className={css.page}>
        <Sections sections={sections} here={section.id} />
        <div className={css.content}>
          {!rights.has('settings') && rights.has('readSettings') && (
            <p className={css.readOnly}>You may look at the settings. Owners and admins change them.</p>
          )}
          {rights.has('readSettings') ? (
            <Loaded>
              <Content />
            </Loaded>
          ) : (
            <Content />
          )}
        </div>
      </div>
    </>
  )
}

/** A list beside the content where there is room, else one line that moves sideways, with the part that is open in sight. */
function Sections({
  sections,
  here,
}: {
  readonly sections: ReturnType<typeof sectionsFor>
  readonly here: SectionId
}) {
  const list = useCurrentInSight<HTMLUListElement>(here)
  return (
    <nav aria-label="Settings" className={css.side}>
      <ul className={css.sections} ref={list}>
        {sections.map(one => (
          <li key={one.id}>
            <a
              href={`/settings/${one.id}`}
              aria-current={one.id === here ? 'page' : undefined}
              className={css.section}
            >
              {one.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The parts read the settings as they are: they are there before the first part is. */
function Loaded({ children }: { children: React.ReactNode }) {
  const settings = useSettings()
  if (settings.isError && settings.data === undefined)
    return (
      <Failure
        error={settings.error}
        what="The settings could not be loaded"
        onRetry={() => void settings.refetch()}
      />
    )
  return settings.data === undefined ? <div className={css.waiting} /> : children
}

const NotHere = () => (
  <Notice
    page
    title="Not allowed"
    actions={
      <a className={button.button} href="/account">
        Your own account
      </a>
    }
  >
    Settings are for owners and admins. Your password and second factor are on your account’s page.
  </Notice>
)
