/** A request that is refused while its group is prepared takes nothing from the others, and makes nothing of them twice. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDoor, type TestDoor } from '../../http/test-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await openTestDoor()
})
afterAll(async () => {
  expect(door.failures).toEqual([])
  await door.close()
})

test('entries without keys, in one group with one that names what is not here, are written once each', async () => {
  const workspace = await door.openWorkspace()
  const send = (draft: object) => workspace.call('POST', '/v1/entries', draft)
  await workspace.append({ action: 'my.first' })
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      n % 5 === 2
        ? send({ action: 'my.own', client: { id: 'cl_00000000000000000000000000' } })
        : send({ action: 'my.own', data: { n } }),
    ),
  )
  expect(answers.map(answer => answer.status)).toEqual(answers.map((_, n) => (n % 5 === 2 ? 422 : 201)))
  const written = (await workspace.readAll('/v1/entries?action=my.own')).map(entry => entry.data!['n'])
  expect(written.toSorted((a, b) => Number(a) - Number(b))).toEqual(
    answers.flatMap((_, n) => (n % 5 === 2 ? [] : [n])),
  )
})
