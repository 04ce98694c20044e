import { LIMITS } from '@daybook/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasSharedData, readSharedData } from './shared-data.ts'
import { openTestDoor, type TestAnswer, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let workspace: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
  workspace = await door.openWorkspace()
})
afterAll(() => door?.close())

const send = (body: unknown): Promise<TestAnswer> => workspace.call('POST', '/v1/entries', body)
const refusal = ({ status, body }: TestAnswer): unknown[] => [
  status,
  body.code,
  body.errors?.map((error: any) => error.path),
]

const PARSING = 'json-parsing/parsing.json'
describe.skipIf(!hasSharedData(PARSING))('the JSON parsing test suite', () => {
  const cases: { name: string; input: string }[] = readSharedData(PARSING, [])

  test.each(cases.filter(one => one.name.startsWith('y_')))(
    'accepts $name as a value',
    async ({ name, input }) => {
      const answer = await send(`{"action":"my.own","data":{"value":${input}}}`)
      if (/duplicated_key/.test(name) || /\\u0000/.test(input)) {
        expect(refusal(answer)).toEqual([422, 'entry_invalid', [expect.stringMatching(/^\/data\/value/)]])
        return
      }
      expect([name, answer.status]).toEqual([name, 201])
      const { body } = await workspace.call('GET', `/v1/entries/${answer.body.entries[0].id}`)
      expect(JSON.stringify(body.data.value)).toBe(JSON.stringify(JSON.parse(input)))
    },
  )

  test.each(cases.filter(one => one.name.startsWith('n_') && Buffer.byteLength(one.input) <= LIMITS.body))(
    'refuses $name',
    async ({ input }) => {
      const { status, body } = await send(Buffer.from(input))
      expect([status, body.code]).toEqual([400, 'not_json'])
    },
  )

  test.each(cases.filter(one => one.name.startsWith('i_')))(
    'keeps $name exactly or refuses it',
    async ({ input }) => {
      const answer = await send(Buffer.from(`{"action":"my.own","data":{"value":${input}}}`))
      if (answer.status !== 201) return expect([400, 422]).toContain(answer.status)
      const { body } = await workspace.call('GET', `/v1/entries/${answer.body.entries[0].id}`)
      expect(body.data.value).toEqual(JSON.parse(input))
    },
  )
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
