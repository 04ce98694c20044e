import type { Draft } from '@daybook/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSharedData } from './shared-data.ts'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let lisbon: TestWorkspace
let apia: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
  lisbon = await door.openWorkspace()
  apia = await door.openWorkspace({ timeZone: 'Pacific/Apia' })
})
afterAll(() => door?.close())

const at = (occurredAt: string): Draft => ({ action: 'my.own', occurredAt })
const readBack = async (workspace: TestWorkspace, occurredAt: string): Promise<string> =>
  (await workspace.appendAndRead(at(occurredAt))).occurredAt

describe('a time that does not exist', () => {
  test.each([
    '2026-02-29',
    '2026-02-30T10:00:00Z',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31T00:00:00+02:00',
    '2026-11-22T25:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T10:60:00Z',
    '2026-11-22T10:30:00+25:00',
    '2026-02-30T10:00',
    '2026-11-22T24:30',
    '2026-11',
    '22.11.2026',
    'tomorrow',
    '',
    ' ',
    '1763807400',
    '2026-11-22T10:30:00Zulu',
    '2026-11-22 ',
    '2026-W47-7',
    '0000-01-01',
    '-000001-01-01T00:00:00Z',
    '+012026-11-22T10:30:00Z',
    '9999-12-31T23:59:59Z',
    '9999-12-31',
    // A zone beside a local time would be thrown away and the workspace's taken.
    '2026-11-22T10:30:00[America/New_York]',
    '2026-11-22T10:30:00[u-ca=hebrew]',
  ])('is refused with its place: %j', async text => {
    const { status, body } = await lisbon.call('POST', '/v1/entries', {
      entries: [at('2026-11-22'), at(text)],
    })
    expect([status, body.code, body.errors?.map((error: any) => error.path)]).toEqual([
      422,
      'entry_invalid',
      ['/entries/1/occurredAt'],
    ])
  })

  test.each([7, null, {}, true])('is refused where it is no text: %j', async value => {
    const { status, body } = await lisbon.call('POST', '/v1/entries', { action: 'my.own', occurredAt: value })
    expect([status, body.errors[0].path]).toEqual([422, '/occurredAt'])
  })
})

describe('a time', () => {
  test.each([
    ['2026-11-22T10:30:00Z', '2026-11-22T10:30:00Z'],
    ['2026-11-22T10:30:00.5Z', '2026-11-22T10:30:00.500Z'],
    ['2026-11-22T10:30:00.123999Z', '2026-11-22T10:30:00.123Z'],
    ['2026-11-22T10:30:00+05:30', '2026-11-22T05:00:00Z'],
    ['2026-11-22t10:30:00-00:30', '2026-11-22T11:00:00Z'],
    ['2026-11-22T10:30:00+01:00[Europe/Paris]', '2026-11-22T09:30:00Z'],
    ['2024-02-29', '2024-02-29'],
    ['2026-07-01T10:30', '2026-07-01T09:30:00Z'],
    ['2026-12-01 10:30:00', '2026-12-01T10:30:00Z'],
    ['0001-01-03T00:00:00Z', '0001-01-03T00:00:00Z'],
    ['9999-12-29', '9999-12-29'],
    ['1912-01-01', '1912-01-01'],
  ])('is kept as instant or date: %s', async (text, kept) => expect(await readBack(lisbon, text)).toBe(kept))

  test('may be a date that the zone skipped', async () => {
    // Samoa went over the date line: its 30 December 2011 did not happen.
    expect(await readBack(apia, '2011-12-30')).toBe('2011-12-30')
    const dates = async (query: string) =>
      (await apia.read(`/v1/entries?action=my.own&${query}`)).entries.map(entry => entry.occurredAt)
    expect(await dates('from=2011-12-30&to=2011-12-30')).toEqual(['2011-12-30'])
    expect(await dates('from=2011-12-31&to=2011-12-31')).toEqual([])
    expect(await dates('from=2011-12-29&to=2011-12-29')).toEqual([])
  })
})

interface Transition {
  readonly utc: string
  readonly kind: 'gap' | 'overlap'
  readonly offset_before_s: number
  readonly offset_after_s: number
  readonly local_from: string
  readonly local_to_exclusive: string
}
const zones = Object.entries(
  readSharedData('timezones/transitions.json', { zones: {} }).zones as Record<string, Transition[]>,
)

describe.skipIf(zones.length === 0).each(zones)('a local time of %s', (zone, transitions) => {
  const local = (text: string, seconds: number): string =>
    new Date(Date.parse(`${text}Z`) + seconds * 1000).toISOString().slice(0, 19)
  const instant = (text: string, offset: number): string =>
    `${new Date(Date.parse(`${text}Z`) - offset * 1000).toISOString().slice(0, 19)}Z`
  const offsetText = (seconds: number): string =>
    `${seconds < 0 ? '-' : '+'}${new Date(Math.abs(seconds) * 1000).toISOString().slice(11, 16)}`

  test('is understood everywhere but where the clocks change, and there it is refused', async () => {
    const workspace = await door.openWorkspace({ timeZone: zone })
    const good: [string, string][] = []
    for (const {
      kind,
      utc,
      local_from: from,
      local_to_exclusive: to,
      offset_before_s: before,
      offset_after_s: after,
    } of transitions) {
      for (const text of [from, local(from, 1), local(from, 1799), local(to, -1)]) {
        const { status, body } = await workspace.call('POST', '/v1/entries', at(text))
        expect([text, status, body.errors?.[0]?.path]).toEqual([text, 422, '/occurredAt'])
        const { message } = body.errors[0]
        if (kind === 'gap') expect(message).toContain('does not exist')
        else for (const offset of [before, after]) expect(message).toContain(offsetText(offset))
        // With either offset that the message offers, it is understood.
        if (kind === 'overlap')
          good.push(
            [`${text}${offsetText(before)}`, instant(text, before)],
            [`${text}${offsetText(after)}`, instant(text, after)],
          )
      }
      good.push([local(from, -1), instant(local(from, -1), before)], [to, instant(to, after)])
      if (kind === 'gap') expect(instant(to, after)).toBe(utc)
    }
    for (const day of ['2025-01-15', '2025-07-15']) {
      const offset =
        transitions.findLast(one => one.utc < day)?.offset_after_s ?? transitions[0]?.offset_before_s
      if (offset !== undefined) good.push([`${day}T12:00:00`, instant(`${day}T12:00:00`, offset)])
    }
    if (good.length === 0) return
    const receipts = await workspace.append(...good.map(([text]) => at(text)))
    const entries = await workspace.readAll('/v1/entries?order=asc&action=my.own')
    expect(receipts).toHaveLength(good.length)
    expect(entries.map((entry, i) => [good[i]![0], entry.occurredAt])).toEqual(good)
  })

  test('belongs to a local day that may have 23 or 25 hours', async () => {
    const workspace = await door.openWorkspace({ timeZone: zone })
    for (const { local_from: text, offset_before_s: before, offset_after_s: after, utc } of transitions) {
      // Every transition of these zones lies within its local day.
      const day = text.slice(0, 10)
      const first = Date.parse(
        instant(
          `${day}T00:00:00`,
          Date.parse(`${text}Z`) === Date.parse(`${day}T00:00:00Z`) ? after : before,
        ),
      )
      const last = Date.parse(instant(`${day}T23:59:59`, after)) + 999
      expect((last + 1 - first) / 3_600_000).not.toBe(24)
      const times = [first - 1, first, Date.parse(utc), last, last + 1].map(ms =>
        new Date(ms).toISOString().replace('.000Z', 'Z'),
      )
      const client = { id: `day ${day}` }
      await workspace.append(...times.map(occurredAt => ({ ...at(occurredAt), client })), {
        action: 'my.own',
        client,
        occurredAt: day,
      })
      const expected = [times[1], times[2], times[3], day]
      const query = `from=${day}&to=${day}`
      for (const list of [
        `/v1/clients/${encodeURIComponent(client.id)}/timeline?order=asc&${query}`,
        `/v1/entries?order=asc&${query}`,
      ]) {
        expect([list, (await workspace.read(list)).entries.map(entry => entry.occurredAt)]).toEqual([
          list,
          expected,
        ])
      }
      expect((await workspace.count(`?${query}`)).total).toBe(4)
      expect((await workspace.count(`?${query}&client=${encodeURIComponent(client.id)}`)).total).toBe(4)
      const { entries } = await workspace.read(`/v1/entries?action=my.own&from=${times[1]}&to=${times[3]}`)
      expect(entries.map(entry => entry.occurredAt).sort()).toEqual([times[1], times[2], day].sort())
    }
  })
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
