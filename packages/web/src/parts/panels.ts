/** What popovers hold: fetched as one file when the browser is idle, or when the first popover opens. */
export { DatesPanel } from '../filters/dates-panel.tsx'
export { FacetValues } from '../filters/facet-values.tsx'
export { ZonePanel } from '../history/zone-panel.tsx'
export { PreferencesPanel } from '../shell/preferences-panel.tsx'
