import type { DaybookReader } from '@daybook/client/read'
import { type Clock, localDay, type Reader, ReaderProvider } from '@daybook/timeline'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { aroundLink } from './around.ts'
import { queries } from './queries.ts'
import { usePreferences } from './preferences.ts'
import { useAnnounce } from './shell/announcer.tsx'
import { clientOf, type Session, type Workspace } from './session.ts'

interface Open {
  readonly session: Session
  readonly workspace: Workspace
  readonly daybook: DaybookReader
}

const Context = createContext<Open | null>(null)

/** The workspace that is open, with the SDK to read it. */
export function WorkspaceProvider({
  session,
  workspace,
  children,
}: Omit<Open, 'daybook'> & { children: ReactNode }) {
  const value = useMemo(() => ({ session, workspace, daybook: clientOf(workspace) }), [session, workspace])
  return <Context value={value}>{children}</Context>
}

/** The open workspace. Throws outside of the signed-in pages. */
export function useWorkspace(): Open {
  const open = useContext(Context)
  if (!open) throw new Error('This page needs an open workspace.')
  return open
}

/** The zone that stamps are shown in, by the reader's choice. */
export function useShownZone(): string {
  const { workspace } = useWorkspace()
  const { zone } = usePreferences()
  if (zone === 'utc') return 'UTC'
  return zone === 'device' ? new Intl.DateTimeFormat().resolvedOptions().timeZone : workspace.timeZone
}

/** Today in a zone; turns at midnight. */
function useToday(timeZone: string): string {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return localDay(now, timeZone)
}

interface ReadingProps {
  /** The client whose page this is. */
  readonly clientId?: string
  /** Where an object's chip leads. */
  objectLink(ref: string, type: string): string
  /** What the history goes by. */
  readonly clock?: Clock
  readonly children: ReactNode
}

/** Gives rows the language, zone, person and links of this app. `objectLink` has to stay the same function. */
export function Reading({ clientId, objectLink, clock, children }: ReadingProps) {
  const { session, workspace, daybook } = useWorkspace()
  const timeZone = useShownZone()
  const today = useToday(timeZone)
  const announce = useAnnounce()
  const reader = useMemo(
    (): Reader => ({
      locale: workspace.locale,
      timeZone,
      workspaceZone: workspace.timeZone,
      today,
      memberId: session.member.id,
      clientId,
      clock,
      links: {
        entry: id => `/entries/${id}`,
        client: id => `/clients/${id}`,
        object: objectLink,
        around: aroundLink,
      },
      ...(workspace.rights.includes('act') && {
        note: (id: string, note: string) =>
          daybook
            .request('POST', `/v1/entries/${id}/notes`, { body: { note } })
            .then(() => queries.invalidateQueries({ queryKey: ['entry'] })),
      }),
      why: id => daybook.request('GET', `/v1/entries/${id}/why`),
      copy: (text, what) => {
        const name = what === 'link' ? 'Link' : 'JSON'
        void navigator.clipboard.writeText(text).then(
          () => announce(`${name} copied`),
          () => announce(`${name} could not be copied`),
        )
      },
    }),
    [workspace, daybook, timeZone, today, session, clientId, objectLink, clock, announce],
  )
  return <ReaderProvider reader={reader}>{children}</ReaderProvider>
}
