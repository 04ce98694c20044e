/** Ways from a record in Daybook into the app of the business that keeps it. */

/** What leads where, as templates of addresses; `{id}` is the host's id of the record, `{client}` that of the client. */
export interface HostLinks {
  /** The booking itself. */
  readonly open?: string
  /** Where its invoice is sent. */
  readonly invoice?: string
  /** Where a payment is added. */
  readonly payment?: string
  /** Where a payment that waits is approved. */
  readonly approve?: string
}

export const HOST_LINK_NAMES = [
  'open',
  'invoice',
  'payment',
  'approve',
] as const satisfies readonly (keyof HostLinks)[]

const PLACE = /\{([^{}]*)\}/g

/** What is wrong with a template, for whoever wrote it; undefined where nothing is. */
export function checkLink(template: string): string | undefined {
  const unknown = [...template.matchAll(PLACE)].find(([, name]) => name !== 'id' && name !== 'client')
  if (unknown) return `has ${unknown[0]}: only {id} and {client} stand for something`
  const address = expandLink(template, { id: 'x', client: 'x' })
  if (address === undefined || !URL.canParse(address))
    return 'must be an address such as "https://app.example/bookings/{id}"'
  const { protocol, host } = new URL(address)
  if (protocol !== 'https:' && protocol !== 'http:') return 'must begin with https:// or http://'
  // Whose app it is must not depend on what a record is called.
  return new URL(template.replaceAll(PLACE, 'y')).host === host
    ? undefined
    : 'must name the host without {id} or {client}'
}

/** The address for one record; undefined where the template needs the client's id and there is none. */
export function expandLink(
  template: string,
  record: { readonly id: string; readonly client?: string | undefined },
): string | undefined {
  if (template.includes('{client}') && record.client === undefined) return undefined
  return template.replaceAll(PLACE, (_, name: string) =>
    encodeURIComponent(name === 'client' ? record.client! : record.id),
  )
}
