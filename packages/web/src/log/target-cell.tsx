import type { Entry } from '@daybook/protocol'
import { useReader } from '@daybook/timeline'
import css from './log-table.module.css'

/** Targets that a row names. */
const FEW = 3

/** What an entry is about: the client, the booking, the payment; each leads to its own history. */
export function TargetCell({ entry }: { entry: Entry }) {
  const { links, words } = useReader()
  const targets = [
    ...entry.clients.map(client => ({
      key: client.id,
      text: client.erased ? words.erasedClient : (client.name ?? client.hostId ?? client.id),
      title: undefined,
      href: links.client?.(client.id),
    })),
    ...entry.objects
      .filter(object => object.type !== 'client')
      .map(object => ({
        key: object.ref,
        text: object.id ?? object.name ?? object.type,
        title: object.name,
        href: links.object?.(object.ref, object.type),
      })),
  ]
  if (targets.length === 0) return <span className={css.none}>–</span>
  return (
    <ul className={css.targets}>
      {targets.slice(0, FEW).map(({ key, text, title, href }) => (
        <li key={key}>
          {href ? (
            <a href={href} title={title}>
              {text}
            </a>
          ) : (
            text
          )}
        </li>
      ))}
      {targets.length > FEW && (
        <li className={css.rest}>{words.more.replace('{n}', String(targets.length - FEW))}</li>
      )}
    </ul>
  )
}
