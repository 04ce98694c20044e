import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseTimestamp, verifyBundle } from '@daybook/protocol'
import { expect, test } from 'vitest'
import { crypto } from '../../packages/protocol/src/node-crypto.fixture.ts'
import { filesOf, folderWith, recipe } from './recipes.ts'

const version = spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout ?? ''
const missing = Number(/^OpenSSL (\d+)/.exec(version)?.[1] ?? 0) < 3
if (missing) console.log('skipped: no OpenSSL 3 on this machine')

function run(folder: string, script: string): string {
  const { stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' })
  return stdout + stderr
}

test.skipIf(missing)('openssl alone verifies the signature of a checkpoint, by the README’s commands', () => {
  const folder = folderWith(filesOf('evidence/valid/three-entries.json'))
  const said = run(folder, recipe('sh'))
  expect(said).toMatch(/^key [0-9a-f]{8}, fingerprint [0-9a-f]{64}\nSignature Verified Successfully\n$/)
})

test.skipIf(missing)('openssl verifies both signatures of a log whose key is being rotated', () => {
  const folder = folderWith(filesOf('evidence/valid/signed-by-two-keys.json'))
  expect(run(folder, recipe('sh')).match(/Signature Verified Successfully/g)?.length).toBe(2)
})

test.skipIf(missing)('openssl refuses a checkpoint of which one byte was changed', () => {
  const files = filesOf('evidence/valid/all-of-an-entry.json')
  const name = 'entries/2.tlog-proof'
  files[name] = Buffer.from(files[name]!.toString().replace('\n5\n', '\n6\n'))
  expect(run(folderWith(files), recipe('sh'))).toContain('Signature Verification Failure')
})

/** An authority for this test only. */
const AUTHORITY = `set -e
openssl req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out authority.pem -days 2 -subj '/CN=Test authority' \
  -addext extendedKeyUsage=critical,timeStamping -addext basicConstraints=critical,CA:true 2>/dev/null
cat > tsa.cnf <<END
[tsa]
default_tsa = one
[one]
serial = ./serial
crypto_device = builtin
signer_cert = ./authority.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
END
echo 01 > serial
awk 'n == 1 { if ($0 == "") exit; print } $0 == "" { n = 1 }' anchor.tlog-proof > text
openssl ts -query -data text -sha256 -cert -out query.tsq
openssl ts -reply -config tsa.cnf -queryfile query.tsq -out timestamp.tsr 2>/dev/null`

test.skipIf(missing)(
  'a time stamp made by openssl is read, belongs to the anchor, and the README verifies it',
  async () => {
    const files = filesOf('evidence/valid/anchored.json')
    const folder = folderWith(files)
    const before = Date.now() - 1000
    execFileSync('sh', ['-c', AUTHORITY], { cwd: folder })
    const stamp = readFileSync(join(folder, 'timestamp.tsr'))
    const { time } = parseTimestamp(stamp)
    expect(Date.parse(time)).toBeGreaterThanOrEqual(Math.floor(before / 1000) * 1000)
    expect(Date.parse(time)).toBeLessThanOrEqual(Date.now() + 1000)
    const bundle = (stamped: Buffer) =>
      verifyBundle(
        Object.entries({ ...files, 'timestamp.tsr': stamped }).map(([name, bytes]) => ({ name, bytes })),
        crypto,
      )
    expect(await bundle(stamp)).toMatchObject({ ok: true, timestamps: [{ result: { ok: true, time } }] })
    expect(run(folder, recipe('sh', 1))).toContain('Verification: OK')
    // Of another text.
    writeFileSync(
      join(folder, 'anchor.tlog-proof'),
      String(files['anchor.tlog-proof']).replace('\n3\n', '\n4\n'),
    )
    expect(run(folder, recipe('sh', 1))).toContain('Verification: FAILED')
  },
)
