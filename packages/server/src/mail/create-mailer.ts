import { createTransport } from 'nodemailer'
import type { MailConfig } from '../config.ts'
import { type SendLetter, writeLetter } from './letter.ts'

/** Sends letters through the configured mail server, one connection each: they are few. */
export function createMailer({ url, from }: MailConfig): SendLetter {
  const transport = createTransport(url, { from })
  return async letter => {
    const { subject, text } = writeLetter(letter)
    // An object, so that a comma in an address cannot make two of it.
    await transport.sendMail({ to: { name: '', address: letter.to }, subject, text })
  }
}
