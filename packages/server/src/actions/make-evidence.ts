import type { Locale } from '@daybook/catalogue'
import {
  encodeTrustPolicy,
  encodeBase64,
  LogError,
  parseSignedCheckpoint,
  parseTimestamp,
  type TrustPolicy,
} from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal, Workspace } from '../entry/workspace.ts'
import { chooseEntries, type ChosenEntries } from '../evidence/choose-entries.ts'
import { type EvidenceRequest, readEvidenceRequest } from '../evidence/evidence-request.ts'
import { fingerprintOf } from '../evidence/fingerprint.ts'
import { type BundleFile, writeBundle } from '../evidence/write-bundle.ts'
import { requireRight } from '../policy/can.ts'
import type { Anchor } from '../proof/anchor-log.ts'
import { chooseFields } from '../read/field-choice.ts'
import { readCheckpoint, type StoredCheckpoint } from '../store/proof/checkpoints.ts'
import { readTogether } from '../store/transaction.ts'
import { recordOwn } from './record-own.ts'
import { visibilityOf } from './visibility-of.ts'

export interface MadeEvidence {
  readonly fileName: string
  readonly count: number
  /** The zip, as it is made. */
  readonly bytes: AsyncGenerator<Uint8Array, void, void>
}

/** Files that go into every bundle: verify.html and README.txt. */
export type Companions = () => Promise<readonly BundleFile[]>

/**
 * A bundle of evidence: a proof of each entry with the chosen fields, a report, and all that is needed to verify it
 * without Daybook. That it was made is an entry of the log.
 * Throws `not_found`, `query_invalid`, `evidence_too_large`, and what signing throws, before the first byte.
 */
export async function makeEvidence(
  daybook: Daybook,
  principal: Principal,
  body: unknown,
  companions?: Companions,
): Promise<MadeEvidence> {
  requireRight(principal, 'export')
  const request = readEvidenceRequest(body)
  const choose = chooseFields(request.fields, '/fields')
  const workspace = await daybook.workspaces.get(principal.workspaceId)
  const sight = await visibilityOf(daybook, principal)
  const chosen = await chooseEntries(daybook, workspace, request, sight)
  const { checkpoint, anchor } = await chooseCheckpoint(daybook, workspace, lastOf(chosen.seqs))
  const policy = await daybook.checkpoints.trustPolicy(workspace.id)
  await recordOwn(daybook, principal, workspace, draftOf(chosen, request), async () => {})
  const locale = request.locale ?? (workspace.locale as Locale)
  const madeAt = daybook.now()
  const { origin, signedBy } = signersOf(checkpoint, policy)
  const stamp = anchor?.timestamp && parseTimestamp(anchor.timestamp)
  const others = [
    { name: 'trust-policy', content: encodeTrustPolicy(policy) },
    ...(anchor === undefined ? [] : [{ name: 'anchor.tlog-proof', content: anchor.proof }]),
    ...(anchor?.timestamp === undefined ? [] : [{ name: 'timestamp.tsr', content: anchor.timestamp }]),
    ...((await companions?.()) ?? []),
  ]
  const facts = {
    locale,
    timeZone: workspace.timeZone,
    workspace: workspace.name,
    about: request.object,
    count: chosen.seqs.length,
    madeAt,
    madeBy: principal.actor.name ?? principal.actor.id ?? principal.actor.type,
    origin,
    size: checkpoint.size,
    root: encodeBase64(checkpoint.root),
    signedAt: checkpoint.signedAt,
    fingerprints: signedBy.map(fingerprintOf),
    anchored: anchor !== undefined,
    ...(stamp && { stampedAt: Date.parse(stamp.time) }),
  }
  const plan = {
    workspace,
    seqs: chosen.seqs,
    checkpoint,
    choose,
    onlyClients: chosen.clients,
    sight,
    locale,
    facts,
    others,
  }
  return {
    fileName: `evidence-${new Date(madeAt).toISOString().slice(0, 10)}.zip`,
    count: chosen.seqs.length,
    bytes: writeBundle(daybook, plan),
  }
}

/** The largest seq, without spreading a long list over a call. */
const lastOf = (seqs: readonly number[]): number => seqs.reduce((last, seq) => Math.max(last, seq), 0)

/**
 * The newest checkpoint that others have seen, where it covers the entries; else the newest. The log must go on from
 * what was signed in either case.
 */
async function chooseCheckpoint(
  daybook: Daybook,
  workspace: Workspace,
  covering: number,
): Promise<{ checkpoint: StoredCheckpoint; anchor?: Anchor }> {
  const { checkpoint } = await daybook.checkpoints.current(workspace.id, { covering })
  const { generation } = checkpoint
  const anchor = await daybook.anchors.of(workspace.id, generation, covering)
  if (anchor === undefined) return { checkpoint }
  const anchored = await readTogether(daybook.pools.app, workspace.id, run =>
    readCheckpoint(run, workspace.id, generation, anchor.size),
  )
  return anchored === undefined ? { checkpoint } : { checkpoint: anchored, anchor }
}

function signersOf({ note }: StoredCheckpoint, { logs }: TrustPolicy) {
  const { origin, signatures } = parseSignedCheckpoint(note)
  const signedBy = signatures.flatMap(
    line => logs.find(({ name, keyId }) => name === line.name && keyId === line.keyId) ?? [],
  )
  if (signedBy.length === 0)
    throw new LogError('signing_key_missing', 'The key that signed the checkpoint is not in the key folder.')
  return { origin, signedBy }
}

const draftOf = ({ seqs, about }: ChosenEntries, { fields }: EvidenceRequest) => ({
  action: 'evidence.exported',
  ...about,
  data: { count: seqs.length, ...(fields && { fields }) },
})
