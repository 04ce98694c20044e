/** What is not there at first: fetched as one file when the browser is idle, or when the first of it is asked for. */
export { ActiveFilters } from '../filters/active-filters.tsx'
export { DatesPanel } from '../filters/dates-panel.tsx'
export { FacetValues } from '../filters/facet-values.tsx'
export { PrintHead } from '../history/print-head.tsx'
export { ZonePanel } from '../history/zone-panel.tsx'
export { PageActs } from './page-acts.tsx'
export { PreferencesPanel } from '../shell/preferences-panel.tsx'
export { KeysDialog } from '../shell/keys-dialog.tsx'
