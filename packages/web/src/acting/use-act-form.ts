import type { Acts } from '@daybook/client'
import type { Locale } from '@daybook/catalogue'
import { LogError } from '@daybook/client/read'
import type { ActAnswer, ActForm, ChangeSince, ObjectView } from '@daybook/protocol'
import { useRef, useState } from 'react'
import { type FormDoor, useForm } from '../door/use-form.ts'
import { queries } from '../queries.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import type { ChosenClient } from './client-field.tsx'
import { toText } from './field-text.ts'
import type { Given } from './given.ts'
import { type ActSent, type Base, beginsWith, currencyOf, fieldName, readForm } from './read-form.ts'
import { sayDone } from './say-done.ts'
import { useActing } from './use-acting.ts'
import { useActs } from './use-acts.ts'

export interface ActTarget {
  readonly type: string
  readonly form: ActForm
  /** Absent where the act makes it. */
  readonly object?: ObjectView | undefined
  readonly given?: Given
  /** More of what is sent, decided when it is: a service that was named. */
  also?(values: Readonly<Record<string, string>>): Promise<Pick<ActSent, 'objects'>>
  onDone(answer: ActAnswer): void
}

/** What the server refused, as far as the form can do something about it. */
export interface Refused {
  readonly free?: readonly string[]
  readonly changes?: readonly ChangeSince[]
}

export interface ActFormState {
  readonly door: FormDoor
  readonly refused: Refused
  /** The object as the fields begin with it: anew where somebody else was faster. */
  readonly object: ObjectView | undefined
  /** Changes whenever the fields begin anew. */
  readonly round: number
  /** What a field begins with. */
  textOf(field: ActForm['fields'][number]): string
  /** Whose it is has to be said. */
  readonly asksForClient: boolean
  readonly client: ChosenClient | undefined
  chooseClient(client: ChosenClient | undefined): void
  readonly currency: string | undefined
}

const NOTHING: Given = {}

/**
 * The state of one act's form. A click, however often, is one act: what is sent again carries the same key as long as it
 * is the same. Where somebody changed the object meanwhile, what was typed stays and everything else is as it is now.
 */
export function useActForm({ type, form, object, given = NOTHING, also, onDone }: ActTarget): ActFormState {
  const { workspace } = useWorkspace()
  const acting = useActing()
  const announce = useAnnounce()
  const keyOf = useKey()
  const typeName = useActs().data?.types[type]?.label ?? type
  const [known, setKnown] = useState(object)
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [round, setRound] = useState(0)
  const [refused, setRefused] = useState<Refused>({})
  const [client, chooseClient] = useState<ChosenClient | undefined>(given.client)
  const base = { object: known, given, timeZone: workspace.timeZone }
  const currency = currencyOf(base, undefined)
  const place = { timeZone: workspace.timeZone, currency }
  // A coupon is nobody's: who redeems it is asked.
  const asksForClient =
    form.client && given.client === undefined && (known === undefined || known.clients.length === 0)

  const door = useForm(async values => {
    setRefused({})
    try {
      const whole = await wholeOf(form, values, { base, client, also })
      const key = keyOf(JSON.stringify([type, form.name, whole]))
      const answer = await sendAct(acting, { type, form, object: known }, { ...whole, key })
      remember(values[fieldName('currency')])
      announce(sayDone({ form, type: typeName, answer, locale: workspace.locale as Locale }))
      onDone(answer)
    } catch (error) {
      if (error instanceof LogError) take(error, values)
      throw error
    } finally {
      void queries.invalidateQueries({ predicate: query => query.queryKey[1] === workspace.id })
    }
  })

  function take(error: LogError, values: Record<string, string>): void {
    const { current, free } = error.details
    if (error.code === 'time_taken') setRefused({ free: free ?? [] })
    if (error.code !== 'version_conflict' || current === undefined) return
    setTyped({ ...typed, ...typedOf(form, values, base) })
    setKnown(current.object)
    setRefused({ changes: current.changes ?? [] })
    setRound(round + 1)
  }

  return {
    door,
    refused,
    object: known,
    round,
    asksForClient,
    client,
    chooseClient,
    currency,
    textOf(field) {
      const begins = beginsWith(base, field.name)
      if (begins === undefined && field.name === 'currency' && asksForMoney(form, known))
        return lastCurrency()
      return typed[field.name] ?? toText(field, begins, place)
    },
  }
}

/** What is made with a price has a currency; a discount in percent may do without. */
function asksForMoney({ fields }: ActForm, known: ObjectView | undefined): boolean {
  if (fields.some(({ name, required }) => name === 'currency' && required)) return true
  const names = fields.map(({ name }) => name)
  return (
    known === undefined && !names.includes('percent') && names.some(name => /^(price|amount)$/.test(name))
  )
}

interface Sending {
  readonly base: Base
  readonly client: ChosenClient | undefined
  readonly also: ActTarget['also']
}

/** All that is sent but for the key. Throws what is wrong with it, as the server would. */
async function wholeOf(
  form: ActForm,
  values: Record<string, string>,
  { base, client, also }: Sending,
): Promise<ActSent> {
  const { sent, errors } = readForm(form, values, base)
  if (form.client && base.object === undefined && client === undefined)
    throw invalid([{ path: '/client', message: 'is missing: choose one of those found, or a new one' }])
  if (errors.length > 0) throw invalid(errors)
  return { ...sent, ...(await also?.(values)), ...(client && { client }) }
}

/** Which acts there are is known at run time only. */
const sendAct = (
  acting: Acts,
  { type, form, object }: Pick<ActTarget, 'type' | 'form' | 'object'>,
  sent: ActSent,
): Promise<ActAnswer> =>
  object === undefined
    ? acting.begin(type, form.name as never, sent as never)
    : acting.perform(type, object.ref, form.name as never, sent as never)

/** What somebody typed, of all that a form shows. */
function typedOf(form: ActForm, values: Record<string, string>, base: Base): Record<string, string> {
  const place = { timeZone: base.timeZone, currency: currencyOf(base, undefined) }
  return Object.fromEntries(
    form.fields.flatMap(field => {
      const text = values[fieldName(field.name)]
      const isTyped = text !== undefined && text !== toText(field, beginsWith(base, field.name), place)
      return isTyped ? [[field.name, text] as const] : []
    }),
  )
}

/** One key for one content: sent twice it is one act, changed it is another. */
function useKey(): (content: string) => string {
  const last = useRef({ content: '', key: '' })
  return content => {
    if (last.current.content !== content) last.current = { content, key: `act_${crypto.randomUUID()}` }
    return last.current.key
  }
}

const invalid = (errors: readonly { path: string; message: string }[]): LogError =>
  new LogError('query_invalid', errors[0]!.message, { errors })

const CURRENCY = 'daybook.currency'

const lastCurrency = (): string => localStorage.getItem(CURRENCY) ?? 'EUR'

function remember(currency: string | undefined): void {
  if (currency && /^[a-z]{3}$/i.test(currency.trim()))
    localStorage.setItem(CURRENCY, currency.trim().toUpperCase())
}
