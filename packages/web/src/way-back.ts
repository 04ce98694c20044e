/** Where somebody wanted to go before they were asked to sign in; kept for this tab only. */
const NAME = 'daybook.way-back'

/** True for an address of this app: nothing that leads to another site, whatever it looks like. */
const isOurs = (path: string): boolean =>
  path.startsWith('/') && new URL(path, location.origin).origin === location.origin && !/^\/[/\\]/.test(path)

export function comeBackTo(path: string): void {
  if (isOurs(path)) sessionStorage.setItem(NAME, path)
}

/** The address to go on to, once. */
export function wayBack(): string {
  const path = sessionStorage.getItem(NAME) ?? '/'
  sessionStorage.removeItem(NAME)
  return isOurs(path) ? path : '/'
}
