/** A time-stamping authority of the tests' own, by openssl, on loopback. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface TestAuthority {
  readonly url: string
  /** The certificate under which its own stands, PEM. */
  readonly trusted: string
  readonly folder: string
  /** What it does with a query; `reply` answers as it should. */
  behave: (query: Buffer, reply: (query: Buffer) => Promise<Buffer>) => Promise<Buffer | { status: number }>
  /** Queries so far. */
  asked: number
  close(): Promise<void>
}

/** True where openssl is there to make one with. */
export const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

export async function openTestAuthority(): Promise<TestAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-tsa-'))
  makeCertificates(folder)
  const run = promisify(execFile)
  async function reply(query: Buffer): Promise<Buffer> {
    writeFileSync(join(folder, 'query.tsq'), query)
    await run(
      'openssl',
      [
        'ts',
        '-reply',
        '-config',
        'tsa.cnf',
        '-section',
        'tsa',
        '-queryfile',
        'query.tsq',
        '-out',
        'reply.tsr',
      ],
      { cwd: folder },
    )
    return readFileSync(join(folder, 'reply.tsr'))
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    authority.asked++
    const answer = await authority.behave(Buffer.concat(chunks), reply)
    if ('status' in answer) response.writeHead(answer.status, { location: '/elsewhere' }).end()
    else response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const authority: TestAuthority = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsr`,
    trusted: readFileSync(join(folder, 'ca.pem'), 'utf8'),
    folder,
    behave: (query, answer) => answer(query),
    asked: 0,
    async close() {
      await new Promise(resolve => server.close(resolve))
      rmSync(folder, { recursive: true })
    },
  }
  return authority
}

const CONFIG = `
[tsa]
serial = serial
signer_cert = tsa.pem
certs = ca.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[stamps]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`

/** Makes a certificate authority and a certificate for time stamps under it. */
export function makeCertificates(folder: string): void {
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  }
  writeFileSync(join(folder, 'tsa.cnf'), CONFIG)
  writeFileSync(join(folder, 'serial'), '01\n')
  for (const name of ['ca', 'tsa']) {
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${name}.key`)
    openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=Test ${name}`, '-out', `${name}.csr`)
  }
  openssl(
    'x509',
    '-req',
    '-in',
    'ca.csr',
    '-signkey',
    'ca.key',
    '-days',
    '30',
    '-extfile',
    'tsa.cnf',
    '-extensions',
    'ca',
    '-out',
    'ca.pem',
  )
  openssl(
    'x509',
    '-req',
    '-in',
    'tsa.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '30',
    '-extfile',
    'tsa.cnf',
    '-extensions',
    'stamps',
    '-out',
    'tsa.pem',
  )
}
