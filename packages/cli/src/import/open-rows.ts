/** Everything an import needs before its first row: the mapping, the file, and how its rows become drafts. */
import { basename, extname } from 'node:path'
import type { RowToDrafts } from './apply-mapping.ts'
import { createRowToDrafts, draftsAsTheyAre } from './apply-mapping.ts'
import { ImportError } from './import-error.ts'
import { loadMapping } from './load-mapping.ts'
import { readCsv } from './read-csv.ts'
import { readJsonLines } from './read-json-lines.ts'
import type { Row } from './row.ts'
import type { SourceFile } from './source-file.ts'
import { openSourceFile } from './source-file.ts'

export interface ImportInput {
  /** Path of the CSV or JSON Lines file. */
  readonly file: string
  /** Name of a shipped mapping or path of one; without it a JSON Lines file holds drafts as they are. */
  readonly map?: string
  /**
   * What the key of every entry begins with; by it a second run knows what it has written. Default: the mapping's
   * name, or the file's where there is no mapping.
   */
  readonly importId?: string
}

export interface OpenRows {
  readonly importId: string
  readonly source: SourceFile
  readonly rows: AsyncIterable<Row>
  readonly toDrafts: RowToDrafts
  /** The mapping's name, where there is one. */
  readonly map?: string
  /** SHA-256 of the mapping's text; empty without one. */
  readonly mappingHash: string
}

/** Throws `ImportError` where file or mapping cannot be used. */
export async function openRows({ file, map, importId }: ImportInput): Promise<OpenRows> {
  if (map === undefined) {
    if (!['.jsonl', '.ndjson', '.json'].includes(extname(file).toLowerCase()))
      throw new ImportError(
        `${file} needs --map: only a JSON Lines file (.jsonl, .ndjson) can hold drafts as they are.`,
      )
    const source = await openSourceFile(file, 'utf-8')
    const id = importId ?? basename(file)
    return {
      importId: id,
      source,
      rows: readJsonLines(source.text()),
      toDrafts: draftsAsTheyAre(id),
      mappingHash: '',
    }
  }
  const { mapping, hash } = await loadMapping(map)
  const source = await openSourceFile(file, mapping.source.encoding)
  const id = importId ?? mapping.name
  const rows =
    mapping.source.format === 'csv'
      ? readCsv(source.text(), { ...mapping.source, nulls: mapping.nulls, onColumns: mapping.checkColumns })
      : readJsonLines(source.text(), mapping.nulls)
  const toDrafts = createRowToDrafts(mapping, id)
  return { importId: id, map: mapping.name, source, rows, toDrafts, mappingHash: hash }
}
