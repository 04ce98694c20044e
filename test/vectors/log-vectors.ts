/** Exported logs. */
import { encodeLogLine, encodeNote, TILE_WIDTH, tilePath, tilesOfLevel } from '@daybook/protocol'
import {
  disclosuresFor,
  FAMILY_BOOKED,
  leafOf,
  POLICY_TEXT,
  PracticeLog,
  RESCHEDULED,
  SERVICE_CREATED,
  signatureBy,
} from '../../packages/protocol/src/practice-log.fixture.ts'
import { type Files, type MadeVector, vectorOfFiles } from './made-vector.ts'

const KNOWN = [SERVICE_CREATED, RESCHEDULED, FAMILY_BOOKED]
const shown = new Map(KNOWN.map(entry => [leafOf(entry), disclosuresFor(entry)]))
/** Leaves that differ, and show nothing. */
const plainLeaf = (n: number): string =>
  leafOf({ ...SERVICE_CREATED, recordedAt: SERVICE_CREATED.recordedAt + n })

function exported(log: PracticeLog, change: Files = {}): Files {
  const files: Record<string, string | Uint8Array> = {
    checkpoint: log.checkpoint(),
    'trust-policy': POLICY_TEXT,
    'entries.jsonl': lines(log.leaves),
  }
  log.levels.forEach((hashes, level) => {
    const { full, width } = tilesOfLevel(log.leaves.length, level)
    for (let index = 0; index * TILE_WIDTH < hashes.length; index++)
      files[tilePath({ level, index, width: index < full ? TILE_WIDTH : width })] = Buffer.concat(
        hashes.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH),
      )
  })
  return { ...files, ...change }
}

const lines = (leaves: readonly string[], first = 1): string =>
  leaves
    .map((leaf, i) => `${encodeLogLine({ seq: first + i, leaf, disclosures: shown.get(leaf) ?? [] })}\n`)
    .join('')

const vector = (files: Files): Omit<MadeVector, 'path'> => vectorOfFiles('log', files)

const log = new PracticeLog([...KNOWN.map(leafOf), plainLeaf(3), plainLeaf(4)])
const wide = new PracticeLog(Array.from({ length: 258 }, (_, n) => plainLeaf(n)))
const [a = '', b = '', c = '', d = '', e = ''] = log.leaves
const TILE = 'tile/0/000.p/5'
const changedTile = (path: string, of: PracticeLog): Files => {
  const files = exported(of)
  return { ...files, [path]: (files[path] as Buffer).with(40, 0) }
}
const without = (files: Files, name: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([other]) => other !== name))
const allLines = lines(log.leaves)
const wideLines = lines(wide.leaves).split('\n')

const VALID: Record<string, Omit<MadeVector, 'path'>> = {
  'five-entries': vector(exported(log)),
  'no-entries': vector(exported(new PracticeLog([]))),
  'one-entry': vector(exported(new PracticeLog([a]))),
  'two-tiles': vector(exported(wide)),
  'nothing-shown': vector(
    exported(log, {
      'entries.jsonl': log.leaves
        .map((leaf, i) => `${encodeLogLine({ seq: i + 1, leaf, disclosures: [] })}\n`)
        .join(''),
    }),
  ),
}

const INVALID: Record<string, Omit<MadeVector, 'path'>> = {
  'checkpoint_malformed--missing': vector(without(exported(log), 'checkpoint')),
  'signature_missing--by-a-forger': vector(
    exported(log, {
      checkpoint: encodeNote({
        text: log.checkpointText,
        signatures: [signatureBy('forger', log.checkpointText)],
      }),
    }),
  ),
  'log_malformed--a-missing-tile': vector(without(exported(log), TILE)),
  'log_malformed--a-tile-cut-off': vector(
    exported(log, { [TILE]: (exported(log)[TILE] as Buffer).subarray(0, -1) }),
  ),
  'log_malformed--a-line-that-is-not-json': vector(
    exported(log, { 'entries.jsonl': `${lines([a])}seq 2\n` }),
  ),
  'log_malformed--white-space': vector(
    exported(log, { 'entries.jsonl': allLines.replace('"seq":2', '"seq": 2') }),
  ),
  'log_malformed--another-name': vector(
    exported(log, { 'entries.jsonl': allLines.replace('"seq":2', '"seq":2,"id":"x"') }),
  ),
  'log_malformed--a-name-twice': vector(
    exported(log, { 'entries.jsonl': allLines.replace('"seq":2', '"seq":3,"seq":2') }),
  ),
  'log_malformed--no-disclosures': vector(
    exported(log, { 'entries.jsonl': `{"seq":1,"leaf":${JSON.stringify(a)}}\n` }),
  ),
  'root_mismatch--a-changed-tile': vector(changedTile(TILE, log)),
  'root_mismatch--of-another-log': vector(
    exported(log, { checkpoint: new PracticeLog([a, b, c, d, plainLeaf(9)]).checkpoint() }),
  ),
  'tile_mismatch--a-changed-full-tile': vector(changedTile('tile/0/000', wide)),
  'seq_wrong--an-entry-missing': vector(exported(log, { 'entries.jsonl': lines([a]) + lines([c, d, e], 3) })),
  'seq_wrong--two-entries-swapped': vector(
    exported(log, { 'entries.jsonl': lines([a]) + lines([c], 3) + lines([b], 2) + lines([d, e], 4) }),
  ),
  'seq_wrong--the-end-missing': vector(exported(log, { 'entries.jsonl': lines([a, b, c, d]) })),
  'seq_wrong--an-entry-more': vector(exported(log, { 'entries.jsonl': allLines + lines([e], 6) })),
  'seq_wrong--no-entries': vector(exported(log, { 'entries.jsonl': '' })),
  'leaf_mismatch--a-changed-leaf': vector(
    exported(log, { 'entries.jsonl': lines([a, b, c, plainLeaf(7), e]) }),
  ),
  'leaf_mismatch--two-leaves-swapped': vector(exported(log, { 'entries.jsonl': lines([a, c, b, d, e]) })),
  'leaf_mismatch--in-the-second-tile': vector(
    exported(wide, {
      'entries.jsonl': [...wideLines.slice(0, 256), ...lines([plainLeaf(9999)], 257).split('\n')].join('\n'),
    }),
  ),
  'leaf_malformed--not-json': vector(exported(log, { 'entries.jsonl': lines([a, 'b', c, d, e]) })),
  'disclosure_unreferenced--of-another-entry': vector(
    exported(log, {
      'entries.jsonl':
        lines([a]) +
        `${encodeLogLine({ seq: 2, leaf: b, disclosures: [...shown.get(b)!, shown.get(a)![0]!] })}\n` +
        lines([c, d, e], 3),
    }),
  ),
}

export const logVectors: MadeVector[] = [
  ...Object.entries(VALID).map(([name, made]) => ({ path: `log/valid/${name}.json`, ...made })),
  ...Object.entries(INVALID).map(([name, made]) => ({ path: `log/invalid/${name}.json`, ...made })),
]
