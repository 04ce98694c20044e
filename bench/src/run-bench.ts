/** Measures Daybook beside others on one PostgreSQL and writes one table. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureAppend } from './append.ts'
import { measureCheck } from './check.ts'
import { endChildren } from './child.ts'
import { measureDisk } from './disk.ts'
import { MEASURED_BYTES, MEASURED_DRAFT } from './draft.ts'
import type { Section } from './figure.ts'
import { measureExport } from './export.ts'
import { measureHttp } from './http.ts'
import { measureImport } from './import.ts'
import { measureLive } from './live.ts'
import { describeMachine } from './machine.ts'
import { measurePatterns } from './patterns.ts'
import { type BenchPostgres, openPostgres } from './postgres.ts'
import { showProgress } from './progress.ts'
import { measureProof } from './proof.ts'
import { measureRead } from './read.ts'
import { openSeeded, type Seeded } from './seed.ts'
import { type Sizes, sizesOf } from './sizes.ts'
import type { Surroundings } from './surroundings.ts'
import { formatReport } from './table.ts'
import { measureWeb } from './web.ts'

export const PARTS = [
  'append',
  'http',
  'import',
  'read',
  'patterns',
  'proof',
  'check',
  'export',
  'disk',
  'live',
] as const
/** Measured only when it is asked for: it needs Chromium. */
export type Part = (typeof PARTS)[number] | 'web'

export interface BenchOptions {
  /** Small sizes and short rounds. */
  readonly quick: boolean
  /** A third workspace of 10^7 entries. */
  readonly large: boolean
  /** Default: all. */
  readonly parts?: readonly Part[]
  /** Stops everything. */
  readonly signal: AbortSignal
}

export interface BenchResult {
  /** Markdown. */
  readonly report: string
  /** Where it was written. */
  readonly file: string
  /** Targets that were missed. */
  readonly missed: number
}

const RESULTS = fileURLToPath(new URL('../results/', import.meta.url))

/** @throws the reason of the signal when it was stopped; nothing is written then, and nothing left running */
export async function runBench({ quick, large, parts = PARTS, signal }: BenchOptions): Promise<BenchResult> {
  const sizes = sizesOf({ quick, large })
  const begun = performance.now()
  const progress = showProgress(process.stderr, parts.length + (needsSeed(parts) ? 1 : 0))
  let postgres: BenchPostgres | undefined
  // A child that is ended fails the call that waits for it, and with it the measurement.
  const stop = (): void => void endChildren()
  signal.addEventListener('abort', stop)
  try {
    postgres = await openPostgres()
    const machine = await describeMachine(postgres)
    const sections = await measureParts(
      parts,
      { postgres, sizes, report: progress.report },
      signal,
      progress.part,
    )
    const report = reportOf(sizes, machine, sections, (performance.now() - begun) / 60_000)
    const file = writeReport(report, sizes, parts)
    const verdicts = sections.flatMap(({ figures }) => figures.flatMap(({ targets }) => targets ?? []))
    return {
      report,
      file,
      missed: verdicts.filter(({ met, text }) => !met && !text.startsWith('aim')).length,
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    progress.end()
    signal.removeEventListener('abort', stop)
    await endChildren()
    await postgres?.close()
  }
}

const SEEDED: readonly Part[] = ['web', 'export', 'read', 'proof', 'check', 'disk']
const needsSeed = (parts: readonly Part[]): boolean => parts.some(part => SEEDED.includes(part))

async function measureParts(
  parts: readonly Part[],
  surroundings: Surroundings,
  signal: AbortSignal,
  begin: (name: string) => void,
): Promise<Section[]> {
  let seeded: Seeded | undefined
  if (needsSeed(parts)) {
    begin('seed')
    seeded = await openSeeded(surroundings)
  }
  const measure: Readonly<Record<Part, () => Promise<Section>>> = {
    append: () => measureAppend(surroundings),
    http: () => measureHttp(surroundings),
    import: () => measureImport(surroundings),
    read: () => measureRead(surroundings, seeded!),
    patterns: () => measurePatterns(surroundings),
    proof: () => measureProof(surroundings, seeded!),
    check: () => measureCheck(surroundings, seeded!),
    export: () => measureExport(surroundings, seeded!),
    disk: () => measureDisk(surroundings, seeded!),
    live: () => measureLive(surroundings),
    web: () => measureWeb(surroundings, seeded!),
  }
  const sections: Section[] = []
  for (const part of [...PARTS, 'web' as const].filter(name => parts.includes(name))) {
    signal.throwIfAborted()
    begin(part)
    sections.push(await measure[part]())
  }
  return sections
}

function reportOf(
  sizes: Sizes,
  machine: readonly string[],
  sections: readonly Section[],
  minutes: number,
): string {
  const quick = sizes.name === 'quick'
  return formatReport({
    title: `Daybook bench, ${today()}${quick ? ', quick' : ''}`,
    about: [
      ...machine,
      `measured draft: ${MEASURED_DRAFT}; ${MEASURED_BYTES} bytes of JSON`,
      `medians of ${sizes.rounds} rounds, the figures of a ratio taken in turns in one run; loads, peers, servers and PostgreSQL in processes of their own on this machine; ${Math.ceil(minutes)} minutes in all`,
      ...(quick ? ['a quick run: small sizes and short rounds; the targets are meant for the full one'] : []),
    ],
    sections,
  })
}

function writeReport(report: string, { name }: Sizes, parts: readonly Part[]): string {
  mkdirSync(RESULTS, { recursive: true })
  // What was measured in part does not take the place of a whole run.
  const some = parts.length < PARTS.length || parts.includes('web') ? `-${parts.join('-')}` : ''
  const file = join(RESULTS, `${today()}${name === 'quick' ? '-quick' : ''}${some}.md`)
  writeFileSync(file, report)
  return relative(process.cwd(), file)
}

const today = (): string => new Date().toISOString().slice(0, 10)
