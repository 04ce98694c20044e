import { type InputError, LogError } from '@daybook/protocol'

/** In characters. Long is better than strange: there are no rules about digits and signs (NIST SP 800-63B, 5.1.1.2). */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const

/** The beginnings that lists of leaked passwords are full of; a password of such a piece repeated or counted on is guessed first. */
const COMMON =
  /^(?:password|passwort|contraseña|palavra-?passe|qwert[yz]|asdf|letmein|welcome|daybook|admin|abc|123)/i

/**
 * Refuses a password that is too short, too long, or among the first that anybody would try.
 * @param at JSON Pointer of the password in the request
 * @param known what everybody may know of this person: address and name
 * @throws LogError `query_invalid`
 */
export function checkNewPassword(password: string, at: string, known: readonly string[]): void {
  const message = problemOf(password, known)
  if (message === undefined) return
  const errors: InputError[] = [{ path: at, message }]
  throw new LogError('query_invalid', `This password cannot be used: it ${message}.`, { errors })
}

function problemOf(password: string, known: readonly string[]): string | undefined {
  const { min, max } = PASSWORD_LENGTH
  if (password.length < min) return `needs at least ${min} characters`
  if (password.length > max) return `may have at most ${max} characters`
  const plain = password.toLowerCase()
  if (new Set(plain).size < 5) return 'repeats too few characters'
  if (COMMON.test(plain) && plain.length < 16) return 'is one of the first that anybody would try'
  const parts = known.flatMap(text => text.toLowerCase().split(/[@\s.]+/)).filter(part => part.length > 3)
  const rest = parts.reduce((text, part) => text.replaceAll(part, ''), plain)
  if (rest.length < 6) return 'is made of your own name or address'
  return undefined
}
