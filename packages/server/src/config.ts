import { isIP } from 'node:net'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { KekGuards } from './keys/kek-guard.ts'
import { readGuards } from './keys/read-guards.ts'
import { COSIGNATURE, keyIdInput, keyIdOf, parseVerifierKey, type VerifierKey } from '@daybook/protocol'
import { sha256 } from './hashes.ts'
import { reasonOf, StartError } from './start-error.ts'

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** A provider that says who people are (OpenID Connect). */
export interface OidcConfig {
  /** Address below which `.well-known/openid-configuration` is. DAYBOOK_OIDC_ISSUER. */
  readonly issuer: string
  /** DAYBOOK_OIDC_CLIENT_ID. */
  readonly clientId: string
  /** DAYBOOK_OIDC_CLIENT_SECRET. */
  readonly clientSecret: string
  /** What its button says. DAYBOOK_OIDC_NAME, default the issuer's host. */
  readonly name: string
}

/** Where mail is sent through. */
export interface MailConfig {
  /** `smtps://user:password@mail.example.com`. DAYBOOK_SMTP_URL. */
  readonly url: string
  /** Who it comes from: `Daybook <daybook@example.com>`. DAYBOOK_MAIL_FROM. */
  readonly from: string
}

/** Everything that is decided outside the code: flags first, then the environment, then the defaults. */
export interface Config {
  /** TCP port of the HTTP server; 0 takes a free one. `--port`, DAYBOOK_PORT, default 4700. */
  readonly port: number
  /** Address that it listens on. `--host`, DAYBOOK_HOST, default 127.0.0.1. */
  readonly host: string
  /** Absolute path. `--data`, DAYBOOK_DATA, default ./data. */
  readonly dataDir: string
  /** Your own PostgreSQL; without it the embedded one is started. DATABASE_URL. */
  readonly databaseUrl: string | undefined
  /** Absolute path of the keys, outside every database. DAYBOOK_KEYS, default <data>/keys. */
  readonly keysDir: string
  /** Absolute path of the files of exports; servers of one database share it. DAYBOOK_EXPORTS, default <data>/exports. */
  readonly exportsDir: string
  /**
   * Who guards the key-encryption keys: their files alone (the default), a secret (DAYBOOK_KEYS_SECRET, and
   * DAYBOOK_KEYS_SECRET_BEFORE while it is changed), or a command (DAYBOOK_KEYS_COMMAND, DAYBOOK_KEYS_COMMAND_SECONDS).
   * DAYBOOK_KEYS_GUARD says which of them new keys are given to.
   */
  readonly guards: KekGuards
  /** Origin under which people reach this server, for links. DAYBOOK_URL, default the address listened on. */
  readonly publicUrl: string | undefined
  /** Proxies whose X-Forwarded-For is believed: addresses or ranges. DAYBOOK_PROXIES, separated by spaces. */
  readonly proxies: readonly string[]
  /** Without it invitations, password links and letters to clients are handed over by the staff. */
  readonly mail: MailConfig | undefined
  /** Without it people sign in by password only. */
  readonly oidc: OidcConfig | undefined
  /** Whose cosignatures on checkpoints are kept: verifier keys (C2SP). DAYBOOK_WITNESSES, separated by spaces. */
  readonly witnesses: readonly VerifierKey[]
  /**
   * Who time-stamps the checkpoints of the installation; without it nobody is asked. DAYBOOK_TSA, an address;
   * DAYBOOK_TSA_CA, a PEM file of the certificates that its own must stand under.
   */
  readonly timestampAuthority: { readonly url: string; readonly trusted?: string } | undefined
  /** DAYBOOK_LOG_LEVEL, default warn. */
  readonly logLevel: LogLevel
  /** Fill an empty data folder with a demonstration workspace. `--demo`. */
  readonly demo: boolean
  /** npm or npx started this process. */
  readonly underNpm: boolean
}

/** What a command line may say about it; each wins over the environment. */
export interface ConfigFlags {
  readonly port?: string | undefined
  readonly host?: string | undefined
  readonly data?: string | undefined
  readonly demo?: boolean | undefined
}

/**
 * Reads the configuration; the only place that looks at the environment.
 * @throws StartError that names the setting that cannot be used
 */
export function readConfig(flags: ConfigFlags = {}, env: NodeJS.ProcessEnv = process.env): Config {
  // An empty variable is how compose files and shells say "not set".
  const given = (name: string) => env[name]?.trim() || undefined
  const dataDir = resolve(flags.data ?? given('DAYBOOK_DATA') ?? 'data')
  const [port, portName] =
    flags.port !== undefined ? [flags.port, '--port'] : [given('DAYBOOK_PORT'), 'DAYBOOK_PORT']
  return {
    port: readPort(port ?? '4700', portName),
    host: flags.host ?? given('DAYBOOK_HOST') ?? '127.0.0.1',
    dataDir,
    databaseUrl: readDatabaseUrl(given('DATABASE_URL')),
    keysDir: resolve(given('DAYBOOK_KEYS') ?? resolve(dataDir, 'keys')),
    exportsDir: resolve(given('DAYBOOK_EXPORTS') ?? resolve(dataDir, 'exports')),
    guards: readGuards(given, env),
    publicUrl: readPublicUrl(given('DAYBOOK_URL')),
    proxies: (given('DAYBOOK_PROXIES') ?? '')
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(readProxy),
    mail: readMail(given),
    oidc: readOidc(given),
    witnesses: (given('DAYBOOK_WITNESSES') ?? '').split(/\s+/).filter(Boolean).map(readWitness),
    timestampAuthority: readAuthority(given('DAYBOOK_TSA'), given('DAYBOOK_TSA_CA')),
    logLevel: readLogLevel(given('DAYBOOK_LOG_LEVEL') ?? 'warn'),
    demo: flags.demo ?? false,
    underNpm: given('npm_execpath') !== undefined,
  }
}

function readPort(text: string, name: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new StartError(`${name} is "${text}"; it must be a number from 0 to 65535.`)
}

function readDatabaseUrl(url: string | undefined): string | undefined {
  if (url === undefined || /^postgres(ql)?:\/\//.test(url)) return url
  throw new StartError('DATABASE_URL must begin with postgres:// or postgresql://.')
}

function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return url.origin
  throw new StartError(`DAYBOOK_URL is "${text}"; it must be an address such as https://daybook.example.com.`)
}

function readProxy(text: string): string {
  const [address, bits, ...rest] = text.split('/')
  const version = isIP(address!)
  const most = version === 4 ? 32 : 128
  if (version !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && +bits <= most)))
    return text
  throw new StartError(
    `DAYBOOK_PROXIES holds "${text}"; it must be an address or a range such as 127.0.0.1 or 10.0.0.0/8.`,
  )
}

type Given = (name: string) => string | undefined

function readMail(given: Given): MailConfig | undefined {
  const url = given('DAYBOOK_SMTP_URL')
  const from = given('DAYBOOK_MAIL_FROM')
  if (url === undefined && from === undefined) return undefined
  const protocol = url === undefined ? undefined : URL.parse(url)?.protocol
  if (url === undefined || (protocol !== 'smtp:' && protocol !== 'smtps:'))
    throw new StartError(
      'DAYBOOK_SMTP_URL must be an address such as smtps://user:password@mail.example.com.',
    )
  if (from === undefined || !/\S@\S/.test(from))
    throw new StartError('DAYBOOK_MAIL_FROM must be an address such as "Daybook <daybook@example.com>".')
  return { url, from }
}

function readOidc(given: Given): OidcConfig | undefined {
  const issuer = given('DAYBOOK_OIDC_ISSUER')
  const clientId = given('DAYBOOK_OIDC_CLIENT_ID')
  const clientSecret = given('DAYBOOK_OIDC_CLIENT_SECRET')
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined
  const host = issuer === undefined ? undefined : URL.parse(issuer)?.host
  if (!host || !/^https?:/.test(issuer!))
    throw new StartError('DAYBOOK_OIDC_ISSUER must be an address such as https://login.example.com.')
  if (clientId === undefined || clientSecret === undefined)
    throw new StartError('DAYBOOK_OIDC_ISSUER needs DAYBOOK_OIDC_CLIENT_ID and DAYBOOK_OIDC_CLIENT_SECRET.')
  return { issuer: issuer!, clientId, clientSecret, name: given('DAYBOOK_OIDC_NAME') ?? host }
}

function readAuthority(url: string | undefined, caFile: string | undefined): Config['timestampAuthority'] {
  if (url === undefined) return undefined
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new StartError(`DAYBOOK_TSA is "${url}"; it must be an address such as https://tsa.example/tsr.`)
  if (caFile === undefined) return { url }
  try {
    return { url, trusted: readFileSync(caFile, 'utf8') }
  } catch (error) {
    throw new StartError(`DAYBOOK_TSA_CA: ${reasonOf(error)}. It must be a PEM file of certificates.`, error)
  }
}

function readWitness(text: string): VerifierKey {
  const key = parseVerifierKey(text)
  if (
    key?.type === COSIGNATURE &&
    keyIdOf(sha256(keyIdInput(key.name, key.type, key.publicKey))) === key.keyId
  )
    return key
  throw new StartError(
    `DAYBOOK_WITNESSES holds "${text}"; it must be the verifier key of a witness, such as witness.example/w1+01234567+BA….`,
  )
}

function readLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find(name => name === text)
  if (level !== undefined) return level
  throw new StartError(`DAYBOOK_LOG_LEVEL is "${text}"; it must be one of ${LOG_LEVELS.join(', ')}.`)
}
