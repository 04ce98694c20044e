/** Import of a real file against `COPY` of the same rows, and a single append beside a running import. */
import { createReadStream, createWriteStream, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startChild } from './child.ts'
import { atLeast, below, count, decimal, type Figure, rate, type Section } from './figure.ts'
import { HOTEL_FILE, type Imported, importFile } from './import-file.ts'
import type { ServedWorkspace } from './processes/server.ts'
import { type Latency, latencyOf, median, medianLatency, medianRatio } from './statistics.ts'
import type { Surroundings } from './surroundings.ts'

const TITLE = 'Import'
const [DATABASE, COPY_DATABASE] = ['bench_import', 'bench_copy']
/** Milliseconds between the single appends. */
const PACE = 20

export async function measureImport(surroundings: Surroundings): Promise<Section> {
  const { postgres, sizes, report } = surroundings
  if (!existsSync(HOTEL_FILE)) {
    return { title: TITLE, figures: [], notes: ['skipped: the hotel-resort data is not beside the project'] }
  }
  const file = await firstRows(HOTEL_FILE, sizes.importRows, join(postgres.folder, 'import.csv'))
  for (const name of [DATABASE, COPY_DATABASE]) await postgres.dropDatabase(name)
  const database = await postgres.daybookDatabase(DATABASE)
  const copyUrl = (await postgres.daybookDatabase(COPY_DATABASE)).adminUrl
  const folder = join(postgres.folder, 'copy')
  const server = startChild('processes/server.ts')
  const copy = startChild('processes/copy.ts')
  const load = startChild('processes/http-load.ts')
  const imports: Imported[] = []
  const copies: number[] = []
  const beside: { imported: Imported; latency: Latency }[] = []
  const importInto = (workspaceId: number): Promise<Imported> =>
    importFile(surroundings, { database, name: DATABASE }, file, workspaceId)
  try {
    const address = await server.call<string>('open', { database })
    const memoryBefore = await server.call<{ now: number }>('memory')
    for (let round = 0; round < sizes.rounds; round++) {
      const name = `round ${round + 1} of ${sizes.rounds}`
      const { workspaceId } = await server.call<ServedWorkspace>('workspace', `Import ${round}`)
      report(`${name}: import`)
      await postgres.query('checkpoint')
      imports.push(await importInto(workspaceId))
      report(`${name}: COPY`)
      await copy.call('take', { url: database.adminUrl, workspaceId, folder })
      copies.push(await copy.call('put', { url: copyUrl, folder }))
      report(`${name}: import beside single appends`)
      const other = await server.call<ServedWorkspace>('workspace', `Beside ${round}`)
      await load.call('open', { address, key: other.key })
      await load.call('beginPaced', PACE)
      const imported = await importInto(other.workspaceId)
      beside.push({ imported, latency: latencyOf(await load.call<number[]>('endPaced')) })
    }
    const memory = await server.call<{ now: number; peak: number }>('memory')
    return {
      title: TITLE,
      figures: [
        ...figuresOf(imports, copies, beside),
        {
          what: 'memory of the server before and after the imports',
          value: `${decimal(memoryBefore.now)} → ${decimal(memory.now)} MB`,
          against: `peak ${decimal(memory.peak)} MB`,
          targets: [below(memory.peak, 400, 'MB')],
        },
      ],
      notes: [
        `hotel-resort, ${count(imports[0]!.entries)} entries, by \`daybook import\`; COPY in one transaction, binary, of the rows that the import made, into the same tables with their indexes`,
        `the single appends go over HTTP to the log that is imported into, ${PACE} ms apart`,
      ],
    }
  } finally {
    await Promise.all([server.end(), copy.end(), load.end()])
    for (const name of [DATABASE, COPY_DATABASE]) await postgres.dropDatabase(name)
    rmSync(folder, { recursive: true, force: true })
  }
}

function figuresOf(
  imports: readonly Imported[],
  copies: readonly number[],
  beside: readonly { imported: Imported; latency: Latency }[],
): Figure[] {
  const rates = imports.map(({ entries, seconds }) => entries / seconds)
  const copyRates = imports.map(({ entries }, round) => entries / copies[round]!)
  const ratio = medianRatio(rates, copyRates)
  const peak = Math.max(...imports.map(one => one.peak), ...beside.map(one => one.imported.peak))
  const latency = medianLatency(beside.map(one => one.latency))
  return [
    {
      what: 'import against COPY of the same rows',
      value: rate(median(rates)),
      against: rate(median(copyRates)),
      ratio,
      targets: [atLeast(ratio, 0.3, '×'), atLeast(ratio, 0.5, '×', 'aim ')],
    },
    {
      what: 'memory of the importer',
      value: `${decimal(peak)} MB at most`,
      targets: [below(peak, 400, 'MB')],
    },
    {
      what: 'single append beside an import',
      value: `p95 ${decimal(latency.p95)} ms`,
      latency,
      targets: [below(latency.p95, 150, 'ms', 'p95 ')],
    },
  ]
}

/** The file itself, or a copy of its head. */
async function firstRows(file: string, rows: number, target: string): Promise<string> {
  if (!Number.isFinite(rows)) return file
  const out = createWriteStream(target)
  let lines = 0
  for await (const line of createInterface({ input: createReadStream(file) })) {
    out.write(`${line}\r\n`)
    if (++lines > rows) break
  }
  await new Promise<void>((resolve, reject) => out.once('error', reject).end(resolve))
  return target
}
