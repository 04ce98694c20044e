/** Doing what the catalogue allows, as somebody does it on a page. */
import type { Locator, Page } from 'playwright-core'

/** Opens the dialog of an act of the page's object: from a button, or from the menu of the rest. */
export async function openAct(page: Page, label: string): Promise<Locator> {
  const group = page.getByRole('group', { name: /^What can be done/ })
  await group.first().waitFor()
  const button = group.getByRole('button', { name: label, exact: true })
  if ((await button.count()) > 0) await button.click()
  else {
    await group.getByRole('button', { name: 'More acts' }).click()
    await page
      .getByRole('dialog', { name: 'More that can be done' })
      .getByRole('button', { name: `${label} …`, exact: true })
      .click()
  }
  return openDialog(page)
}

/** Opens the dialog of one of a booking's quick actions. */
export async function openQuick(page: Page, label: string): Promise<Locator> {
  await page
    .getByRole('group', { name: 'Quick actions' })
    .getByRole('button', { name: label, exact: true })
    .click()
  return openDialog(page)
}

async function openDialog(page: Page): Promise<Locator> {
  const dialog = page.locator('dialog[open]')
  await dialog.waitFor()
  return dialog
}

/** Opens another page of the app as a link in it does: without loading the app anew. */
export async function goInApp(page: Page, path: string): Promise<void> {
  await page.evaluate(to => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

/** Fills fields by their labels: texts, choices by what they say. */
export async function fill(dialog: Locator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    const field = dialog.getByLabel(new RegExp(`^${RegExp.escape(label)}( \\(optional\\))?$`))
    // In the form, if not yet to be seen: what is asked for less often is folded away.
    await field.waitFor({ state: 'attached' })
    if (!(await field.isVisible())) await dialog.getByText('More fields').click()
    const tag = await field.evaluate(element => element.tagName)
    if (tag === 'SELECT') await field.selectOption({ label: value })
    else await field.fill(value)
  }
}

/** Sends the dialog's form, and waits until it is gone. */
export async function send(dialog: Locator): Promise<void> {
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'hidden' })
}
