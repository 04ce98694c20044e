import {
  COSIGNATURE,
  cosignedText,
  encodeNote,
  encodeVerifierKey,
  LogError,
  parseCosignature,
  parseSignedCheckpoint,
  type SignedCheckpoint,
  VerifyError,
} from '@daybook/protocol'
import { z } from 'zod'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { verifyEd25519 } from '../keys/signing/verify-ed25519.ts'
import { requireRight } from '../policy/can.ts'
import { insertCosignature, readCheckpoint, type StoredCosignature } from '../store/proof/checkpoints.ts'
import { inWorkspace } from '../store/transaction.ts'
import { describeIssue } from './append-entries.ts'

export const CosignaturesBody = z.strictObject({
  note: z
    .string()
    .max(64 * 1024)
    .describe('A checkpoint of this log with the signature lines of witnesses'),
})

/**
 * Keeps the cosignatures of configured witnesses on one of our checkpoints; they are served with it from then on.
 * Answers how many good ones it holds. Throws `cosignature_invalid`, `query_invalid`.
 */
export async function addCosignatures(
  daybook: Daybook,
  principal: Principal,
  body: unknown,
): Promise<{ kept: number }> {
  requireRight(principal, 'act')
  const parsed = CosignaturesBody.safeParse(body)
  if (!parsed.success) {
    const errors = parsed.error.issues.flatMap(issue => describeIssue(issue, ''))
    throw new LogError('query_invalid', `${errors[0]!.path}: ${errors[0]!.message}`, { errors })
  }
  const { workspaceId } = principal
  const given = parseNote(parsed.data.note)
  const generation = daybook.checkpoints
    .signerOf(workspaceId)
    .keys()
    ?.generations.find(({ origin }) => origin === given.origin)?.generation
  const own =
    generation === undefined
      ? undefined
      : await inWorkspace(daybook.pools.app, workspaceId, run =>
          readCheckpoint(run, workspaceId, generation, given.size),
        )
  if (own === undefined || parseSignedCheckpoint(own.note).text !== given.text)
    throw refused('this is not a checkpoint that this log has signed')
  const cosignatures = readCosignatures(daybook, given, own.generation)
  if (cosignatures.length === 0)
    throw refused('it holds no signature of a witness that this installation is configured with')
  await inWorkspace(daybook.pools.app, workspaceId, async run => {
    for (const one of cosignatures) await insertCosignature(run, workspaceId, one)
  })
  return { kept: cosignatures.length }
}

function parseNote(note: string): SignedCheckpoint {
  try {
    return parseSignedCheckpoint(note)
  } catch (cause) {
    if (cause instanceof VerifyError) throw refused(cause.message)
    throw cause
  }
}

/** Lines of others are passed over, as C2SP signed-note asks; one of a known witness must be good. */
function readCosignatures(
  daybook: Daybook,
  given: SignedCheckpoint,
  generation: number,
): StoredCosignature[] {
  return given.signatures.flatMap(line => {
    const witness = daybook.witnesses.find(
      ({ name, keyId, type }) => type === COSIGNATURE && name === line.name && keyId === line.keyId,
    )
    if (witness === undefined) return []
    const signature = parseCosignature(line.signature)
    const good =
      signature !== undefined &&
      verifyEd25519(
        witness.publicKey,
        Buffer.from(cosignedText(given.text, signature.time), 'utf8'),
        signature.ed25519,
      )
    if (!good) throw refused(`the cosignature of ${witness.name} is not good`)
    return {
      generation,
      size: given.size,
      witness: encodeVerifierKey(witness),
      receivedAt: daybook.now(),
      line: encodeNote({ text: '', signatures: [line] }).trimStart(),
    }
  })
}

const refused = (what: string): LogError =>
  new LogError('cosignature_invalid', `The note was not kept: ${what}.`)
