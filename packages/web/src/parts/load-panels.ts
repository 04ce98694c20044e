/** Fetches what is not there at first, once. */
export const loadPanels = () => import('./panels.ts')
