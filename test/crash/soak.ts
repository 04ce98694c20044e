/**
 * `npm run soak`: hundreds of rounds of the crash test. `--rounds N` (default 200), `--seed N`, `--seconds N` as a
 * further bound. Prints how many rounds it ran and what they showed; ends with 1 where something did not agree.
 * `npm run soak -- --web`: instead, ten minutes (or `--seconds N`) of a timeline in a browser while 50 entries a second
 * arrive.
 */
import { parseArgs } from 'node:util'
import { runRounds } from './run-rounds.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seconds: { type: 'string' },
    web: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
  },
})

function numberOf(name: 'rounds' | 'seconds' | 'seed', text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  console.error(`--${name} is "${text}"; it must be a whole number.`)
  process.exit(2)
}

if (values.web) {
  const { soakWeb } = await import('../browser/soak-web.ts')
  process.exit(await soakWeb(values.seconds === undefined ? 600 : numberOf('seconds', values.seconds)))
}

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())

const seed = numberOf('seed', values.seed)
console.log(`seed ${seed}`)
const report = await runRounds({
  rounds: numberOf('rounds', values.rounds),
  seconds: values.seconds === undefined ? undefined : numberOf('seconds', values.seconds),
  seed,
  log: line => console.log(line),
  signal: stop.signal,
})
const { problems, kept, ...sums } = report
console.log(JSON.stringify(sums, null, 2))
for (const problem of problems) console.error(problem)
if (kept !== undefined) console.error(`The data folder was kept: ${kept}`)
console.log(
  `${report.rounds} rounds ran, ${problems.length === 0 ? 'and everything agreed' : `and ${problems.length} things did not agree`}.`,
)
process.exitCode = problems.length === 0 ? 0 : 1
