/** Where a sentence finds what its placeholders stand for. */
import { fieldLabel, findField } from './field-label.ts'
import type { FormatOptions } from './formats.ts'
import type { Sayable, SayableChange } from './sayable.ts'
import { oneLine, sayAmount, sayValue } from './say-value.ts'
import type { Action } from './types.ts'
import { CHANNEL_WAY, WAY_BY } from './values.ts'
import { VOCABULARY } from './vocabulary.ts'

/** Something found. `ours` where the words are the catalogue's own, so that they may open a sentence in upper case. */
export interface Found {
  readonly text: string
  readonly kind: 'text' | 'value'
  readonly ours?: boolean
}

/** How many changed fields a sentence names before it counts the rest. */
const NAMED_FIELDS = 3

/** What a placeholder stands for in this entry, or undefined where the entry does not say. */
export function findPlaceholder(
  name: string,
  entry: Sayable,
  action: Action | undefined,
  options: FormatOptions,
): Found | undefined {
  switch (name) {
    case 'client':
      return asText(oneLine(entry.clients?.[0]?.name) ?? nameOfActor(entry, 'client'))
    case 'member':
      return (
        asValue(named(entry, 'member')) ?? fromEntry('member', entry, action, options) ?? ownMember(entry)
      )
    case 'other':
      return other(entry)
    case 'online':
      return entry.source === 'customer' && entry.actor?.type === 'client'
        ? { text: VOCABULARY[options.locale].online, kind: 'text', ours: true }
        : undefined
    case 'service':
      return asValue(service(entry) ?? fromEntry('service', entry, action, options))
    case 'object':
      return object(entry) ?? fromEntry('object', entry, action, options)
    case 'amount':
      return asValue(amount(entry, options))
    case 'fields':
      return fields(entry, options)
    case 'reason':
      return asValue(oneLine(entry.reason)) ?? fromEntry('reason', entry, action, options)
    case 'rule':
      return (
        asValue(named(entry, 'rule') ?? oneLine(entry.rule?.name) ?? oneLine(entry.rule?.id)) ??
        fromEntry('rule', entry, action, options)
      )
    case 'way':
      return way(entry, action, options)
    case 'device':
      return asValue(oneLine(entry.context?.device)) ?? fromEntry('device', entry, action, options)
    default:
      return asValue(named(entry, name)) ?? fromEntry(name, entry, action, options)
  }
}

const asText = (text: string | undefined): Found | undefined =>
  text === undefined ? undefined : { text, kind: 'text' }

const asValue = (found: string | Found | undefined): Found | undefined =>
  typeof found === 'string' ? { text: found, kind: 'value' } : found

const nameOfActor = ({ actor }: Sayable, type: string): string | undefined =>
  actor?.type === type ? oneLine(actor.name) : undefined

/** Entries of a member's own account are about the member who acts. */
const ownMember = (entry: Sayable): Found | undefined =>
  entry.action.startsWith('account.') ? asValue(nameOfActor(entry, 'staff')) : undefined

/** The name, else the id, of the entry's first object of a type. */
function named(entry: Sayable, type: string): string | undefined {
  const found = entry.objects?.find(object => object.type === type)
  return found && (oneLine(found.name) ?? oneLine(found.id))
}

/** A name in `data`, else a changed field's new value. */
function fromEntry(
  name: string,
  entry: Sayable,
  action: Action | undefined,
  options: FormatOptions,
): Found | undefined {
  const { data } = entry
  const field = action && Object.hasOwn(action.data, name) ? action.data[name] : undefined
  let text = data && Object.hasOwn(data, name) ? sayValue(field, data[name], options) : undefined
  if (text === undefined) {
    const after = entry.changes?.find(change => change.field === name)?.after
    if (after !== undefined) text = sayValue(field ?? findField(typeOf(entry), name), after, options)
  }
  if (text === undefined) return undefined
  return { text, kind: 'value', ours: field?.kind === 'enum' }
}

function service(entry: Sayable): string | undefined {
  if (entry.action.startsWith('service.')) return named(entry, 'service')
  const { data, objects } = entry
  return (
    oneLine(objects?.find(object => object.type === 'booking')?.name) ??
    (data && Object.hasOwn(data, 'service')
      ? undefined
      : oneLine(objects?.find(o => o.type === 'service')?.name))
  )
}

/** "by e-mail", "in person": which way a message went. */
function way(entry: Sayable, action: Action | undefined, options: FormatOptions): Found | undefined {
  const channel = entry.data?.['channel'] ?? entry.changes?.find(change => change.field === 'channel')?.after
  if (typeof channel === 'string' && Object.hasOwn(CHANNEL_WAY, channel))
    return asText(CHANNEL_WAY[channel as keyof typeof CHANNEL_WAY][options.locale])
  const other = fromEntry('channel', entry, action, options)
  return other && { ...other, text: `${WAY_BY[options.locale]} ${other.text}`, ours: false }
}

/** The second client, or the second booking where the entry is about bookings. */
function other(entry: Sayable): Found | undefined {
  if (entry.action.startsWith('booking.')) {
    const bookings = entry.objects?.filter(object => object.type === 'booking')
    const found = bookings?.[1]
    return asValue(oneLine(found?.name) ?? oneLine(found?.id)) ?? dataText(entry, 'other')
  }
  return asText(oneLine(entry.clients?.[1]?.name)) ?? dataText(entry, 'other')
}

function dataText(entry: Sayable, name: string): Found | undefined {
  return entry.data && Object.hasOwn(entry.data, name) ? asValue(oneLine(entry.data[name])) : undefined
}

/** What an entry is about: for a payment the thing paid for, not the payment; without an object, its client. */
function object(entry: Sayable): Found | undefined {
  const { action, objects, clients } = entry
  const ofPayment = action.startsWith('payment.')
  const found = ofPayment ? objects?.find(({ type }) => type !== 'payment') : objects?.[0]
  if (found) return asValue(oneLine(found.name) ?? oneLine(found.id))
  return ofPayment || action.startsWith('object.') ? undefined : asText(oneLine(clients?.[0]?.name))
}

function amount(entry: Sayable, options: FormatOptions): string | undefined {
  const { context, data, changes } = entry
  const own = data && Object.hasOwn(data, 'amount') ? data.amount : undefined
  const currency = data && Object.hasOwn(data, 'currency') ? data.currency : undefined
  return (
    sayAmount(context?.amount, undefined, options) ??
    sayAmount(own, currency, options) ??
    sayAmount(changes?.find(change => change.field === 'amount')?.after, changedCurrency(changes), options)
  )
}

const changedCurrency = (changes: readonly SayableChange[] | undefined): unknown =>
  changes?.find(change => change.field === 'currency')?.after

/** "e-mail, phone, address and 2 more". */
function fields(entry: Sayable, options: FormatOptions): Found | undefined {
  const { changes } = entry
  if (!changes || changes.length === 0) return undefined
  const labels = new Set<string>()
  for (const change of changes) {
    const label = oneLine(changeLabel(entry, change, options))
    if (label !== undefined) labels.add(label)
  }
  if (labels.size === 0) return undefined
  const { and, more } = VOCABULARY[options.locale]
  const said = [...labels].slice(0, NAMED_FIELDS)
  if (labels.size > NAMED_FIELDS) said.push(more.replace('{count}', String(labels.size - NAMED_FIELDS)))
  const last = said.pop() as string
  return { text: said.length === 0 ? last : `${said.join(', ')} ${and} ${last}`, kind: 'text' }
}

function changeLabel(entry: Sayable, change: SayableChange, options: FormatOptions): string {
  const label = fieldLabel(typeOf(entry, change.ref), change.field, options.locale, change.label)
  if (change.label || options.locale === 'de') return label
  // Within a sentence the catalogue's own labels begin small, except abbreviations.
  return /^\p{Lu}[\p{Ll}\s-]/u.test(label) && !label.startsWith('API')
    ? label[0]?.toLowerCase() + label.slice(1)
    : label
}

/** The type of the object that changed: by its reference, else by the action's first word. */
export function typeOf(entry: Sayable, ref?: string): string {
  if (ref !== undefined) {
    if (ref.startsWith('cl_')) return 'client'
    const found = entry.objects?.find(object => object.ref === ref)
    if (found) return found.type
  }
  const prefix = entry.action.slice(0, Math.max(0, entry.action.indexOf('.')))
  if (prefix === 'object') return entry.objects?.[0]?.type ?? prefix
  return prefix === 'settings' ? 'workspace' : prefix
}
