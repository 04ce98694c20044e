/**
 * The app's links are plain `<a href>`, which one listener turns into steps of the router (`use-inner-links.ts`). The
 * router's own link component hangs on its routes all the same: it stays out of the first load (3 kB gzip), and whoever
 * uses it is told.
 */
import type { Plugin } from 'vite'

const STUB = '\0daybook:plain-links'
const CODE = `
const none = () => { throw new Error('Links of this app are plain <a href>.') }
export { none as Link, none as createLink, none as useLinkProps, none as linkOptions }
export const composeHandlers = none
`

export const plainLinks = (): Plugin => ({
  name: 'daybook:plain-links',
  enforce: 'pre',
  // While the app is developed the router is bundled beforehand, and its size is of no matter.
  apply: 'build',
  resolveId: (source, importer) =>
    source === './link.js' && importer?.includes('@tanstack/react-router') ? STUB : undefined,
  load: id => (id === STUB ? CODE : undefined),
})
