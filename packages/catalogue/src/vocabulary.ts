/** The words of sentences that belong to no action: who acts, and what stands in where a name is missing. */
import type { Locale } from './types.ts'

interface Vocabulary {
  readonly you: string
  readonly system: string
  readonly key: string
  readonly integration: string
  readonly staff: string
  readonly client: string
  readonly erasedClient: string
  readonly someone: string
  readonly yes: string
  readonly no: string
  readonly online: string
  readonly and: string
  /** After the third of many fields, "and 2 more": `{count}` is filled in. */
  readonly more: string
  /** An unknown action on an object. */
  readonly on: string
  /** Added to the sentence of an act by which an object became known. */
  readonly firstRecorded: string
  /** The whole sentence where nothing but a first state is known. */
  readonly baseline: string
  /** Stands in for a missing placeholder; `name:case` where the language declines. */
  readonly missing: Readonly<Record<string, string>>
}

export const VOCABULARY: Readonly<Record<Locale, Vocabulary>> = {
  en: {
    you: 'You',
    system: 'System',
    key: 'API key',
    integration: 'An integration',
    staff: 'A team member',
    client: 'A client',
    erasedClient: 'An erased client',
    someone: 'Someone',
    yes: 'yes',
    no: 'no',
    online: 'online',
    and: 'and',
    more: '{count} more',
    on: 'on',
    firstRecorded: 'first recorded',
    baseline: '{object} first recorded',
    missing: {
      client: 'a client',
      erasedClient: 'an erased client',
      other: 'another client',
      otherSession: 'another session',
      service: 'a session',
      member: 'a team member',
      object: 'an object',
      amount: 'an amount',
      fields: 'details',
      any: 'something',
    },
  },
  de: {
    you: 'Sie',
    system: 'System',
    key: 'API-Schlüssel',
    integration: 'Eine Integration',
    staff: 'Ein Teammitglied',
    client: 'Ein Kunde',
    erasedClient: 'Ein gelöschter Kunde',
    someone: 'Jemand',
    yes: 'ja',
    no: 'nein',
    online: 'online',
    and: 'und',
    more: '{count} weitere',
    on: 'an',
    firstRecorded: 'erstmals erfasst',
    baseline: '{object} erstmals erfasst',
    missing: {
      client: 'ein Kunde',
      'client:acc': 'einen Kunden',
      'client:dat': 'einem Kunden',
      erasedClient: 'ein gelöschter Kunde',
      'erasedClient:acc': 'einen gelöschten Kunden',
      'erasedClient:dat': 'einem gelöschten Kunden',
      other: 'ein anderer Kunde',
      'other:acc': 'einen anderen Kunden',
      'other:dat': 'einem anderen Kunden',
      otherSession: 'ein anderer Termin',
      'otherSession:acc': 'einen anderen Termin',
      'otherSession:dat': 'einem anderen Termin',
      service: 'ein Termin',
      'service:acc': 'einen Termin',
      'service:dat': 'einem Termin',
      member: 'ein Teammitglied',
      'member:dat': 'einem Teammitglied',
      object: 'ein Objekt',
      'object:dat': 'einem Objekt',
      amount: 'ein Betrag',
      'amount:acc': 'einen Betrag',
      'amount:dat': 'einem Betrag',
      fields: 'Angaben',
      any: 'etwas',
    },
  },
  'pt-PT': {
    you: 'Você',
    system: 'Sistema',
    key: 'Chave de API',
    integration: 'Uma integração',
    staff: 'Um membro da equipa',
    client: 'Um cliente',
    erasedClient: 'Um cliente apagado',
    someone: 'Alguém',
    yes: 'sim',
    no: 'não',
    online: 'online',
    and: 'e',
    more: 'mais {count}',
    on: 'em',
    firstRecorded: 'primeiro registo',
    baseline: 'Primeiro registo de {object}',
    missing: {
      client: 'um cliente',
      erasedClient: 'um cliente apagado',
      other: 'outro cliente',
      otherSession: 'outra sessão',
      service: 'uma sessão',
      member: 'um membro da equipa',
      object: 'um objeto',
      amount: 'um valor',
      fields: 'dados',
      any: 'algo',
    },
  },
  es: {
    you: 'Usted',
    system: 'Sistema',
    key: 'Clave de API',
    integration: 'Una integración',
    staff: 'Un miembro del equipo',
    client: 'Un cliente',
    erasedClient: 'Un cliente suprimido',
    someone: 'Alguien',
    yes: 'sí',
    no: 'no',
    online: 'en línea',
    and: 'y',
    more: '{count} más',
    on: 'en',
    firstRecorded: 'primer registro',
    baseline: 'Primer registro de {object}',
    missing: {
      client: 'un cliente',
      erasedClient: 'un cliente suprimido',
      other: 'otro cliente',
      otherSession: 'otra sesión',
      service: 'una sesión',
      member: 'un miembro del equipo',
      object: 'un objeto',
      amount: 'un importe',
      fields: 'datos',
      any: 'algo',
    },
  },
}
