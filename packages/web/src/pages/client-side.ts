/** What stands around a client's rows: fetched as one file beside them. */
export { ClientGlance } from './client-glance.tsx'
export { ClientMeta } from './client-meta.tsx'
export { NoSuchClient } from './no-such-client.tsx'
export { PartialData } from '../parts/partial-data.tsx'
export { viewOnce } from './view-once.ts'
