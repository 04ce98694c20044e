import { readConfig } from '@daybook/server'
import type { ExportOrder, Principal } from '@daybook/server/command'
import type { Arguments, Command } from './command.ts'
import { requiredOption, textOption, UsageError } from './command.ts'

const FORMATS = ['csv', 'jsonl', 'pdf', 'log'] as const
type Format = (typeof FORMATS)[number]

/** Filters that take several values. */
const SEVERAL = [
  'action',
  'named',
  'category',
  'type',
  'source',
  'actor',
  'object',
  'field',
  'outcome',
  'related',
] as const

/** `daybook export`: a list as one file, or a whole log as files that verify offline. */
export const exportCommand: Command = {
  usage: 'export --workspace ID --format csv|jsonl|pdf|log [filters] [--out FILE|DIR] [--data DIR]',
  help: [
    'Writes entries as CSV, JSON Lines or PDF, newest first, to a file or to standard output; or a whole log into a',
    'folder that "daybook verify DIR" verifies without a server (docs/spec/exported-log.md). Entries may be appended',
    'meanwhile: the export holds those of its beginning. That it was made is an entry.',
    '',
    '  --workspace ID     the workspace',
    '  --format F         csv, jsonl, pdf (up to 5,000 entries) or log',
    '  --out FILE         a new file (standard output where absent); with log, a new folder',
    '  --client ID        only this client’s timeline',
    '  --action A         only this action, or booking.*; give it several times for several (OR)',
    '  --named N, --category C, --type T, --source S, --actor A, --object O, --field F, --outcome O, --related R',
    '                     as in the API: docs/guide/api.md',
    '  --from D, --to D   local dates (inclusive), or instants',
    '  --q TEXT           free text',
    '  --order asc        oldest first',
    '  --time-zone Z      zone of the stamps (default: the workspace’s)',
    '  --lang L           language of the sentences: en, de, pt-PT, es',
    '  --ips              with IP addresses',
    '  --totals           CSV: totals of the amounts as last lines',
    '  --data DIR         data folder (default ./data)',
    '  --json             print {"out", "entries"}; needs --out',
  ].join('\n'),
  options: {
    workspace: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    client: { type: 'string' },
    ...Object.fromEntries(SEVERAL.map(name => [name, { type: 'string', multiple: true }] as const)),
    from: { type: 'string' },
    to: { type: 'string' },
    q: { type: 'string' },
    order: { type: 'string' },
    'time-zone': { type: 'string' },
    lang: { type: 'string' },
    ips: { type: 'boolean' },
    totals: { type: 'boolean' },
    data: { type: 'string' },
  },
  async run(args) {
    const workspace = requiredOption(args, 'workspace')
    const format = requiredOption(args, 'format')
    if (!isFormat(format))
      throw new UsageError(`--format knows no "${format}": it takes ${FORMATS.join(', ')}.`)
    const out = textOption(args, 'out')
    if (out === undefined && (format === 'log' || args.json)) throw new UsageError('--out is missing.')
    const order = format === 'log' ? refuseFilters(args) : orderOf(args, format)
    const { FilterQuery, parseId } = await import('@daybook/server/command')
    const issue = FilterQuery.safeParse(order?.filter ?? {}).error?.issues[0]
    if (issue !== undefined) throw new UsageError(`--${String(issue.path[0])} ${issue.message}.`)
    const workspaceId = parseId('ws', workspace)
    if (workspaceId === undefined) throw new UsageError(`"${workspace}" is not the id of a workspace.`)
    const by: Principal = { workspaceId, kind: 'daybook', actor: { type: 'system' }, scopes: ['admin'] }
    const config = readConfig({ data: textOption(args, 'data') })
    const done =
      order === undefined
        ? await (await import('./export/export-log-folder.ts')).exportLogFolder(config, by, out!, args.json)
        : await (await import('./export/export-file.ts')).exportFile(config, by, order, out, args.json)
    if (args.json) console.log(JSON.stringify({ out: done.out, entries: done.entries }))
    else if (done.out !== undefined)
      console.log(`Exported ${done.entries.toLocaleString('en-US')} entries to ${done.out}`)
    return 0
  },
}

const isFormat = (text: string): text is Format => (FORMATS as readonly string[]).includes(text)

/** A log is whole: its tree has every entry. */
function refuseFilters(args: Arguments): undefined {
  const given = [...SEVERAL, 'client', 'from', 'to', 'q', 'order', 'time-zone', 'lang', 'ips', 'totals'].find(
    name => args.values[name] !== undefined,
  )
  if (given !== undefined) throw new UsageError(`--${given} does not go with --format log, which is whole.`)
  return undefined
}

function orderOf(args: Arguments, format: Exclude<Format, 'log'>): ExportOrder {
  const order = textOption(args, 'order')
  if (order !== undefined && order !== 'asc' && order !== 'desc')
    throw new UsageError('--order takes asc or desc.')
  const filter = Object.fromEntries(
    [...SEVERAL, 'from', 'to', 'q'].flatMap(name => {
      const value = args.values[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  return {
    format,
    client: textOption(args, 'client'),
    filter,
    order,
    timeZone: textOption(args, 'time-zone'),
    lang: textOption(args, 'lang'),
    ips: args.values['ips'] === true,
    totals: args.values['totals'] === true,
  }
}
