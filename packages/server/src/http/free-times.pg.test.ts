/** When something can be booked, and that nobody gets what another has: buffers, groups, schedules, racing callers. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

const NOW = Date.parse('2026-10-19T08:00:00Z')

let door: TestDoor
let shop: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor({ now: () => NOW })
})
afterAll(() => door.close())

async function openShop(service: object, schedules: readonly object[] = []): Promise<string> {
  shop = await door.openWorkspace()
  for (const [i, schedule] of schedules.entries())
    await begin('schedule', { name: `Hours ${i}`, ...schedule })
  return begin('service', { name: 'Massage', duration: 60, ...service })
}

async function begin(type: string, fields: object): Promise<string> {
  const { status, body } = await shop.call('POST', `/v1/objects/${type}`, { act: 'create', fields })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.object.id
}

const book = (service: string, startsAt: string, more: object = {}, client = 'c-1') =>
  shop.call('POST', '/v1/objects/booking', {
    act: 'book',
    client: { id: client },
    objects: [{ type: 'service', id: service }],
    fields: { service: 'Massage', startsAt, ...more },
  })

async function free(query: string): Promise<any> {
  const { status, body } = await shop.call('GET', `/v1/free-times?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

const starts = (day: any): string[] => day.times.map((time: any) => time.startsAt.slice(11, 16))

test('free times are the hours of those who do it, less what is taken, in the zone of the workspace', async () => {
  const id = await openShop({ members: ['Rui', 'Ana'] }, [
    { member: 'Rui', tuesday: ['09:00-11:00'], exceptions: ['2026-10-27: closed'] },
    { member: 'Ana', tuesday: ['10:00-12:00'] },
  ])
  await book(id, '2026-10-20T09:00:00Z', { member: 'Rui' })
  const { days, timeZone, duration, scheduled } = await free(`service=${id}&from=2026-10-19&to=2026-10-27`)
  expect({ timeZone, duration, scheduled }).toEqual({
    timeZone: 'Europe/Lisbon',
    duration: 60,
    scheduled: true,
  })
  // Lisbon is an hour ahead of UTC until the 25th.
  expect(days[1].times).toEqual([
    { startsAt: '2026-10-20T08:00:00Z', endsAt: '2026-10-20T09:00:00Z', members: ['Rui'] },
    ...['09:00', '09:15', '09:30', '09:45', '10:00'].map(at => ({
      startsAt: `2026-10-20T${at}:00Z`,
      endsAt: expect.any(String),
      members: ['Ana'],
    })),
  ])
  expect(days[0].times).toEqual([])
  expect(starts(days[8])).toEqual(['10:00', '10:15', '10:30', '10:45', '11:00'])
  const ofRui = await free(`service=${id}&from=2026-10-20&to=2026-10-20&member=Rui`)
  expect(starts(ofRui.days[0])).toEqual(['08:00'])
})

test('on days of 23 and 25 hours the clock of the place decides', async () => {
  const id = await openShop({}, [{ sunday: ['00:00-04:00'] }])
  const autumn = await free(`service=${id}&from=2026-10-25&to=2026-10-25&duration=240`)
  // From midnight to four there are five hours on the day on which the clocks go back.
  expect(starts(autumn.days[0])).toEqual(['23:00', '23:15', '23:30', '23:45', '00:00'])
  const spring = await free(`service=${id}&from=2027-03-28&to=2027-03-28&duration=180`)
  expect(starts(spring.days[0])).toEqual(['00:00'])
  expect((await free(`service=${id}&from=2027-03-28&to=2027-03-28&duration=240`)).days[0].times).toEqual([])
})

test('what a service needs before and after it is taken too, and an act is refused for it', async () => {
  const id = await openShop({ bufferBefore: 15, buffer: 30 }, [{ monday: ['09:00-13:00'] }])
  expect((await book(id, '2026-10-26T10:00:00Z')).status).toBe(201)
  const { days } = await free(`service=${id}&from=2026-10-26&to=2026-10-26`)
  // Taken from 9:45 to 11:30, and the next one needs a quarter of an hour before it.
  expect(starts(days[0])).toEqual(['11:45', '12:00'])
  const early = await book(id, '2026-10-26T11:30:00Z')
  expect([early.status, early.body.code]).toEqual([409, 'time_taken'])
  expect(early.body.free[0]).toBe('2026-10-26T11:45:00Z')
  expect((await book(id, '2026-10-26T11:45:00Z')).status).toBe(201)
})

test('of 64 who race for a group of ten with the same start, ten get in', async () => {
  const id = await openShop({ groupSize: 10 }, [{ monday: ['09:00-12:00'] }])
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, i) => book(id, '2026-10-26T10:00:00Z', {}, `c-${i}`)),
  )
  expect(answers.filter(one => one.status === 201)).toHaveLength(10)
  const refused = answers.filter(one => one.status !== 201)
  expect(new Set(refused.map(one => one.body.code))).toEqual(new Set(['time_taken']))
  // Another start would overlap the group.
  expect((await book(id, '2026-10-26T10:30:00Z', {}, 'late')).body.code).toBe('time_taken')
  const { days } = await free(`service=${id}&from=2026-10-26&to=2026-10-26`)
  expect(starts(days[0])).toEqual(['09:00', '11:00'])
  expect(days[0].times[0].places).toBe(10)
})

test('a booking for several takes several places', async () => {
  const id = await openShop({ groupSize: 4 }, [{ monday: ['10:00-11:00'] }])
  expect((await book(id, '2026-10-26T10:00:00Z', { participants: 3 })).status).toBe(201)
  expect((await book(id, '2026-10-26T10:00:00Z', { participants: 2 }, 'c-2')).status).toBe(409)
  const { days } = await free(`service=${id}&from=2026-10-26&to=2026-10-26`)
  expect(days[0].times[0].places).toBe(1)
  expect((await book(id, '2026-10-26T10:00:00Z', { participants: 1 }, 'c-3')).status).toBe(201)
  const left = await free(`service=${id}&from=2026-10-26&to=2026-10-26&participants=1`)
  expect(left.days[0].times).toEqual([])
})

test('a booking that is to move does not stand in its own way, and stays with its member', async () => {
  const id = await openShop({ members: ['Rui', 'Ana'] }, [{ monday: ['09:00-10:30'] }])
  const { body } = await book(id, '2026-10-26T09:00:00Z', { member: 'Rui' })
  const { days } = await free(`booking=${body.object.id}&from=2026-10-26&to=2026-10-26`)
  expect(days[0].times.map((time: any) => time.members)).toEqual([['Rui'], ['Rui'], ['Rui']])
})

test('without schedules every day is open for the staff, and the answer says so', async () => {
  const id = await openShop({})
  const { days, scheduled } = await free(`service=${id}&from=2026-10-26&to=2026-10-26`)
  expect(scheduled).toBe(false)
  expect(starts(days[0])[0]).toBe('08:00')
})

test('what cannot be answered is refused with its place', async () => {
  const id = await openShop({})
  for (const [query, path] of [
    ['from=2026-10-26&to=2026-10-26', '/service'],
    [`service=${id}&booking=x&from=2026-10-26&to=2026-10-26`, '/service'],
    [`service=${id}&from=2026-10-26&to=2026-10-25`, '/to'],
    [`service=${id}&from=2026-10-26&to=2027-10-25`, '/to'],
    [`service=${id}&from=2026-02-30&to=2026-10-25`, '/from'],
  ]) {
    const { status, body } = await shop.call('GET', `/v1/free-times?${query}`)
    expect([status, body.code, body.errors[0].path]).toEqual([422, 'query_invalid', path])
  }
  expect((await shop.call('GET', '/v1/free-times?service=no&from=2026-10-26&to=2026-10-26')).status).toBe(404)
})
