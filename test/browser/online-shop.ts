/** A workspace that is open for online booking, day and night, and what its visitors do. */
import type { Entry, LettersToHandOver, SettingsView } from '@daybook/protocol'
import type { Page } from 'playwright-core'
import type { Clinic } from './clinic.ts'

export interface Shop {
  readonly clinic: Clinic
  /** `/book/quiet-street` */
  readonly booking: string
  readonly portal: string
  /** Text of the newest letter to somebody, as the staff hand it over: no mail server is configured. */
  letterTo(email: string): Promise<string>
  linkTo(email: string): Promise<string>
  /** The newest entry of an action. */
  last(action: string): Promise<Entry>
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

export async function openShop(clinic: Clinic): Promise<Shop> {
  const { log } = clinic
  const settings = await log.request<SettingsView>('PATCH', '/v1/settings', {
    body: {
      onlineBooking: true,
      onlineConfirm: false,
      onlineNoticeHours: 0,
      onlineStep: 60,
      timeZone: 'Europe/Lisbon',
    },
  })
  const make = (type: string, id: string, fields: object) =>
    log.request('POST', `/v1/objects/${type}/${id}/create`, { body: { fields } }).catch(() => {})
  await make('schedule', 'SC-ONLINE', {
    name: 'Always open',
    ...Object.fromEntries(DAYS.map(day => [day, ['00:00-24:00']])),
  })
  const massage = { name: 'Massage', duration: 60, price: 6000, currency: 'EUR', online: true }
  await make('service', 'SV-MASSAGE', { ...massage, description: 'For a back that has sat too long.' })
  await make('service', 'SV-YOGA', { name: 'Yoga in a group', duration: 60, groupSize: 8, online: true })
  const letterTo = async (email: string): Promise<string> => {
    for (let tries = 0; tries < 300; tries++) {
      const { letters } = await log.request<LettersToHandOver>('GET', '/v1/letters')
      const found = letters.findLast(letter => letter.email === email)
      if (found !== undefined) return found.text
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    throw new Error(`There is no letter to ${email}.`)
  }
  return {
    clinic,
    booking: `/book/${settings.onlineSlug}`,
    portal: `/portal/${settings.onlineSlug}`,
    letterTo,
    linkTo: async email => /https?:\S+/.exec(await letterTo(email))![0],
    async last(action) {
      const entry = await clinic.last(action)
      if (entry === undefined) throw new Error(`There is no entry ${action}.`)
      return entry
    },
  }
}

/** Chooses a service and a time so many days ahead, and fills in the form; answers when the page says so. */
export async function bookAs(
  page: Page,
  shop: Pick<Shop, 'booking'>,
  who: { readonly name: string; readonly email: string },
  { daysAhead = 3, place = 0 } = {},
): Promise<void> {
  await page.goto(shop.booking)
  await page.getByRole('link', { name: /Massage/ }).click()
  await page
    .getByRole('navigation', { name: 'Days' })
    .getByRole('listitem')
    .nth(daysAhead)
    .getByRole('link')
    .click()
  await page.locator('.times a').nth(place).click()
  await page.getByLabel('Name').fill(who.name)
  await page.getByLabel('E-mail').fill(who.email)
  await page.getByRole('button', { name: 'Book this time' }).click()
  await page.getByRole('heading', { level: 1, name: 'You are booked' }).waitFor()
}

/** The newest line on the timeline of whoever an entry is about. */
export async function newestLine(page: Page, { clinic }: Shop, entry: Entry): Promise<string> {
  await clinic.open(page, `/clients/${entry.clients![0]!.id}`)
  const line = page.locator(`[data-entry="${entry.id}"]`)
  await line.waitFor()
  return (await line.innerText()).replaceAll(/\s+/g, ' ')
}
