import { basename } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { oneLanguage } from './one-language.ts'
import { plainLinks } from './plain-links.ts'

/** What no first page needs: fetched when the browser is idle, or when it is asked for. */
const LATER =
  /(src\/(exports|settings|client-acts|patterns|log|verification|objects|evidence)\/|client\/src\/(follow|sse-parser|pause)|settings-page|profile-views-notice|not-found-page|parts\/(dialog|card-|choice-field|act\.)|page-acts|exports-page|export-page|clients-page|empty-workspace|activity-page|entry-page|sign-in-page|\/(door|account|connect|demo|qr)\/|(account|connect|forgotten|new-password|invitation|two-factor|welcome)-page|door-pages|patterns-page|welcome-next|factor-dialog|fresh-factor|mutationObserver|useMutation|entry-details|details\.module|word-changes|word-diff|keys-dialog|print-head|empty-history|active-filters|describe-filter|use-known-names|detail-words|panels|-panel|facet-values|use-client-names|[qQ]ueriesObserver|useQueries|[iI]nfiniteQueryObserver|useInfiniteQuery|virtual:words\/|protocol\/src\/(?!errors)|create-prover|live-state|history-end|client-(table|list|flags|menu|sort|glance|side|meta|stamp|access)|access-table|named-label|named-filter|pattern-filters|no-such-client|partial-data|view-once|object-page)/

/**
 * Small things that several later pages need: one file, because the first page carries the name of every file that may
 * follow.
 */
const ACTS =
  /(mutationObserver|useMutation|door\/(actions|code-form)|keys-dialog\.module|demo\/load-demo|describe-filter)/

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
    modulePreload: { polyfill: false },
    // What needs what, for the test of the first load's size.
    manifest: 'manifest.json',
    rolldownOptions: {
      output: {
        // One file for what every page needs: many small ones compress worse and wait for each other.
        // The first page carries these names, too: six characters tell builds apart.
        chunkFileNames: 'assets/[name]-[hash:6].js',
        assetFileNames: 'assets/[name]-[hash:6][extname]',
        codeSplitting: {
          groups: [
            { name: 'app', test: id => !LATER.test(id) },
            { name: 'acts', test: ACTS },
          ],
        },
      },
    },
    reportCompressedSize: false,
  },
})
