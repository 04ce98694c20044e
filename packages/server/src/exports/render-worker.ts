/**
 * A thread that renders entries: it reads the rows over a connection of its own and asks its owner for the clients'
 * keys, which no thread but the owner's unwraps. It gives way to the server's own thread where the system can do that.
 */
import { readlinkSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { KeyLookup } from '../entry/open-entry.ts'
import { openPool } from '../store/pool.ts'
import { FACTS, type KeyKind } from '../store/client-keys.ts'
import type { Reading } from '../store/read/open-rows.ts'
import { renderEntries, selectEntries } from './render-entries.ts'
import type { FromWorker, KeyNeed, ToWorker, WorkerStart } from './worker-messages.ts'

/** Clients whose keys are held. */
const MOST_CLIENTS = 20_000

const port = parentPort!
const { appUrl, rendering } = workerData as WorkerStart
const pool = openPool(appUrl, { max: 2, pipeline: true, application_name: 'daybook export' })
const waiting = new Map<number, PromiseWithResolvers<readonly (Uint8Array | undefined)[]>>()
const held = new Map<number, Map<KeyKind, Buffer | undefined>>()
let asked = 0

const tell = (message: FromWorker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer)

/** Linux has a priority for each thread; elsewhere a thread has that of its process. */
function giveWay(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It works as well, only not as politely.
  }
}

function ask(needs: readonly KeyNeed[]): Promise<readonly (Uint8Array | undefined)[]> {
  const answer = Promise.withResolvers<readonly (Uint8Array | undefined)[]>()
  waiting.set(++asked, answer)
  tell({ what: 'needs', id: asked, needs })
  return answer.promise
}

/** The answer keeps what it found, whatever is let go meanwhile. */
async function loadKinds(_: number, needs: readonly KeyNeed[]): Promise<KeyLookup> {
  const missing = needs.filter(([id, kind]) => held.get(id)?.has(kind) !== true)
  const found = new Map(needs.map(([id]) => [id, held.get(id)]))
  if (missing.length > 0) {
    if (held.size > MOST_CLIENTS) held.clear()
    const keys = await ask(missing)
    for (const [i, [id, kind]] of missing.entries()) {
      let own = held.get(id) ?? found.get(id)
      if (own === undefined) own = new Map()
      held.set(id, own)
      found.set(id, own)
      const key = keys[i]
      own.set(kind, key && Buffer.from(key))
    }
  }
  return {
    facts: clientId => found.get(clientId)?.get(FACTS),
    personal: (clientId, year) => found.get(clientId)?.get(year),
  }
}

const reading: Reading = {
  pools: { app: pool },
  folder: { workspace: () => ({ entryIdKey: Buffer.from(rendering.entryIdKey) }) },
  clientKeys: { epoch: () => 0, loadKinds },
}

async function render(id: number, seqs: readonly number[]): Promise<void> {
  try {
    const piece = await renderEntries(reading, rendering, seqs, share => tell({ what: 'share', id, share }))
    const bytes = new Uint8Array(piece.bytes)
    tell({ what: 'rendered', id, answer: { ...piece, bytes } }, [bytes.buffer])
  } catch (error) {
    tell({ what: 'failed', id, error })
  }
}

async function select(id: number, seqs: readonly number[]): Promise<void> {
  try {
    tell({ what: 'selected', id, answer: await selectEntries(reading, rendering, seqs) })
  } catch (error) {
    tell({ what: 'failed', id, error })
  }
}

giveWay()
port.on('message', (message: ToWorker) => {
  switch (message.what) {
    case 'render':
      void render(message.id, message.seqs)
      break
    case 'select':
      void select(message.id, message.seqs)
      break
    case 'keys':
      waiting.get(message.id)?.resolve(message.keys)
      waiting.delete(message.id)
      break
    case 'failed':
      waiting.get(message.id)?.reject(message.error)
      waiting.delete(message.id)
      break
    case 'end':
      void pool.end().finally(() => port.close())
  }
})
