import { LogError } from '@daybook/client/read'
import type { ClientSummary } from '@daybook/protocol'
import type { ReactNode } from 'react'
import { useClientWord } from '../client-word.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { ActDialog } from './act-dialog.tsx'
import { ERASE_TEXT } from './erase-text.tsx'
import { useClientActs } from './use-client-acts.ts'

export type ClientAct = 'delete' | 'restore' | 'erase' | 'anonymise' | 'hold' | 'release'

interface Props {
  readonly act: ClientAct
  readonly client: Pick<ClientSummary, 'id' | 'hostId' | 'name' | 'merged'>
  onClose(): void
}

interface Asked {
  readonly title: string
  readonly go: string
  readonly text: ReactNode
  /** What is said once it is done. */
  readonly done: string
  readonly dangerous?: boolean
  readonly typed?: boolean
  readonly reason?: 'optional'
  send(given: { readonly reason?: string }): Promise<void>
}

/** Has one act about a client confirmed, and does it. */
export function ClientActDialog({ act, client, onClose }: Props) {
  const announce = useAnnounce()
  const word = useClientWord()
  const acts = useClientActs(client)
  const name = client.name ?? client.hostId ?? client.id
  const asked = askedFor(act, { acts, name, one: word.one })
  return (
    <ActDialog
      title={asked.title}
      go={asked.go}
      dangerous={asked.dangerous === true}
      onClose={onClose}
      {...(asked.typed && { typed: name })}
      {...(asked.reason && { reason: asked.reason })}
      send={async given => {
        try {
          await asked.send(given)
        } catch (error) {
          throw inWords(error, client.merged !== undefined)
        }
        onClose()
        announce(asked.done)
      }}
    >
      {asked.text}
      {client.merged && <Everybody client={client} />}
    </ActDialog>
  )
}

/** Whoever stands on the page is decided about with it. */
function Everybody({ client: { merged = [] } }: Pick<Props, 'client'>) {
  const names = merged.map(one => one.name ?? one.hostId ?? one.id)
  return (
    <p>
      This is done to <strong>{names.join(', ')}</strong> as well, merged into this page. To decide about one
      of them alone, un-merge first.
    </p>
  )
}

interface About {
  readonly acts: ReturnType<typeof useClientActs>
  readonly name: string
  readonly one: string
}

function askedFor(act: ClientAct, { acts, name, one }: About): Asked {
  switch (act) {
    case 'delete':
      return {
        title: `Delete ${name}`,
        go: 'Delete',
        text: `They disappear from lists, search and timelines for everybody but owner, admin and manager. You can undo it until the days of grace are over; then they are erased.`,
        done: `${name} is deleted`,
        dangerous: true,
        typed: true,
        reason: 'optional',
        send: given => acts.remove(given),
      }
    case 'restore':
      return {
        title: `Restore ${name}`,
        go: 'Restore',
        text: `The ${one} is in lists, search and timelines again, with everything that came in meanwhile.`,
        done: `${name} is restored`,
        send: () => acts.restore(),
      }
    case 'erase':
    case 'anonymise':
      return {
        title: `${act === 'erase' ? 'Erase' : 'Anonymise'} ${name}`,
        go: act === 'erase' ? 'Erase for good' : 'Anonymise for good',
        text: ERASE_TEXT[act],
        done: act === 'erase' ? 'Erased' : 'Anonymised',
        dangerous: true,
        typed: true,
        send: () => acts.erase(act),
      }
    case 'hold':
      return {
        title: `Place a legal hold on ${name}`,
        go: 'Place the hold',
        text: 'As long as it lasts nobody can erase or anonymise them, retention passes them by, and days of grace stand still.',
        done: `${name} is under a legal hold`,
        reason: 'optional',
        send: given => acts.hold(given),
      }
    case 'release':
      return {
        title: `Release the legal hold on ${name}`,
        go: 'Release',
        text: 'They can be erased again. Days of grace that were left run on.',
        done: 'The hold is released',
        reason: 'optional',
        send: given => acts.release(given),
      }
  }
}

/** The server's word for a hold says what to do by request; here there is a menu. */
function inWords(error: unknown, isMerged: boolean): unknown {
  if (!(error instanceof LogError) || error.code !== 'client_held') return error
  const whom = isMerged ? 'this client, or somebody merged into them' : 'this client'
  return new LogError('client_held', `A legal hold protects ${whom}. Release it first.`, error.details)
}
