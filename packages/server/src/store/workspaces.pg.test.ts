import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createWorkspace } from '../actions/create-workspace.ts'
import { openDaybook } from '../open-daybook.ts'
import { freshDatabase } from '../postgres/test-postgres.ts'

test('answers in the order of the questions, also while the row is read again', async () => {
  const database = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'daybook-keys-'))
  let now = Date.now()
  const daybook = openDaybook(database.urls, folder, { now: () => now })
  try {
    const { id } = await createWorkspace(daybook, { name: 'Harbour Practice', timeZone: 'Europe/Lisbon' })
    const answered: number[] = []
    const asked: Promise<unknown>[] = []
    for (let n = 0; n < 60; n++) {
      // Every third question finds what is remembered too old.
      if (n % 3 === 0) now += 2000
      asked.push(daybook.workspaces.get(id).then(() => answered.push(n)))
      if (n % 5 === 0) await new Promise(resolve => setImmediate(resolve))
    }
    await Promise.all(asked)
    expect(answered).toEqual(Array.from({ length: 60 }, (_, n) => n))
  } finally {
    await daybook.close()
    await database.drop()
    rmSync(folder, { recursive: true })
  }
})
