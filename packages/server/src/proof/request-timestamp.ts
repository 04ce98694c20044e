/**
 * Asks a time-stamping authority when it saw some bytes, and believes only an answer that holds: granted, of these
 * bytes, with our nonce, signed by a certificate that is for time stamps and, where an authority's certificate is
 * configured, issued under it. RFC 3161; RFC 5816 for the certificate's hash.
 */
import { hash } from 'node:crypto'
import { LogError } from '@daybook/protocol'
import { randomBytes } from '../random.ts'
import { reasonOf } from '../start-error.ts'

export interface TimestampAuthority {
  /** Where it answers, http or https. */
  readonly url: string
  /** Certificates in PEM under which the authority's own must stand; without them only its signature is checked. */
  readonly trusted?: string
}

export interface Timestamped {
  /** The whole answer (TimeStampResp), DER. */
  readonly response: Buffer
  /** genTime, UTC ms. */
  readonly stampedAt: number
}

type Pki = typeof import('pkijs')

const SHA_256 = '2.16.840.1.101.3.4.2.1'
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'
const MAX_ANSWER = 64 * 1024
const PATIENCE_MS = 20_000

/** Throws `timestamp_refused`. */
export async function requestTimestamp(
  authority: TimestampAuthority,
  bytes: Uint8Array,
): Promise<Timestamped> {
  const pki = await loadPki()
  const nonce = randomBytes(16)
  // A positive number of full length: its first bit is 0, and not all of its first nine are.
  nonce[0] = (nonce[0]! & 0x7f) | 0x40
  try {
    const response = await send(authority.url, await queryOf(pki, bytes, nonce))
    return { response, stampedAt: await verifyTimestamp(pki, response, bytes, nonce, authority.trusted) }
  } catch (cause) {
    if (cause instanceof LogError) throw cause
    throw refused(reasonOf(cause), cause)
  }
}

/** Loaded only where an authority is configured. */
async function loadPki(): Promise<Pki> {
  const pki = await import('pkijs')
  pki.setEngine('webcrypto', new pki.CryptoEngine({ name: 'webcrypto', crypto: globalThis.crypto }))
  return pki
}

async function queryOf(pki: Pki, bytes: Uint8Array, nonce: Buffer): Promise<Buffer> {
  const { Integer, Null, OctetString } = await import('asn1js')
  const query = new pki.TimeStampReq({
    version: 1,
    messageImprint: new pki.MessageImprint({
      hashAlgorithm: new pki.AlgorithmIdentifier({ algorithmId: SHA_256, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: bufferOf(hash('sha256', bytes, 'buffer')) }),
    }),
    nonce: new Integer({ valueHex: bufferOf(nonce) }),
    certReq: true,
  })
  return Buffer.from(query.toSchema().toBER())
}

async function send(url: string, query: Buffer): Promise<Buffer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    body: new Uint8Array(query),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  if (!answer.ok) throw refused(`it answered ${answer.status}`)
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of answer.body ?? []) {
    length += chunk.length
    if (length > MAX_ANSWER) throw refused('its answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function verifyTimestamp(
  pki: Pki,
  der: Buffer,
  bytes: Uint8Array,
  nonce: Buffer,
  trusted: string | undefined,
): Promise<number> {
  const response = pki.TimeStampResp.fromBER(bufferOf(der))
  if (response.timeStampToken === undefined || ![0, 1].includes(response.status.status))
    throw refused(`it did not grant the time stamp (status ${response.status.status})`)
  const signed = new pki.SignedData({ schema: response.timeStampToken.content })
  const content = signed.encapContentInfo
  if (content.eContentType !== TST_INFO || content.eContent === undefined || signed.signerInfos.length !== 1)
    throw refused('what it signed is no time stamp')
  const info = pki.TSTInfo.fromBER(content.eContent.getValue())
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  const digest = hash('sha256', bytes, 'buffer')
  if (hashAlgorithm.algorithmId !== SHA_256 || !digest.equals(viewOf(hashedMessage.valueBlock.valueHexView)))
    throw refused('its time stamp is of other bytes')
  if (info.nonce === undefined || !nonce.equals(viewOf(info.nonce.valueBlock.valueHexView)))
    throw refused('its answer is to another request')
  const result = await signed.verify({
    signer: 0,
    data: bufferOf(bytes),
    checkChain: trusted !== undefined,
    trustedCerts: trusted === undefined ? [] : certificatesOf(pki, trusted),
    extendedMode: true,
  })
  if (result.signatureVerified !== true || !result.signerCertificate)
    throw refused('its signature is not good')
  requireForTimestamps(result.signerCertificate)
  requireNamed(signed, result.signerCertificate)
  return info.genTime.getTime()
}

/** The certificate is for time stamps and nothing else, and says so critically (RFC 3161, section 2.3). */
function requireForTimestamps(certificate: InstanceType<Pki['Certificate']>): void {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE)
  const { keyPurposes = [] } = (usage?.parsedValue ?? {}) as { keyPurposes?: string[] }
  if (usage?.critical !== true || keyPurposes.length !== 1 || keyPurposes[0] !== TIME_STAMPING)
    throw refused('its certificate is not for time stamps')
}

interface Block {
  readonly valueBlock: { readonly value?: readonly Block[]; readonly valueHexView?: Uint8Array }
}

/** The signature names the certificate by its hash, so that another one of the same key cannot take its place. */
function requireNamed(
  signed: InstanceType<Pki['SignedData']>,
  certificate: InstanceType<Pki['Certificate']>,
): void {
  const attributes = signed.signerInfos[0]!.signedAttrs?.attributes ?? []
  const named = attributes.find(({ type }) => type === SIGNING_CERTIFICATE_V2 || type === SIGNING_CERTIFICATE)
  const der = Buffer.from(certificate.toSchema(true).toBER())
  const digests = ['sha1', 'sha256', 'sha384', 'sha512'].map(name => hash(name, der, 'hex'))
  // SigningCertificate: the first certificate of its list, whose hash is an octet string at its beginning.
  const ids = (named?.values[0] as Block | undefined)?.valueBlock.value?.[0]?.valueBlock.value?.[0]
  const hashes = (ids?.valueBlock.value ?? []).flatMap(({ valueBlock }) =>
    valueBlock.valueHexView === undefined ? [] : Buffer.from(valueBlock.valueHexView).toString('hex'),
  )
  if (!hashes.some(value => digests.includes(value)))
    throw refused('its signature does not name its certificate')
}

/** Throws `timestamp_refused` where the text holds no certificate. */
function certificatesOf(pki: Pki, pem: string): InstanceType<Pki['Certificate']>[] {
  const found = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)]
  if (found.length === 0) throw refused('the configured file of certificates holds none')
  return found.map(([, base64]) => pki.Certificate.fromBER(bufferOf(Buffer.from(base64!, 'base64'))))
}

const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
/** A buffer of its own: those of Node stand in a larger one. */
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

const refused = (what: string, cause?: unknown): LogError =>
  new LogError('timestamp_refused', `The time-stamping authority was not believed: ${what}.`, { cause })
