/** Fetches what stands around a client's rows, once. */
export const loadClientSide = () => import('./client-side.ts')
