/** The seeded workspaces: made once, kept in `bench/tmp` until the recipe or a migration changes. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readMigrations } from '@daybook/server/bench'
import { startChild } from './child.ts'
import type { DaybookDatabase } from './postgres.ts'
import type { Surroundings } from './surroundings.ts'

export interface SeededWorkspace {
  readonly workspaceId: number
  readonly entries: number
}

export interface Seeded {
  readonly name: string
  readonly database: DaybookDatabase
  /** Smallest first. */
  readonly workspaces: readonly SeededWorkspace[]
}

export async function openSeeded({ postgres, sizes, report }: Surroundings): Promise<Seeded> {
  const prefix = `seed_${sizes.workspaces.join('_')}_`
  const name = prefix + recipeHash(sizes.workspaces)
  const fileOf = (database: string): string => join(postgres.folder, `${database}.json`)
  const present = await postgres.databases()
  const complete = present.includes(name) && existsSync(fileOf(name))
  // Those of an older recipe, and one whose seeding was interrupted.
  for (const old of present.filter(other => other.startsWith(prefix) && !(complete && other === name))) {
    await postgres.dropDatabase(old)
    rmSync(fileOf(old), { force: true })
  }
  const database = await postgres.daybookDatabase(name)
  if (!complete) {
    const workspaces: SeededWorkspace[] = []
    const seeding = startChild('processes/seed.ts', { onProgress: report })
    try {
      await seeding.call('open', { database })
      for (const entries of sizes.workspaces) {
        workspaces.push({ workspaceId: await seeding.call<number>('seed', entries), entries })
      }
    } finally {
      await seeding.end()
    }
    report('vacuum and analyze')
    await postgres.query('vacuum analyze', [], name)
    await postgres.query('checkpoint')
    writeFileSync(fileOf(name), JSON.stringify(workspaces))
  }
  return { name, database, workspaces: JSON.parse(readFileSync(fileOf(name), 'utf8')) as SeededWorkspace[] }
}

function recipeHash(sizes: readonly number[]): string {
  const hash = createHash('sha256').update(sizes.join())
  for (const file of ['recipe.ts', 'processes/seed.ts']) {
    hash.update(readFileSync(fileURLToPath(new URL(file, import.meta.url))))
  }
  for (const { name, sha256 } of readMigrations()) hash.update(`${name} ${sha256}`)
  return hash.digest('hex').slice(0, 12)
}
