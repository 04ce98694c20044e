import { createTransport } from 'nodemailer'
import type { MailConfig } from '../config.ts'
import type { SendMail } from '../online/parts.ts'
import { type SendLetter, writeLetter } from './letter.ts'

/** Sends what was written through the configured mail server. */
export function createSender({ url, from }: MailConfig): SendMail {
  const transport = createTransport(url, { from })
  return async ({ to, subject, text }) => {
    await transport.sendMail({ to: { name: '', address: to }, subject, text })
  }
}

/** Sends letters through the configured mail server, one connection each: they are few. */
export function createMailer({ url, from }: MailConfig): SendLetter {
  const transport = createTransport(url, { from })
  return async letter => {
    const { subject, text } = writeLetter(letter)
    // An object, so that a comma in an address cannot make two of it.
    await transport.sendMail({ to: { name: '', address: letter.to }, subject, text })
  }
}
