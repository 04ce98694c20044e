/**
 * A process of its own that rotates a workspace's keys and is killed on the way, as by the system. Arguments: the
 * database's URLs as JSON, the key folder, the workspace's number, the step at which it dies (`made`, `in force`,
 * `rewrapped`, `backed up`, or `none`), and how many such steps it lets pass.
 */
import { openDaybook } from '../open-daybook.ts'
import { rotateKeys } from './rotate-keys.ts'

const [urls, keysDir, workspaceId, dieAt, pass] = process.argv.slice(2)
const daybook = openDaybook(JSON.parse(urls!), keysDir!)
let passed = 0
console.log('rotating')
await rotateKeys(daybook, Number(workspaceId), ({ step }) => {
  if (step === dieAt && passed++ === Number(pass)) process.kill(process.pid, 'SIGKILL')
})
console.log('rotated')
await daybook.close()
