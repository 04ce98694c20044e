import type { Entry } from '@daybook/protocol'
import { useReader } from '../reader.tsx'
import { fill } from '../words.ts'
import css from './row.module.css'

/** The objects an entry is about, each a link to where only its entries are; clients too where the page is not theirs. */
export function ObjectChips({ entry }: { entry: Entry }) {
  const { links, words, clientId } = useReader()
  const clients =
    clientId === undefined ? entry.clients : entry.clients.filter(client => client.id !== clientId)
  const objects = entry.objects.filter(object => object.type !== 'client')
  if (clients.length === 0 && objects.length === 0) return null
  return (
    <span className={css.chips}>
      {clients.map(client => {
        const name = client.erased ? words.erasedClient : (client.name ?? client.hostId ?? client.id)
        const href = links.client?.(client.id)
        return href ? (
          <a key={client.id} className={css.chip} href={href}>
            {name}
          </a>
        ) : (
          <span key={client.id} className={css.chip}>
            {name}
          </span>
        )
      })}
      {objects.map(object => {
        const name = object.id ?? object.name ?? object.type
        const href = links.object?.(object.ref, object.type)
        return href ? (
          <a
            key={object.ref}
            className={css.chip}
            href={href}
            title={fill(words.historyOf, object.name ?? name)}
          >
            {name}
          </a>
        ) : (
          <span key={object.ref} className={css.chip} title={object.name}>
            {name}
          </span>
        )
      })}
    </span>
  )
}
