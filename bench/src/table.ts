/** The report: one table of Markdown, which reads well on a terminal too. */
import type { Figure, Section } from './figure.ts'
import { decimal } from './figure.ts'

const HEADINGS = ['Figure', 'Value', 'Against', 'Ratio', 'p50 / p95 / p99 ms', 'Target']

export interface Report {
  readonly title: string
  /** What it was measured on, a line each. */
  readonly about: readonly string[]
  readonly sections: readonly Section[]
}

export function formatReport({ title, about, sections }: Report): string {
  const rows = sections.flatMap(({ title: name, figures }) => [
    [`**${name}**`, '', '', '', '', ''],
    ...figures.map(cellsOf),
  ])
  const notes = sections.flatMap(section => section.notes.map(note => `- ${section.title}: ${note}`))
  return [
    `# ${title}`,
    '',
    ...about.map(line => `- ${line}`),
    '',
    ...formatTable(HEADINGS, rows),
    '',
    ...(notes.length === 0 ? [] : ['Notes', '', ...notes, '']),
  ].join('\n')
}

function cellsOf({ what, value, against, ratio, latency, targets }: Figure): string[] {
  return [
    what,
    value,
    against ?? '',
    ratio === undefined ? '' : `${decimal(ratio)}×`,
    latency === undefined ? '' : [latency.p50, latency.p95, latency.p99].map(decimal).join(' / '),
    (targets ?? []).map(({ text, met }) => `${text} ${met ? '✓ met' : '✗ not met'}`).join('; '),
  ]
}

function formatTable(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map(row => row[column]!.length)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  return [line(headings), `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)]
}
