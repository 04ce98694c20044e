/** A workspace whose settings the tests of one file may change: no other file's tests look at it. */
import { createClient, type DaybookClient } from '@daybook/client'
import type { Entry } from '@daybook/protocol'
import type { Page } from 'playwright-core'
import { join, type Person } from './people.ts'

/** Where a workspace is, and the key that opens it. */
export interface Place {
  readonly address: string
  readonly workspace: string
  /** An API key that may read, append and administrate. */
  readonly key: string
}

export interface Clinic extends Place {
  readonly log: DaybookClient
  /** Opens a page of the app in this workspace, as its owner. */
  open(page: Page, path: string): Promise<void>
  /** Somebody who has joined in this role. */
  join(role: string): Promise<Person>
  /** Signs a page in as somebody who has joined. */
  enter(page: Page, person: Person, path: string): Promise<void>
  /** The newest entry of an action. */
  last(action: string): Promise<Entry | undefined>
}

export function clinicOf({ address, workspace, key }: Place): Clinic {
  const place = { address, workspace, key }
  const log = createClient({ url: address, key, batch: false })
  const open = async (page: Page, path: string): Promise<void> => {
    await page.addInitScript(id => localStorage.setItem('daybook.workspace', id), workspace)
    await page.goto(path)
    await page.locator('main h1').waitFor()
  }
  return {
    ...place,
    log,
    open,
    join: role => join(place, role),
    async enter(page, person, path) {
      const cookies = person.cookie.split('; ').map(pair => {
        const at = pair.indexOf('=')
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: address }
      })
      await page.context().addCookies(cookies.map(cookie => ({ ...cookie, httpOnly: true })))
      await open(page, path)
    },
    last: async action => (await log.entries({ action, limit: 1 }).page()).entries[0],
  }
}
