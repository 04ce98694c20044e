import { basename } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { oneLanguage } from './one-language.ts'
import { plainLinks } from './plain-links.ts'

/** What no first page needs: fetched when the browser is idle, or when it is asked for. */
const LATER = new RegExp(
  [
    String.raw`named-label`,
    String.raw`catalogue\/src\/(acts\/|opening-hours|pattern-filters|(find-)?named-filter|values|object-title)`,
    String.raw`why-chain`,
    String.raw`row\/detail-acts`,
    String.raw`src\/(patterns|merging|messages|records|profile|bookings|acting|as-of|exports|settings|client-acts|log|verification|objects|evidence)\/`,
    String.raw`client\/src\/(acts|lists|profiles|follow|sse-parser|pause)`,
    String.raw`settings-page`,
    String.raw`profile-views-notice`,
    String.raw`not-found-page`,
    String.raw`parts\/(dialog|card-|choice-field|act\.)`,
    String.raw`page-acts`,
    String.raw`exports-page`,
    String.raw`records-page`,
    String.raw`export-page`,
    String.raw`clients-page`,
    String.raw`empty-workspace`,
    String.raw`activity-page`,
    String.raw`entry-page`,
    String.raw`sign-in-page`,
    String.raw`\/(door|account|connect|demo|qr)\/`,
    String.raw`(account|connect|forgotten|new-password|invitation|two-factor|welcome)-page`,
    String.raw`door-pages`,
    String.raw`welcome-next`,
    String.raw`factor-dialog`,
    String.raw`fresh-factor`,
    String.raw`mutationObserver`,
    String.raw`useMutation`,
    String.raw`entry-details`,
    String.raw`entry-notes`,
    String.raw`row\/add-note`,
    String.raw`details\.module`,
    String.raw`word-changes`,
    String.raw`word-diff`,
    String.raw`keys-dialog`,
    String.raw`print-head`,
    String.raw`empty-history`,
    String.raw`active-filters`,
    String.raw`describe-filter`,
    String.raw`use-known-names`,
    String.raw`detail-words`,
    String.raw`panels`,
    String.raw`-panel`,
    String.raw`facet-values`,
    String.raw`use-client-names`,
    String.raw`[qQ]ueriesObserver`,
    String.raw`useQueries`,
    String.raw`[iI]nfiniteQueryObserver`,
    String.raw`useInfiniteQuery`,
    String.raw`virtual:words\/`,
    String.raw`protocol\/src\/(?!errors)`,
    String.raw`create-prover`,
    String.raw`history-end`,
    String.raw`new-entries`,
    String.raw`client-(table|list|flags|menu|sort|glance|brief|side|meta|stamp|access)`,
    String.raw`access-table`,
    String.raw`glance-fact`,
    String.raw`no-such-client`,
    String.raw`partial-data`,
    String.raw`view-once`,
    String.raw`object-page`,
    String.raw`merge-page`,
    String.raw`patterns-page`,
    String.raw`client\/src\/patterns`,
    String.raw`profile-page`,
    String.raw`import-page`,
  ].join('|'),
)

/**
 * Small things that several later pages need: one file, because the first page carries the name of every file that may
 * follow.
 */
const ACTS =
  /(mutationObserver|useMutation|door\/(actions|code-form)|keys-dialog\.module|demo\/load-demo|describe-filter|status-mark|client-stamp|parts\/card-|nfiniteQuery)/

/** `npm run dev -w packages/web` expects a server on port 4700 (`npm start`) for everything but the app's own files. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [oneLanguage(), plainLinks(), react()],
  // React has had this hook since 18: what stands in for it in older ones stays out.
  resolve: {
    alias: { 'use-sync-external-store/shim/with-selector': 'use-sync-external-store/with-selector' },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:4700', '/api': 'http://127.0.0.1:4700' } },
  // A module's file has a name of its own: readable, and it compresses better than a hash.
  css: {
    modules: { generateScopedName: (name, file) => `${basename(file).split('.')[0]}_${name}` },
  },
  build: {
    target: 'es2023',
    // Browsers that know light-dark(), popovers and container queries.
    cssTarget: ['chrome123', 'firefox125', 'safari17.5'],
    // The content policy allows files of our own origin and nothing inline.
    assetsInlineLimit: 0,
    // The first page names every file that may follow. Styles have to be named; scripts are found by what imports them.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, deps, { hostType }) =>
        hostType === 'js' ? deps.filter(file => file.endsWith('.css')) : deps,
    },
    // What needs what, for the test of the first load's size.
    manifest: 'manifest.json',
    rolldownOptions: {
      output: {
        // One file for what every page needs: many small ones compress worse and wait for each other.
        // The first page carries these names, too: six characters tell files and builds apart.
        chunkFileNames: 'assets/[hash:6].js',
        assetFileNames: 'assets/[hash:6][extname]',
        codeSplitting: {
          groups: [
            { name: 'app', test: id => !LATER.test(id) },
            { name: 'acts', test: ACTS },
            { name: 'acting', test: /src\/(acting|as-of)\/|client\/src\/acts/ },
          ],
        },
      },
    },
    reportCompressedSize: false,
  },
})
