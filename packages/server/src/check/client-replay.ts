/** What a client's entries say of them, told again in the order of the log, against their stored row. Pure. */
import type { FieldMap } from '../entry/open-entry.ts'
import { saysName } from '../entry/says-name.ts'
import type { ReplayedEntry } from './replayed-entry.ts'
import { Mentions } from './mentions.ts'
import { ReplayedState } from './replayed-state.ts'

export class ClientReplay {
  readonly clientId: number
  readonly state = new ReplayedState()
  readonly mentions = new Mentions()
  hostId: string | undefined
  name: string | undefined
  nameAt = -Infinity
  /** Kinds of the personal keys that its entries are sealed under. */
  readonly kinds = new Set<number>()
  /** Times (UTC ms) of entries of which the client's part is gone: what they said cannot be told again. */
  readonly goneAt = new Set<number>()

  constructor(clientId: number) {
    this.clientId = clientId
  }

  add({ row, record, opened }: ReplayedEntry): void {
    const { seq, occurred_at: at } = row
    this.mentions.add(seq)
    this.kinds.add(record.personalKind)
    for (const [place, id] of record.clientIds.entries()) {
      if (id !== this.clientId) continue
      const part = opened.clients[place]
      if (part instanceof Map) this.#addPart(part, seq, at)
      else this.goneAt.add(at)
    }
    if (record.clientIds[0] !== this.clientId) return
    if (opened.facts === 'gone') this.goneAt.add(at)
    const parts = [opened.facts, opened.clients[0]].filter((part): part is FieldMap => part instanceof Map)
    if (!this.state.tell(parts, 'client', at, record.fields.get('baseline') === true)) return
    this.mentions.touch(seq)
    const name = this.state.get('name')
    const action = String(record.fields.get('action'))
    if (name !== undefined && saysName(action, name) && name.at >= this.nameAt) {
      this.name = (name.v as string | null) ?? undefined
      this.nameAt = name.at
    }
  }

  #addPart(part: FieldMap, seq: number, at: number): void {
    const hostId = part.get('hostId')
    if (typeof hostId === 'string') this.hostId = hostId
    const name = part.get('name')
    // A name that is not the known one was given here; an older entry does not take the name back.
    if (typeof name !== 'string' || name === this.name || at < this.nameAt) return
    this.name = name
    this.nameAt = at
    this.mentions.touch(seq, this.goneAt.size > 0)
  }
}
