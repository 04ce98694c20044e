/** The SDK against the server itself: deleting, holding, asking, deciding, erasing. */
import { createClient } from '@daybook/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from '../packages/server/src/http/test-door.ts'

let door: TestDoor
let workspace: TestWorkspace

beforeAll(async () => {
  door = await openTestDoor()
  workspace = await door.openWorkspace()
})
afterAll(() => door?.close())

test('a client is deleted, restored, held, asked for and erased through the SDK', async () => {
  const client = createClient({
    url: 'http://daybook.test',
    key: workspace.key,
    fetch: async (input, init) => door.app.request(String(input), init as RequestInit),
  })
  const { privacy } = client
  await client.append([
    { action: 'client.created', client: { id: 'c-1', name: 'Clara Vogel' } },
    { action: 'client.created', client: { id: 'c-2', name: 'Jonas Petersen' } },
  ])
  const { id, deleted } = await privacy.delete('c-1', { reason: 'moved away' })
  expect(deleted?.eraseAt).toBeDefined()
  expect(await privacy.restore('c-1')).toEqual({ id })
  expect((await privacy.hold(id)).hold).toBeDefined()
  await expect(privacy.erase(id, 'erase')).rejects.toMatchObject({ code: 'client_held' })
  expect(await privacy.release(id)).toEqual({ id })

  await privacy.ask('c-1', { mode: 'erase', reason: 'by letter' })
  await privacy.ask('c-2')
  const open: string[] = []
  for await (const request of privacy.requests()) open.push(request.client.name!)
  expect(open).toEqual(['Jonas Petersen', 'Clara Vogel'])
  const { requests } = await privacy.requests({ limit: 1 }).page()
  const declined = await privacy.decide(requests[0]!.id, { decline: 'invoices must be kept' })
  expect(declined.decision?.outcome).toBe('decline')
  const [request] = (await privacy.requests().page()).requests
  await privacy.decide(request!.id, 'anonymise')
  const receipt = await privacy.receipt(id)
  expect(receipt).toMatchObject({ client: id, mode: 'anonymise' })
  expect((await privacy.erase(id, 'erase')).mode).toBe('erase')
  expect((await privacy.requests().page()).requests).toEqual([])
  const names = []
  for await (const one of client.clients()) names.push(one.name)
  expect(names).toEqual(['Jonas Petersen', undefined])
})
