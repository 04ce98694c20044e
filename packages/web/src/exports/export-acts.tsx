import type { ExportAnswer } from '@daybook/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import button from '../parts/button.module.css'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './export-page.module.css'
import { isGoingOn } from './use-export.ts'

interface Act {
  readonly label: string
  readonly method: 'DELETE' | 'POST'
  readonly path: '' | '/renew'
  /** Said once it is done. */
  readonly done: string
}

const CANCEL: Act = { label: 'Cancel export', method: 'DELETE', path: '', done: 'Export cancelled' }
const KEEP: Act = { label: 'Keep longer', method: 'POST', path: '/renew', done: 'Kept for seven more days' }
const REMOVE: Act = { label: 'Remove file', method: 'DELETE', path: '', done: 'File removed' }
const AGAIN: Act = { label: 'Make again', method: 'POST', path: '/renew', done: 'Export begun again' }

function actsOf(answer: ExportAnswer): readonly Act[] {
  if (isGoingOn(answer)) return [CANCEL]
  if (answer.state === 'ready') return [KEEP, REMOVE]
  return answer.state === 'erased' ? [] : [AGAIN]
}

/** Downloading, stopping, issuing again. */
export function ExportActs({ answer }: { readonly answer: ExportAnswer }) {
  const { daybook, workspace } = useWorkspace()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const [failed, setFailed] = useState(false)
  const { id, state } = answer
  const act = async ({ method, path, done }: Act): Promise<void> => {
    try {
      const after = await daybook.request<ExportAnswer>(method, `/v1/exports/${id}${path}`)
      queries.setQueryData(['export', workspace.id, id], after)
      setFailed(false)
      announce(done)
    } catch {
      setFailed(true)
    }
  }
  return (
    <div className={css.acts}>
      {state === 'ready' && (
        <a className={css.download} href={`/v1/exports/${id}/file?workspace=${workspace.id}`} download>
          Download
        </a>
      )}
      {actsOf(answer).map(one => (
        <button key={one.label} type="button" className={button.button} onClick={() => void act(one)}>
          {one.label}
        </button>
      ))}
      {failed && <p role="alert">That could not be done. Try again.</p>}
    </div>
  )
}
