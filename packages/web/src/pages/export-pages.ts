/** The pages of exports, fetched as one file when the first of them is asked for. */
export { ExportPage } from './export-page.tsx'
export { ExportsPage } from './exports-page.tsx'
