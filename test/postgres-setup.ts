import type { TestProject } from 'vitest/node'
import { startTestPostgres } from '../packages/server/src/postgres/test-postgres.ts'

/** Offers one PostgreSQL to all suites of a run; it starts when a suite asks for a database, and ends with the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTestPostgres()
  project.provide('testPostgres', postgres.url)
  return () => postgres.stop()
}
