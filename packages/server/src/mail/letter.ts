/** The letters that Daybook sends to members: what they say, in the workspace's language. Plain text, one link each. */
import { type Locale, LOCALES } from '@daybook/catalogue'

interface Common {
  readonly to: string
  /** Of the workspace. */
  readonly locale: string
  /** The workspace's name. */
  readonly workspace: string
  readonly url: string
}
export type Letter =
  | (Common & { readonly letter: 'reset' })
  | (Common & { readonly letter: 'invitation'; readonly invitedBy: string; readonly days: number })

/** Sends a letter; rejects where the mail server does not take it. */
export type SendLetter = (letter: Letter) => Promise<void>

interface Words {
  /** Subject and text; `{workspace}`, `{invitedBy}`, `{days}` and `{url}` are filled in. */
  readonly reset: readonly [string, string]
  readonly invitation: readonly [string, string]
}

const WORDS: Readonly<Record<Locale, Words>> = {
  en: {
    reset: [
      'A new password for Daybook',
      'Somebody, probably you, asked for a new password for {workspace}.\n\nSet it here, within an hour:\n{url}\n\nIf it was not you, do nothing: the old password still works.',
    ],
    invitation: [
      '{invitedBy} invites you to {workspace}',
      '{invitedBy} invites you to work with the records of {workspace} in Daybook.\n\nAccept here, within {days} days:\n{url}\n\nIf you do not know what this is about, do nothing.',
    ],
  },
  de: {
    reset: [
      'Ein neues Passwort für Daybook',
      'Jemand, wahrscheinlich Sie, hat ein neues Passwort für {workspace} verlangt.\n\nLegen Sie es hier fest, innerhalb einer Stunde:\n{url}\n\nWaren Sie es nicht, tun Sie nichts: Das alte Passwort gilt weiter.',
    ],
    invitation: [
      '{invitedBy} lädt Sie zu {workspace} ein',
      '{invitedBy} lädt Sie ein, in Daybook mit den Aufzeichnungen von {workspace} zu arbeiten.\n\nNehmen Sie hier an, innerhalb von {days} Tagen:\n{url}\n\nWissen Sie nicht, worum es geht, tun Sie nichts.',
    ],
  },
  'pt-PT': {
    reset: [
      'Uma nova palavra-passe para o Daybook',
      'Alguém, provavelmente você, pediu uma nova palavra-passe para {workspace}.\n\nDefina-a aqui, no prazo de uma hora:\n{url}\n\nSe não foi você, não faça nada: a palavra-passe antiga continua válida.',
    ],
    invitation: [
      '{invitedBy} convida-o para {workspace}',
      '{invitedBy} convida-o a trabalhar com os registos de {workspace} no Daybook.\n\nAceite aqui, no prazo de {days} dias:\n{url}\n\nSe não sabe do que se trata, não faça nada.',
    ],
  },
  es: {
    reset: [
      'Una contraseña nueva para Daybook',
      'Alguien, probablemente usted, pidió una contraseña nueva para {workspace}.\n\nElíjala aquí, en el plazo de una hora:\n{url}\n\nSi no fue usted, no haga nada: la contraseña anterior sigue valiendo.',
    ],
    invitation: [
      '{invitedBy} le invita a {workspace}',
      '{invitedBy} le invita a trabajar con los registros de {workspace} en Daybook.\n\nAcepte aquí, en el plazo de {days} días:\n{url}\n\nSi no sabe de qué se trata, no haga nada.',
    ],
  },
}

/** Subject and text of a letter. What is filled in stays on its line: a name cannot add one. */
export function writeLetter(letter: Letter): { subject: string; text: string } {
  const locale = LOCALES.find(known => known === letter.locale) ?? 'en'
  const [subject, text] = WORDS[locale][letter.letter]
  const values: Readonly<Record<string, string>> = {
    workspace: letter.workspace,
    url: letter.url,
    ...(letter.letter === 'invitation' && { invitedBy: letter.invitedBy, days: String(letter.days) }),
  }
  const fill = (template: string): string =>
    template.replaceAll(/\{(\w+)\}/g, (_, name: string) => (values[name] ?? '').replaceAll(/\s+/g, ' '))
  return { subject: fill(subject), text: fill(text) }
}
