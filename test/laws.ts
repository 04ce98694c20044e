/** `npm run laws -- 20`: every test that leaves something to chance, twenty times from another seed each. */
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readFileSync, globSync } from 'node:fs'

const CHANCE = /from 'fast-check'|testSeed\(\)/

const rounds = Number(process.argv[2] ?? 10)
const files = globSync('{packages,test}/**/*.test.{ts,tsx}', { exclude: ['**/node_modules/**'] }).filter(
  file => CHANCE.test(readFileSync(file, 'utf8')),
)
const failed: number[] = []
for (let round = 1; round <= rounds; round++) {
  const seed = randomInt(2 ** 31)
  console.log(`== round ${round} of ${rounds}, DAYBOOK_TEST_SEED=${seed}`)
  const env = { ...process.env, DAYBOOK_TEST_SEED: `${seed}` }
  const { status } = spawnSync('npx', ['vitest', 'run', '--silent', '--reporter=dot', ...files], {
    stdio: 'inherit',
    env,
  })
  if (status !== 0) failed.push(seed)
}
if (failed.length > 0) console.error(`Failed from the seeds ${failed.join(', ')}.`)
process.exitCode = failed.length > 0 ? 1 : 0
