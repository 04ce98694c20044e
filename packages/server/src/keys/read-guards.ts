/** Which guards of key-encryption keys are configured. Messages never hold what was given. */
import { StartError } from '../start-error.ts'
import { commandGuard, type KeyCommand } from './command-guard.ts'
import { GUARDS, guardsWith, type KekGuard, type KekGuards } from './kek-guard.ts'
import { KEY_BYTES } from './seal.ts'
import { secretGuard } from './secret-guard.ts'

/** What a key command is not told: it needs its own credentials, not ours. */
const OURS = /^(DAYBOOK_.*|DATABASE_URL)$/

const COMMAND_SECONDS = 10

/**
 * @param given the value of a setting, undefined where it is not set
 * @param environment the process's own, handed on to the key command but for what is ours
 * @throws StartError that names the setting that cannot be used
 */
export function readGuards(
  given: (name: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): KekGuards {
  const guards: KekGuard[] = []
  const before = readSecret('DAYBOOK_KEYS_SECRET_BEFORE', given)
  const secret = readSecret('DAYBOOK_KEYS_SECRET', given)
  const command = readCommand(given, environment)
  if (before !== undefined) guards.push(secretGuard(before))
  if (secret !== undefined) guards.push(secretGuard(secret))
  if (command !== undefined) guards.push(commandGuard(command))
  const wanted = given('DAYBOOK_KEYS_GUARD')
  if (wanted === undefined) return guardsWith(guards, guards.at(-1)?.name ?? 'file')
  const name = GUARDS.find(guard => guard === wanted)
  if (name === undefined)
    throw new StartError(`DAYBOOK_KEYS_GUARD is "${wanted}"; it must be one of ${GUARDS.join(', ')}.`)
  if (name === 'secret' && secret === undefined)
    throw new StartError('DAYBOOK_KEYS_GUARD is "secret": set DAYBOOK_KEYS_SECRET as well.')
  if (name === 'command' && command === undefined)
    throw new StartError('DAYBOOK_KEYS_GUARD is "command": set DAYBOOK_KEYS_COMMAND as well.')
  return guardsWith(guards, name)
}

function readSecret(name: string, given: (name: string) => string | undefined): Buffer | undefined {
  const text = given(name)
  if (text === undefined) return undefined
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  const bytes = Buffer.from(text, 'base64')
  if (/^[A-Za-z0-9+/]{43}=$/.test(text) && bytes.length === KEY_BYTES) return bytes
  throw new StartError(`${name} must be ${KEY_BYTES} random bytes, in base64 or hex.`)
}

function readCommand(
  given: (name: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): KeyCommand | undefined {
  const text = given('DAYBOOK_KEYS_COMMAND')
  if (text === undefined) return undefined
  const argv = parseList(text)
  if (argv === undefined)
    throw new StartError(
      'DAYBOOK_KEYS_COMMAND must be a JSON list of texts, the program first: ["/usr/local/bin/my-kms", "--key", "daybook"].',
    )
  const seconds = Number(given('DAYBOOK_KEYS_COMMAND_SECONDS') ?? COMMAND_SECONDS)
  if (!(seconds >= 1 && seconds <= 120))
    throw new StartError('DAYBOOK_KEYS_COMMAND_SECONDS must be a number from 1 to 120.')
  const handedOn = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !OURS.test(entry[0]),
  )
  return { argv, environment: Object.fromEntries(handedOn), seconds }
}

function parseList(text: string): [string, ...string[]] | undefined {
  try {
    const list: unknown = JSON.parse(text)
    if (Array.isArray(list) && list.length > 0 && list.every(one => typeof one === 'string' && one !== ''))
      return list as [string, ...string[]]
  } catch {
    // Not JSON: as below.
  }
  return undefined
}
