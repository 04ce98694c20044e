/** `/book/…`: services, times, details, and the booking itself. */
import { LogError } from '@daybook/protocol'
import { randomBytes } from '../random.ts'
import type { Workspace } from '../entry/workspace.ts'
import { bookOnline } from './book-online.ts'
import { chooseDays, readStart, shownSpan, writeStart } from './choose-days.ts'
import { bookableSpan, type OfferedService, offeredServices, offeredTimes } from './offered-services.ts'
import { detailsPage, type DetailsForm, servicesPage, takenPage, timesPage } from './pages/booking-pages.ts'
import { plainPage, type Reader, say, seeOther } from './pages/page.ts'
import { lineOf, type PageRequest, textOf } from './page-request.ts'
import type { OnlineParts } from './parts.ts'

interface Booking {
  readonly parts: OnlineParts
  readonly workspace: Workspace
  readonly reader: Reader
  readonly request: PageRequest
  /** `/book/harbour` */
  readonly base: string
}

export async function answerBooking(given: Booking): Promise<Response> {
  const { parts, workspace, reader, request, base } = given
  await parts.limits.look(workspace.id, request.caller)
  const [, , ref, start, ...more] = request.path
  const services = await offeredServices(parts.daybook, workspace)
  if (ref === undefined && request.method === 'GET') return servicesPage(reader, base, services)
  const service = services.find(one => one.ref === ref)
  if (service === undefined || more.length > 0) return nothing(reader)
  if (start === undefined) return request.method === 'GET' ? answerTimes(given, service) : nothing(reader)
  const startsAt = readStart(start)
  if (startsAt === undefined) return nothing(reader)
  return request.method === 'GET'
    ? detailsPage(reader, service, formOf(given, service, startsAt, NOTHING))
    : answerForm(given, service, startsAt)
}

export const nothing = (reader: Reader): Response =>
  plainPage(reader, 'nothingTitle', 'nothingText', { status: 404 })

/** Members stand in addresses as places in the list, whose order is that of the service. */
function memberOf({ wish }: OfferedService, query: URLSearchParams): string | undefined {
  const place = Number(query.get('with') ?? 0)
  return wish.members.length > 1 ? wish.members[place - 1] : undefined
}

async function answerTimes(given: Booking, service: OfferedService): Promise<Response> {
  const { parts, workspace, reader, request, base } = given
  const { daybook } = parts
  const member = memberOf(service, request.query)
  const wish = member === undefined ? service.wish : { ...service.wish, members: [member] }
  const span = { ...bookableSpan(daybook, workspace, service), timeZone: workspace.timeZone }
  const asked = {
    from: request.query.get('from') ?? undefined,
    day: request.query.get('day') ?? undefined,
  }
  const within = ({ from, to }: { from: number; to: number }) => ({
    from: Math.max(from, span.from),
    to: Math.min(to, span.until),
  })
  let shown = shownSpan(asked, span)
  let free = await offeredTimes(daybook, workspace, wish, within(shown))
  if (free.length === 0 && asked.from === undefined) {
    // Whoever comes is shown the first days on which something is free, however far ahead.
    const [first] = await offeredTimes(daybook, workspace, wish, { from: span.from, to: span.until })
    if (first !== undefined) {
      shown = shownSpan({ ...asked, from: new Date(first.startsAt).toISOString().slice(0, 10) }, span)
      free = await offeredTimes(daybook, workspace, wish, within(shown))
    }
  }
  const here = `${base}/${service.ref}`
  const withPlace = request.query.get('with')
  const who = member === undefined ? '' : `with=${withPlace}`
  const choices = chooseDays(free, shown, asked, span, {
    day: (from, date) => `${here}?${[`from=${from}`, date && `day=${date}`, who].filter(Boolean).join('&')}`,
    time: at => `${here}/${writeStart(at)}${who && `?${who}`}`,
  })
  return timesPage(reader, service, base, choices, whoChoices(reader, service, here, member))
}

function whoChoices(reader: Reader, { wish }: OfferedService, here: string, member: string | undefined) {
  if (wish.members.length < 2) return []
  return [
    { name: say(reader, 'anyone'), href: here, isChosen: member === undefined },
    ...wish.members.map((name, i) => ({ name, href: `${here}?with=${i + 1}`, isChosen: name === member })),
  ]
}

const NOTHING: Pick<DetailsForm, 'values' | 'wrong'> = {
  values: { name: '', email: '', phone: '', note: '' },
  wrong: {},
}

function formOf(
  { base, request }: Booking,
  service: OfferedService,
  startsAt: number,
  filled: Pick<DetailsForm, 'values' | 'wrong' | 'notice'>,
): DetailsForm {
  const withPlace = request.query.get('with')
  const member = memberOf(service, request.query)
  const query = member === undefined ? '' : `?with=${withPlace}`
  const here = `${base}/${service.ref}`
  return {
    ...filled,
    startsAt,
    action: `${here}/${writeStart(startsAt)}${query}`,
    back: `${here}${query}`,
    member,
    key: keyOf(request) ?? randomBytes(18).toString('base64url'),
  }
}

/** What a form was given, so that it is done once however often it is sent. */
export function keyOf({ form }: PageRequest): string | undefined {
  const key = form.get('key') ?? ''
  return /^[A-Za-z0-9_-]{24}$/.test(key) ? key : undefined
}

const EMAIL = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]{2,}$/

export const isEmail = (text: string): boolean => text.length <= 254 && EMAIL.test(text)

function readDetails(reader: Reader, { form }: PageRequest): Pick<DetailsForm, 'values' | 'wrong'> {
  const values = {
    name: lineOf(form, 'name'),
    email: lineOf(form, 'email').toLowerCase(),
    phone: lineOf(form, 'phone'),
    note: textOf(form, 'note'),
  }
  const tooLong = say(reader, 'tooLong')
  const wrong = {
    ...(values.name === '' && { name: say(reader, 'nameMissing') }),
    ...(values.name.length > 200 && { name: tooLong }),
    ...(!isEmail(values.email) && { email: say(reader, 'emailWrong') }),
    ...(values.phone.length > 40 && { phone: tooLong }),
    ...(values.note.length > 2000 && { note: tooLong }),
  }
  return { values, wrong }
}

async function answerForm(given: Booking, service: OfferedService, startsAt: number): Promise<Response> {
  const { parts, workspace, reader, request, base } = given
  // Nobody sees this field: whoever fills it in is a program, and is told nothing.
  if ((request.form.get('website') ?? '') !== '') return seeOther(base)
  const filled = readDetails(reader, request)
  const form = formOf(given, service, startsAt, filled)
  if (Object.keys(filled.wrong).length > 0) return detailsPage(reader, service, form)
  try {
    const secret = await bookOnline(parts, workspace, request.caller, {
      ...filled.values,
      service,
      startsAt,
      member: form.member,
      language: reader.locale,
      key: form.key,
    })
    return seeOther(`/visit/${secret}?news=booked`)
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    if (error.code === 'time_taken') {
      const free = ((error.details.free ?? []) as string[]).map(text => Date.parse(text))
      const links = free.map(at => ({ at, href: `${base}/${service.ref}/${writeStart(at)}` }))
      return takenPage(reader, service, form.back, links)
    }
    if (error.code !== 'act_refused') throw error
    return detailsPage(reader, service, { ...form, notice: say(reader, 'tooMany') })
  }
}
