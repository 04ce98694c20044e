import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let workspace: TestWorkspace
beforeAll(async () => {
  door = await openTestDoor({ proxies: ['192.0.2.7', '10.0.0.0/8', 'fd00::/8'] })
  workspace = await door.openWorkspace()
})
afterAll(() => door?.close())

test.each([
  ['a visitor without a proxy', '198.51.100.1', undefined, '198.51.100.1'],
  ['a visitor who says to be somebody else', '198.51.100.1', '203.0.113.5', '198.51.100.1'],
  ['our proxy', '192.0.2.7', '203.0.113.5', '203.0.113.5'],
  ['our proxy behind another of ours', '192.0.2.7', '203.0.113.5, 10.1.2.3', '203.0.113.5'],
  ['our proxy, and a visitor who wrote the header first', '192.0.2.7', '1.1.1.1, 203.0.113.5', '203.0.113.5'],
  ['our proxy without a header', '192.0.2.7', undefined, '192.0.2.7'],
  ['our proxy with nonsense', '192.0.2.7', '1.1.1.1, <script>', '192.0.2.7'],
  ['our proxy by IPv6', 'fd00::1', '2001:db8::5', '2001:db8::5'],
  ['our proxy, mapped into IPv6', '::ffff:192.0.2.7', '203.0.113.5', '203.0.113.5'],
])('an entry shows where a request comes from: %s', async (_, ip, forwarded, shown) => {
  const person = await door.member(workspace, 'staff')
  person.ip = ip
  await person.call('POST', '/api/auth/sign-out', {}, { 'x-forwarded-for': forwarded })
  const [entry] = (await workspace.read('/v1/entries?action=account.signed_out&limit=1')).entries
  expect(entry!.context?.ip).toBe(shown)
})
