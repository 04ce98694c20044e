/** Who the clients are: how they came, what changed about them, what they agreed to, and how they use the portal. */
import { DESK, FORMER, RECEPTION, SYSTEM, THERAPISTS, WEBSITE } from './cast.ts'
import { later } from './demo-clock.ts'
import type { Diary } from './diary.ts'
import { CLARA, clientOf, DANIEL, PEOPLE, type Person, self } from './people.ts'

export function tellProfiles(diary: Diary): void {
  PEOPLE.forEach((person, index) => {
    begin(diary, person, index)
    agree(diary, person, index)
    change(diary, person, index)
    if (index % 2 === 0 || person === DANIEL) visitPortal(diary, person)
  })
  notes(diary)
}

/** The first came with the old card file; the others by the desk or the website. */
function begin(diary: Diary, person: Person, index: number): void {
  const { clock, dice } = diary
  const state = {
    name: person.name,
    email: person.email,
    phone: person.phone,
    city: dice.pick(['Lisboa', 'Almada', 'Oeiras', 'Sintra']),
    birthday: `${dice.whole(1948, 2004)}-0${dice.whole(1, 9)}-${dice.whole(10, 28)}`,
    channel: dice.pick(['email', 'email', 'sms', 'phone']),
  }
  const client = clientOf(person)
  if (index < 14) {
    const actor = { type: 'integration', id: 'card-file', name: 'Old card file' } as const
    diary.add(clock.date(-546), {
      action: 'client.imported',
      client,
      actor,
      state,
      data: { file: 'card-file.csv' },
    })
  } else if (index % 3 === 0)
    diary.add(clock.at(-541 + index, 20, index), {
      action: 'client.created',
      client,
      actor: self(person),
      context: person.device,
      state,
    })
  else if (index % 3 === 1)
    diary.add(clock.at(clock.openBefore(-540 + index), 10, index), {
      action: 'client.created',
      client,
      actor: FORMER,
      context: DESK,
      state,
    })
  else
    diary.add(clock.at(-540 + index, 13, index), { action: 'client.recorded', client, actor: WEBSITE, state })
}

function agree(diary: Diary, person: Person, index: number): void {
  const client = clientOf(person)
  const at = diary.clock.at(-490 + index, 18, 5)
  if (index % 4 === 0)
    diary.add(at, {
      action: 'client.consented',
      client,
      actor: self(person),
      context: person.device,
      data: { purpose: 'reminders by e-mail' },
    })
  if (index % 12 === 0)
    diary.add(later(at, 60 * 24 * 100), {
      action: 'client.consent_withdrawn',
      client,
      actor: self(person),
      context: person.device,
      data: { purpose: 'the newsletter' },
    })
  if (index % 7 === 0)
    diary.add(later(at, 60 * 24 * 31), {
      action: 'client.preferences_updated',
      client,
      actor: self(person),
      context: person.device,
      changes: [{ field: 'channels', before: ['email', 'sms'], after: ['email'] }],
    })
}

function change(diary: Diary, person: Person, index: number): void {
  const { clock, dice } = diary
  const client = clientOf(person)
  if (index % 3 === 0) {
    const at = clock.at(clock.openBefore(-dice.whole(4, 300)), 11, dice.whole(0, 50))
    const old = person.email.replace('@example.com', '@mail.example')
    const changes = [
      { field: 'email', before: old, after: person.email },
      { field: 'address', before: null, after: `Rua da Praia ${dice.whole(2, 80)}` },
    ]
    diary.add(at, { action: 'client.updated', client, actor: RECEPTION, context: DESK, changes })
    // Somebody corrects a form field by field: read as one line.
    if (index % 9 === 0)
      for (const [place, field] of ['city', 'postcode', 'taxId'].entries())
        diary.add(later(at, place + 1), {
          action: 'client.updated',
          client,
          actor: RECEPTION,
          context: DESK,
          changes: [{ field, before: null, after: ['Lisboa', '1200-109', '999 999 990'][place]! }],
        })
  }
  if (index % 6 === 1) {
    const at = clock.at(clock.openBefore(-dice.whole(90, 400)), 15, 12)
    const tag = dice.pick(['runner', 'office work', 'after surgery'])
    diary.add(at, { action: 'client.tagged', client, actor: RECEPTION, context: DESK, data: { tag } })
    if (index % 12 === 1)
      diary.add(later(at, 60 * 24 * 60), {
        action: 'client.untagged',
        client,
        actor: RECEPTION,
        context: DESK,
        data: { tag },
      })
  }
  if (index % 10 === 3)
    diary.add(clock.at(clock.openBefore(-40), 12, index), {
      action: 'client.updated',
      client,
      actor: THERAPISTS[0],
      changes: [
        { field: 'shoe_size', label: 'Shoe size (EU)', before: null, after: String(dice.whole(37, 46)) },
      ],
    })
}

function visitPortal(diary: Diary, person: Person): void {
  const { clock, dice } = diary
  const about = { client: clientOf(person), actor: self(person), context: person.device }
  for (let day = -dice.whole(300, 500); day < 0; day += dice.whole(18, 60)) {
    const at = clock.at(day, dice.whole(7, 22), dice.whole(0, 59))
    if (dice.chance(0.15))
      diary.add(later(at, -1), {
        ...about,
        action: 'client.sign_in_failed',
        outcome: 'failure',
        data: { reason: 'wrong password' },
      })
    diary.add(at, { ...about, action: 'client.signed_in' })
    if (dice.chance(0.4)) diary.add(later(at, dice.whole(2, 20)), { ...about, action: 'client.signed_out' })
    else if (dice.chance(0.45))
      diary.add(later(at, 30), { action: 'client.session_expired', client: about.client, actor: SYSTEM })
  }
}

const NOTE_BEFORE =
  'Reports pain in the left knee after runs of more than five kilometres. No swelling. Works sitting, runs twice a week. Prefers mornings.'
const NOTE_AFTER =
  'Reports pain in the left knee after runs of more than eight kilometres. No swelling. Works standing since autumn, runs twice a week. Prefers mornings; allergic to latex.'

function notes(diary: Diary): void {
  const { clock } = diary
  diary.add(clock.at(clock.openBefore(-11), 17, 2), {
    action: 'client.notes_updated',
    client: clientOf(CLARA),
    actor: THERAPISTS[0],
    changes: [{ field: 'notes', before: NOTE_BEFORE, after: NOTE_AFTER }],
  })
}
