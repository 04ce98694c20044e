import type { LetterToHandOver } from '@daybook/protocol'
import { useMutation } from '@tanstack/react-query'
import { CopyButton } from '../connect/copy-button.tsx'
import head from '../pages/client-page.module.css'
import act from '../parts/act.module.css'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { queries } from '../queries.ts'
import { Stamp } from '../settings/stamp.tsx'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './messages-page.module.css'
import { useLetters } from './use-letters.ts'

/** What clients should be told, where nobody sends mail: read out, sent from elsewhere, handed over. */
export function MessagesPage() {
  const letters = useLetters()
  return (
    <>
      <title>Messages to hand over · Daybook</title>
      <header className={head.header}>
        <h1 className={head.name}>Messages to hand over</h1>
        <p className={head.meta}>
          No mail server sends these. Pass each on in your own way, then say so: it is an entry on the
          client’s timeline.
        </p>
      </header>
      {letters.isError && letters.data === undefined ? (
        <Failure
          error={letters.error}
          what="The messages could not be loaded"
          onRetry={() => void letters.refetch()}
        />
      ) : (
        <List letters={letters.data?.letters} />
      )}
    </>
  )
}

function List({ letters }: { letters: readonly LetterToHandOver[] | undefined }) {
  if (letters === undefined) return null
  if (letters.length === 0)
    return <Notice title="Nothing to hand over">What waits for somebody is here.</Notice>
  return (
    <ul className={css.letters}>
      {letters.map(letter => (
        <li key={letter.id}>
          <Letter letter={letter} />
        </li>
      ))}
    </ul>
  )
}

function Letter({ letter }: { letter: LetterToHandOver }) {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const done = useMutation({
    mutationFn: () => daybook.request('POST', `/v1/letters/${letter.id}/handed-over`),
    async onSettled(_, error) {
      announce(error === null ? 'Handed over' : 'That was not saved.')
      await queries.invalidateQueries({ queryKey: ['letters', workspace.id] })
    },
  })
  const { client, email, subject, text, createdAt } = letter
  return (
    <article className={css.letter}>
      <h2>{subject}</h2>
      <p className={css.to}>
        <a href={`/clients/${client.id}`}>{client.name ?? 'Client'}</a>
        {email !== undefined && <span>{email}</span>}
        <Stamp at={createdAt} />
      </p>
      <p className={css.text}>{text}</p>
      <div className={css.acts}>
        <button
          type="button"
          className={act.primary}
          aria-disabled={done.isPending}
          onClick={() => !done.isPending && done.mutate()}
        >
          Handed over
        </button>
        <CopyButton text={`${subject}\n\n${text}`} what="message" />
      </div>
    </article>
  )
}
