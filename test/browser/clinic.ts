/** A workspace whose settings tests may change: nobody else's tests look at it. */
import { createClient, type DaybookClient } from '@daybook/client'
import type { Entry } from '@daybook/protocol'
import type { Page } from 'playwright-core'
import { join, type Person } from './people.ts'
import type { Practice } from './start-practice.ts'

export interface Clinic {
  readonly log: DaybookClient
  readonly workspace: string
  /** Opens a page of the app in this workspace, as its owner. */
  open(page: Page, path: string): Promise<void>
  /** Somebody who has joined in this role. */
  join(role: string): Promise<Person>
  /** Signs a page in as somebody who has joined. */
  enter(page: Page, person: Person, path: string): Promise<void>
  /** The newest entry of an action. */
  last(action: string): Promise<Entry | undefined>
}

export function clinicOf(practice: Pick<Practice, 'address' | 'clinic'>): Clinic {
  const { workspace, key } = practice.clinic
  const place = { address: practice.address, key, workspace }
  const log = createClient({ url: practice.address, key, batch: false })
  const open = async (page: Page, path: string): Promise<void> => {
    await page.addInitScript(id => localStorage.setItem('daybook.workspace', id), workspace)
    await page.goto(path)
    await page.locator('main h1').waitFor()
  }
  return {
    log,
    workspace,
    open,
    join: role => join(place, role),
    async enter(page, person, path) {
      const cookies = person.cookie.split('; ').map(pair => {
        const at = pair.indexOf('=')
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: practice.address }
      })
      await page.context().addCookies(cookies.map(cookie => ({ ...cookie, httpOnly: true })))
      await open(page, path)
    },
    last: async action => (await log.entries({ action, limit: 1 }).page()).entries[0],
  }
}
