/** Signs one head after another of a tree, and tells of each once it is signed: to be killed at any moment. */
import { EMPTY_FRONTIER, extendFrontier, leafHash, rootOf } from '@daybook/protocol'
import { sha256 } from '../../hashes.ts'
import { proofFrom } from './signer.fixture-tree.ts'
import { Signer } from './signer.ts'
import { SigningFolder } from './signing-folder.ts'

const [keysDir = ''] = process.argv.slice(2)
const folder = new SigningFolder(keysDir, { now: Date.now })
const signer = new Signer(folder, 'ws_test')
signer.ensureKeys('ws_test', 'w')
const leaves: Uint8Array[] = []
let frontier = EMPTY_FRONTIER
for (;;) {
  const leaf = leafHash(Buffer.from(`entry ${leaves.length}`), sha256)
  leaves.push(leaf)
  frontier = extendFrontier(frontier, [leaf], sha256)
  const from = signer.last(0)
  if (from.size >= frontier.size) continue
  const head = { size: frontier.size, root: Buffer.from(rootOf(frontier, sha256)) }
  signer.sign(0, head, from, proofFrom(leaves, from.size))
  console.log(head.size)
}
