import { untilItComes } from './until-it-comes.ts'

/** Fetches what is not there at first, once. */
export const loadPanels = () => untilItComes(() => import('./panels.ts'))
