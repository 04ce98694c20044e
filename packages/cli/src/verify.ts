import { readFile } from 'node:fs/promises'
import type { Command } from './command.ts'
import { textOption, UsageError } from './command.ts'

/** `daybook verify`: verifies evidence or an exported log, without a server and without a network. */
export const verify: Command = {
  usage: 'verify FILE|DIR [--policy FILE]',
  help: [
    'Verifies evidence or an exported log, offline. Exit code 0: it is what was signed; 1: it is not, and the first',
    'thing that is wrong is named; 2: there is nothing to verify.',
    '',
    '  FILE           an evidence bundle (zip), one .tlog-proof, or a signed checkpoint',
    '  DIR            an unpacked bundle, or an exported log',
    '  --policy FILE  the trust policy to believe, instead of the one that lies beside it',
    '  --json         print the outcome as one JSON object',
    '',
    'What is verified, step by step, and every reason for a refusal: docs/spec/verify.md.',
  ].join('\n'),
  options: { policy: { type: 'string' } },
  positionals: [1, 1],
  async run(args) {
    const policyFile = textOption(args, 'policy')
    const policy = policyFile === undefined ? undefined : await readPolicy(policyFile)
    const { verifyGiven } = await import('./verify/verify-given.ts')
    const { outcomeAsJson, sayOutcome } = await import('./verify/say-outcome.ts')
    const progress = args.json ? undefined : createLine()
    const outcome = await verifyGiven(args.positionals[0]!, policy, (done, total) =>
      progress?.show(done, total),
    )
    progress?.end()
    console.log(args.json ? outcomeAsJson(outcome) : await sayOutcome(outcome))
    return outcome.ok ? 0 : 1
  },
}

async function readPolicy(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    throw new UsageError(`There is no file "${path}".`)
  }
}

/** How far it is, drawn over itself on a terminal; silent elsewhere, and where it takes no time. */
function createLine(): { show(done: number, total: number): void; end(): void } {
  let at = performance.now()
  let drawn = false
  return {
    show(done, total) {
      if (!process.stderr.isTTY || performance.now() - at < 200) return
      at = performance.now()
      drawn = true
      const share = total === 0 ? 100 : Math.floor((done / total) * 100)
      process.stderr.write(
        `\r\x1b[K${share} %  ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`,
      )
    },
    end() {
      if (drawn) process.stderr.write('\r\x1b[K')
    },
  }
}
