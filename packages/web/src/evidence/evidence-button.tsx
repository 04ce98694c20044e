import { createProver, type EvidenceInput } from '@daybook/client'
import { formatLocale } from '@daybook/timeline'
import { useEffect, useRef, useState } from 'react'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { useRights } from '../session.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWorkspace } from '../workspace.tsx'
import css from './evidence-button.module.css'

type Making = 'idle' | { readonly bytes: number } | { readonly error: unknown }

/** Downloads a bundle of evidence, for whoever may: it is made while it comes, so how long it will be is not known. */
export function EvidenceButton({ of }: { of: EvidenceInput }) {
  const { workspace } = useWorkspace()
  const rights = useRights()
  const announce = useAnnounce()
  const [making, setMaking] = useState<Making>('idle')
  const ending = useRef<AbortController>(undefined)
  useEffect(() => () => ending.current?.abort(), [])
  if (!rights.has('export')) return null

  async function make(): Promise<void> {
    ending.current?.abort()
    const { signal } = (ending.current = new AbortController())
    setMaking({ bytes: 0 })
    try {
      const prover = createProver({ url: '', workspace: workspace.id })
      const zip = await collect(await prover.evidence(of, { signal }), bytes => setMaking({ bytes }))
      save(zip, `evidence-${new Date().toISOString().slice(0, 10)}.zip`)
      announce('Evidence downloaded')
      setMaking('idle')
    } catch (error) {
      if (!signal.aborted) setMaking({ error })
    }
  }

  if (typeof making === 'object' && 'bytes' in making) {
    return (
      <span className={css.making}>
        <button
          type="button"
          className={button.button}
          onClick={() => (ending.current?.abort(), setMaking('idle'))}
        >
          Cancel
        </button>
        <span role="status">
          {making.bytes === 0
            ? 'Making evidence …'
            : `Making evidence, ${size(making.bytes, workspace.locale)} …`}
        </span>
        <progress aria-label="Making evidence" />
      </span>
    )
  }
  return (
    <>
      <button
        type="button"
        className={button.button}
        title="A zip with a readable report and proofs that verify without Daybook"
        onClick={() => void make()}
      >
        Evidence
      </button>
      {typeof making === 'object' && (
        <div className={css.failed} role="alert">
          <Failure error={making.error} what="The evidence could not be made" onRetry={() => void make()} />
        </div>
      )}
    </>
  )
}

async function collect(stream: ReadableStream<Uint8Array>, onBytes: (bytes: number) => void): Promise<Blob> {
  const chunks: BlobPart[] = []
  let bytes = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Blob(chunks, { type: 'application/zip' })
    chunks.push(value as BlobPart)
    bytes += value.length
    onBytes(bytes)
  }
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser takes the bytes after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

function size(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte']
  return new Intl.NumberFormat(formatLocale(locale), {
    style: 'unit',
    unit,
    maximumFractionDigits: 1,
  }).format(value)
}
