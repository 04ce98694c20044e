/** What the log says of the team itself: who works there, sign-ins, reports, exports. */
import { DESK, DEVICES, FORMER, MANAGER, OFFICE, RECEPTION, SYSTEM, THERAPISTS } from './cast.ts'
import { later } from './demo-clock.ts'
import type { Diary } from './diary.ts'
import { clientOf, MILO, PEOPLE, self } from './people.ts'

const TEAM = [MANAGER, RECEPTION, ...THERAPISTS, FORMER] as const
const memberOf = ({ id, name }: (typeof TEAM)[number]) => ({ type: 'member', id, name })
const LEFT = -180

export function tellOffice(diary: Diary): void {
  tellTeam(diary)
  tellSignIns(diary)
  tellSecurity(diary)
  tellReports(diary)
  tellViews(diary)
  tellOwnData(diary)
}

function tellTeam(diary: Diary): void {
  const { clock } = diary
  const roles = ['owner', 'staff', 'staff', 'staff', 'staff'] as const
  for (const [index, member] of TEAM.entries()) {
    if (member === MANAGER) continue
    const at = clock.at(clock.open(-547), 8, index)
    const object = memberOf(member)
    diary.add(at, {
      action: 'member.invited',
      object,
      actor: MANAGER,
      context: OFFICE,
      data: { role: roles[index]! },
    })
    diary.add(later(at, 25), {
      action: 'member.joined',
      object,
      actor: member,
      data: { role: roles[index]! },
    })
  }
  diary.add(clock.at(clock.openBefore(-350), 12), {
    action: 'member.role_changed',
    object: memberOf(RECEPTION),
    actor: MANAGER,
    context: OFFICE,
    changes: [{ field: 'role', before: 'staff', after: 'manager' }],
    data: { role: 'manager' },
  })
  diary.add(clock.at(clock.openBefore(LEFT), 17, 30), {
    action: 'member.removed',
    object: memberOf(FORMER),
    actor: MANAGER,
    context: OFFICE,
    reason: 'works elsewhere now',
  })
}

function tellSignIns(diary: Diary): void {
  const { clock, dice } = diary
  for (const [index, actor] of TEAM.entries())
    for (let day = -540 + index; day <= 0; day += dice.whole(7, 16)) {
      if (actor === FORMER && day > LEFT) break
      const context =
        actor === RECEPTION || actor === FORMER ? DESK : { ip: OFFICE.ip, userAgent: DEVICES[index]! }
      const at = clock.at(clock.openBefore(day), 8, 20 + index)
      if (dice.chance(0.08))
        diary.add(later(at, -1), {
          action: 'account.sign_in_failed',
          actor,
          context,
          outcome: 'failure',
          data: { reason: 'wrong password' },
        })
      diary.add(at, { action: 'account.signed_in', actor, context, data: { method: 'password' } })
      if (dice.chance(0.3)) diary.add(later(at, 560), { action: 'account.signed_out', actor, context })
      else if (dice.chance(0.2))
        diary.add(later(at, 60 * 24 * 7), {
          action: 'account.session_expired',
          object: memberOf(actor),
          actor: SYSTEM,
          data: { member: actor.name },
        })
    }
}

function tellSecurity(diary: Diary): void {
  const { clock } = diary
  const acts = [
    [-400, 'account.two_factor_enabled', MANAGER],
    [-399, 'account.two_factor_enabled', RECEPTION],
    [-140, 'account.backup_code_used', RECEPTION],
    [-139, 'account.backup_codes_renewed', RECEPTION],
    [-138, 'account.two_factor_disabled', THERAPISTS[0]],
    [-220, 'account.password_reset_requested', THERAPISTS[1]],
    [-220, 'account.password_reset', THERAPISTS[1]],
    [-90, 'account.password_changed', MANAGER],
    [-12, 'account.session_revoked', MANAGER],
  ] as const
  acts.forEach(([day, action, actor], index) =>
    diary.add(clock.at(clock.openBefore(day), 8, 30 + index), {
      action,
      actor,
      context: OFFICE,
      ...(action === 'account.session_revoked' && { data: { device: 'Safari on iPhone' } }),
      ...(action === 'account.backup_code_used' && { data: { left: 7 } }),
    }),
  )
  diary.add(clock.at(clock.openBefore(-17), 13, 13), {
    action: 'access.denied',
    actor: THERAPISTS[1],
    context: OFFICE,
    outcome: 'denied',
    data: { what: 'the access log of a client', right: 'access log' },
  })
}

function tellReports(diary: Diary): void {
  const { clock } = diary
  const by = { actor: MANAGER, context: OFFICE }
  diary.add(clock.at(-546, 22), {
    action: 'data.imported',
    actor: { type: 'integration', id: 'card-file', name: 'Old card file' },
    data: { count: 14, file: 'card-file.csv' },
  })
  for (let month = 1; month <= 17; month++) {
    const at = clock.at(clock.open(-30 * month), 18, month)
    diary.add(at, { ...by, action: 'report.generated', data: { report: 'Sessions by service' } })
    if (month % 4 !== 0) continue
    const object = { type: 'export', id: diary.number('EX') }
    const data = { count: 400 + 37 * month, format: 'csv' }
    diary.add(later(at, 5), { ...by, action: 'export.requested', object, data })
    if (month === 8)
      diary.add(later(at, 6), {
        action: 'export.failed',
        object,
        actor: SYSTEM,
        outcome: 'failure',
        data: { format: 'csv', problem: 'the disk was full' },
      })
    else {
      diary.add(later(at, 6), {
        action: 'export.completed',
        object,
        actor: SYSTEM,
        source: 'automated',
        data,
      })
      diary.add(later(at, 9), { ...by, action: 'export.downloaded', object, data })
    }
  }
  diary.add(clock.at(clock.openBefore(-19), 17, 40), { ...by, action: 'log.viewed' })
  diary.add(clock.at(clock.openBefore(-19), 7), {
    action: 'notification.sent',
    actor: SYSTEM,
    source: 'automated',
    data: { recipient: MANAGER.name, subject: 'Two invoices are a month old' },
  })
}

/** For two months the clinic kept who opened which profile. */
function tellViews(diary: Diary): void {
  const { clock, dice } = diary
  const by = { actor: MANAGER, context: OFFICE }
  const switched = (before: boolean) => ({
    ...by,
    action: 'settings.updated',
    changes: [{ field: 'profileViews', before, after: !before }],
  })
  diary.add(clock.at(clock.open(-130), 9), switched(false))
  for (let index = 0; index < 40; index++) {
    const at = clock.at(clock.openBefore(-127 + index), dice.whole(9, 17), dice.whole(0, 59))
    const view = {
      action: 'client.viewed',
      client: clientOf(PEOPLE[(index * 11) % 36]!),
      actor: dice.pick(THERAPISTS),
    }
    diary.add(at, view)
    // Looked at again within the half hour: one line when read.
    if (dice.chance(0.3)) diary.add(later(at, 9), view)
  }
  diary.add(clock.at(clock.open(-70), 9), switched(true))
}

function tellOwnData(diary: Diary): void {
  const at = diary.clock.at(-57, 20, 15)
  const client = clientOf(MILO)
  diary.add(at, {
    action: 'client.export_requested',
    client,
    actor: self(MILO),
    context: MILO.device,
    key: 'milo-asked',
  })
  diary.add(diary.clock.at(diary.clock.open(-56), 10), {
    action: 'client.exported',
    client,
    actor: MANAGER,
    context: OFFICE,
    causedBy: { key: 'milo-asked' },
  })
}
