import { untilItComes } from '../parts/until-it-comes.ts'

/** Fetches what stands around a client's rows, once. */
export const loadClientSide = () => untilItComes(() => import('./client-side.ts'))
