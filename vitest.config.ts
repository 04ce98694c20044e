import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/{src,test,bin}/**/*.test.{ts,tsx}', 'bench/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/postgres-setup.ts', 'test/browser/browser-setup.ts'],
    setupFiles: ['test/seed-setup.ts'],
    pool: 'forks',
    // To load server, client and browser anew for each file took a sixth of the whole; files share no state but that of modules.
    isolate: false,
    // Most of a suite is waiting for PostgreSQL or Chromium: two at a time also on two cores.
    maxWorkers: 3,
    // A busy machine may take its time; what is wrong stays wrong.
    testTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
  },
})
