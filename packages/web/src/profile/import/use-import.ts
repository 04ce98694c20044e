import { ConnectionError, LogError, problemError } from '@daybook/client/read'
import type { ClientImportAnswer, ClientImportInput, DateOrder, ImportExisting } from '@daybook/protocol'
import { useRef, useState } from 'react'
import { queries } from '../../queries.ts'
import { useAnnounce } from '../../shell/announcer.tsx'
import { useWorkspace } from '../../workspace.tsx'

export type Mapping = Readonly<Record<string, string | null>>

/** A list that was chosen, and how it is to be understood. */
export interface ChosenList {
  readonly name: string
  readonly text: string
  readonly format: 'csv' | 'vcard'
  readonly dates: DateOrder
  /** Undefined until the server has guessed it. */
  readonly mapping?: Mapping
  /** What is done with who is here already, and otherwise with single lines. */
  readonly existing?: ImportExisting
  readonly decisions?: Readonly<Record<string, ImportExisting>>
}

export interface ImportState {
  readonly list: ChosenList | undefined
  /** What would happen. */
  readonly preview: ClientImportAnswer | undefined
  readonly pending: boolean
  /** While it is imported: how far it is. */
  readonly progress: { readonly done: number; readonly total: number } | undefined
  readonly result: ClientImportAnswer | undefined
  readonly error: string | undefined
}

const BEGINNING: ImportState = {
  list: undefined,
  preview: undefined,
  pending: false,
  progress: undefined,
  result: undefined,
  error: undefined,
}

/** The import of a list: chosen, looked at, written. */
export function useImport() {
  const { daybook, workspace } = useWorkspace()
  const announce = useAnnounce()
  const [state, setState] = useState(BEGINNING)
  // Counts the looks: an answer that comes after a newer choice was made would take that away.
  const looks = useRef(0)
  const say = (error: unknown): string =>
    error instanceof ConnectionError
      ? 'The server does not answer. Try again in a moment: what was imported already is not imported twice.'
      : error instanceof LogError
        ? error.message
        : String(error)

  async function look(list: ChosenList): Promise<void> {
    const own = ++looks.current
    setState({
      ...BEGINNING,
      list,
      preview: state.list?.text === list.text ? state.preview : undefined,
      pending: true,
    })
    try {
      const body = { ...inputOf(list), preview: true }
      const preview = await daybook.request<ClientImportAnswer>('POST', '/v1/clients/import', {
        body,
        repeatable: true,
      })
      if (own !== looks.current) return
      const mapping = list.mapping ?? Object.fromEntries(preview.columns.map(one => [one.name, one.field]))
      setState({ ...BEGINNING, list: { ...list, mapping }, preview })
      announce(`${preview.total} read, ${preview.problemCount} with problems`)
    } catch (error) {
      if (own === looks.current) setState({ ...BEGINNING, list, error: say(error) })
    }
  }

  async function run(): Promise<void> {
    const { list, preview } = state
    if (list === undefined || preview === undefined || state.pending) return
    setState({ ...state, pending: true, error: undefined, progress: { done: 0, total: preview.total } })
    try {
      const result = await send(workspace.id, inputOf(list), progress =>
        setState(now => ({ ...now, progress })),
      )
      setState({ ...BEGINNING, list, result })
      announce(`Imported: ${result.added} new, ${result.changed} changed`)
      await queries.invalidateQueries()
    } catch (error) {
      setState({ ...state, pending: false, progress: undefined, error: say(error) })
    }
  }

  function startAgain(): void {
    looks.current += 1
    setState(BEGINNING)
  }

  return { state, look, run, startAgain }
}

const inputOf = ({
  name,
  text,
  format,
  dates,
  mapping,
  existing,
  decisions,
}: ChosenList): ClientImportInput => ({
  format,
  text,
  file: name,
  dates,
  ...(mapping && { mapping }),
  ...(existing && { existing }),
  ...(decisions && { decisions }),
})

type Line =
  | { readonly done: number; readonly total: number }
  | { readonly problem: { readonly status: number } }
  | ClientImportAnswer

/** Sends the list; the answer comes line by line, and tells how far it is. */
async function send(
  workspace: string,
  body: ClientImportInput,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<ClientImportAnswer> {
  const response = await fetch('/v1/clients/import', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      accept: 'application/x-ndjson',
      'content-type': 'application/json',
      'daybook-workspace': workspace,
    },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new ConnectionError('The server did not answer.', cause)
  })
  if (!response.ok || response.body === null)
    throw problemError(response.status, response.headers, await response.text())
  let rest = ''
  let last: Line | undefined
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      last = JSON.parse(line) as Line
      if ('done' in last) onProgress(last)
    }
  }
  if (last !== undefined && 'added' in last) return last
  if (last !== undefined && 'problem' in last)
    throw problemError(last.problem.status, response.headers, JSON.stringify(last.problem))
  throw new ConnectionError('The answer broke off.', undefined)
}
