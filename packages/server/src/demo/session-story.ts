/** A session at the clinic, and what every part of its story says again and again. */
import type { Draft, DraftActor } from '@daybook/protocol'
import { DESK, RECEPTION, type Service } from './cast.ts'
import type { Diary } from './diary.ts'
import { clientOf, type Person, self } from './people.ts'

export type Course =
  | 'attended'
  | 'moved by client'
  | 'moved by staff'
  | 'cancelled'
  | 'cancelled late'
  | 'cancelled by staff'
  | 'no-show'

export interface Session {
  readonly id: string
  readonly person: Person
  readonly service: Service
  readonly member: DraftActor & { readonly name: string }
  /** Days from today, and the hour. */
  readonly day: number
  readonly hour: number
  readonly bookedDay: number
  readonly online: boolean
  readonly course: Course
}

export type Rest = Omit<Draft, 'occurredAt' | 'action'>

/** What every part of a session's story says again and again. */
export class SessionStory {
  readonly diary: Diary
  readonly of: Session
  readonly startsAt: string
  readonly object: { readonly type: 'booking'; readonly id: string; readonly name: string }

  constructor(diary: Diary, session: Session) {
    this.diary = diary
    this.of = session
    this.startsAt = diary.clock.at(session.day, session.hour)
    this.object = { type: 'booking', id: session.id, name: session.service.name }
  }

  /** An entry about the session and its client, or about the objects that it names itself. */
  add(occurredAt: string, action: string, rest: Rest): void {
    const about = rest.objects === undefined ? { object: this.object } : {}
    this.diary.add(occurredAt, { action, client: clientOf(this.of.person), ...about, ...rest })
  }

  status(before: string, after: string): NonNullable<Draft['changes']>[number] {
    return { field: 'status', before, after }
  }

  /** Whoever acts for the client: themselves online, or the desk by phone. */
  get booker(): Rest {
    const { online, person } = this.of
    return online ? { actor: self(person), context: person.device } : { actor: RECEPTION, context: DESK }
  }
}
