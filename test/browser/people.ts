/** Members of the practice for tests of signing in: each test has its own, so that none waits for another's tries. */
import { codeOf } from '../../packages/server/src/http/test-totp.ts'
import type { Practice } from './start-practice.ts'

export const PASSWORD = 'correct horse battery'
export const OTHER_PASSWORD = 'staple that is longer'

export interface Invited {
  readonly email: string
  readonly url: string
}

let made = 0

/** Somebody who has been invited, and not yet joined. */
export async function invite(
  practice: Pick<Practice, 'address' | 'key'>,
  role = 'staff',
  name = 'Rosa Amaral',
): Promise<Invited> {
  const email = `rosa-${process.pid}-${++made}@example.com`
  const response = await fetch(`${practice.address}/v1/invitations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${practice.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email, name, role }),
  })
  return { email, url: ((await response.json()) as { url: string }).url }
}

export interface Person {
  readonly email: string
  /** Cookies of a session that began when they joined. */
  readonly cookie: string
  readonly id: string
  /** Asks as a page of ours does. */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>
}

/** Somebody who has joined, with `PASSWORD`. */
export async function join(
  practice: Pick<Practice, 'address' | 'key' | 'workspace'>,
  role?: string,
): Promise<Person> {
  const { email, url } = await invite(practice, role)
  const jar = new Map<string, string>()
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(practice.address + path, {
      method,
      headers: {
        origin: practice.address,
        'content-type': 'application/json',
        'daybook-workspace': practice.workspace,
        cookie: [...jar].map(pair => pair.join('=')).join('; '),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';')
      const at = pair!.indexOf('=')
      jar.set(pair!.slice(0, at), pair!.slice(at + 1))
    }
    const answer = (await response.json()) as T
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`)
    return answer
  }
  await ask('POST', '/api/auth/accept-invitation', {
    token: new URL(url).hash.slice(1),
    password: PASSWORD,
  })
  const { member } = await ask<{ member: { id: string } }>('GET', '/v1/session')
  return {
    email,
    id: member.id,
    ask,
    get cookie() {
      return [...jar].map(pair => pair.join('=')).join('; ')
    },
  }
}

/** Switches two-factor sign-in on. The code of this half minute is used up by it; the next one is theirs. */
export async function turnTwoFactorOn(person: Person): Promise<{ secret: string; backupCodes: string[] }> {
  const begun = await person.ask<{ secret: string; backupCodes: string[] }>(
    'POST',
    '/api/auth/two-factor/enable',
    { password: PASSWORD },
  )
  await person.ask('POST', '/api/auth/two-factor/verify-totp', { code: codeOf(begun.secret) })
  return begun
}
