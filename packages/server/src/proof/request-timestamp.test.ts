import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LogError } from '@daybook/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { requestTimestamp } from './request-timestamp.ts'
import { hasOpenssl, makeCertificates, openTestAuthority, type TestAuthority } from './test-authority.ts'

const text = Buffer.from('clinic.example/anchors/abc/0\n3\nAAAA\n')

describe.skipIf(!hasOpenssl)('a time stamp (needs openssl)', () => {
  let authority: TestAuthority
  beforeAll(async () => {
    authority = await openTestAuthority()
  })
  afterAll(() => authority?.close())
  beforeEach(() => {
    authority.behave = (query, reply) => reply(query)
  })

  const ask = (trusted: string | undefined = authority.trusted, bytes = text) =>
    requestTimestamp({ url: authority.url, trusted }, bytes)
  async function refusal(trusted?: string): Promise<string> {
    const error = await ask(trusted).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(LogError)
    expect((error as LogError).code).toBe('timestamp_refused')
    return (error as LogError).message
  }

  test('is believed, tells when, and openssl believes it too', async () => {
    const { response, stampedAt } = await ask()
    expect(Math.abs(stampedAt - Date.now())).toBeLessThan(60_000)
    writeFileSync(join(authority.folder, 'text'), text)
    writeFileSync(join(authority.folder, 'answer.tsr'), response)
    const out = execFileSync(
      'openssl',
      ['ts', '-verify', '-data', 'text', '-in', 'answer.tsr', '-CAfile', 'ca.pem'],
      { cwd: authority.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    )
    expect(out).toContain('Verification: OK')
    expect((await requestTimestamp({ url: authority.url }, text)).stampedAt).toBeGreaterThan(0)
  })

  test('of another request or of other bytes is refused', async () => {
    let old: Buffer
    authority.behave = async (query, reply) => (old = await reply(query))
    await ask()
    authority.behave = async () => old
    expect(await refusal()).toContain('another request')
    const other = await (async () => {
      authority.behave = async (query, reply) => (old = await reply(query))
      await ask(authority.trusted, Buffer.from('other'))
      authority.behave = async () => old
      return refusal()
    })()
    expect(other).toContain('other bytes')
  })

  test('whose authority stands under another certificate is refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-other-'))
    makeCertificates(folder)
    const stranger = readFileSync(join(folder, 'ca.pem'), 'utf8')
    rmSync(folder, { recursive: true })
    await refusal(stranger)
    expect(await refusal('no certificate')).toContain('holds none')
  })

  test('of which a bit was changed is believed only where openssl believes it as well', async () => {
    const good = (await ask()).response
    let refusals = 0
    for (let at = 9; at < good.length; at += 61) {
      authority.behave = async (asked, reply) => {
        const changed = Buffer.from(await reply(asked))
        changed[Math.min(at, changed.length - 1)]! ^= 1
        return changed
      }
      const result = await ask().catch((error: unknown) => error)
      if (result instanceof LogError) refusals++
      else writeFileSync(join(authority.folder, 'answer.tsr'), (result as { response: Buffer }).response)
      if (result instanceof LogError) continue
      const said = execFileSync(
        'openssl',
        ['ts', '-verify', '-queryfile', 'query.tsq', '-in', 'answer.tsr', '-CAfile', 'ca.pem'],
        { cwd: authority.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      )
      expect([at, said.trim()]).toEqual([at, 'Verification: OK'])
    }
    expect(refusals).toBeGreaterThan(5)
  })

  test('that was not granted, is too long, is no DER, or comes by a detour is refused', async () => {
    authority.behave = async () => Buffer.from('30053003020102', 'hex')
    expect(await refusal()).toContain('did not grant')
    authority.behave = async () => Buffer.alloc(100_000)
    expect(await refusal()).toContain('too long')
    authority.behave = async () => Buffer.from('hello')
    await refusal()
    authority.behave = async () => ({ status: 500 })
    expect(await refusal()).toContain('500')
    authority.behave = async () => ({ status: 302 })
    await refusal()
  })
})

test('an authority that is not there is a refusal too', async () => {
  await expect(requestTimestamp({ url: 'http://127.0.0.1:9/tsr' }, text)).rejects.toMatchObject({
    code: 'timestamp_refused',
  })
})
