import type { ExportAnswer, ExportFilter, ExportFormat } from '@daybook/protocol'
import { countFilters } from '@daybook/timeline'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useAddress } from '../history/use-address.ts'
import button from '../parts/button.module.css'
import { Dialog } from '../parts/dialog.tsx'
import { Failure } from '../parts/failure.tsx'
import { useShownZone, useWorkspace } from '../workspace.tsx'
import css from './export-dialog.module.css'
import { type Also, AlsoChoice } from './also-choice.tsx'
import { CountOf } from './count-of.tsx'
import { FormatChoice } from './format-choice.tsx'
import { type Range, RangeChoice } from './range-choice.tsx'
import { tooMany } from './too-many.ts'
import { useExportCount } from './use-export-count.ts'
import { type What, WhatChoice } from './what-choice.tsx'
import { ZoneChoice } from './zone-choice.tsx'

interface Props {
  readonly clientId?: string
  /** The object whose page this is, `ob_…`: its entries, whatever the address says. */
  readonly object?: string
  onClose(): void
}

/** Asks what is to be exported and how, says how many entries that is, and starts it. */
export function ExportDialog({ clientId, object, onClose }: Props) {
  const { daybook } = useWorkspace()
  const navigate = useNavigate()
  const { address } = useAddress()
  const view = object === undefined ? address.filter : { object: [object] }
  const filtered = countFilters(view) > 0
  const [what, setWhat] = useState<What>(filtered ? 'view' : 'all')
  const [range, setRange] = useState<Range>({ from: view.from, to: view.to })
  const [format, setFormat] = useState<ExportFormat>('csv')
  const [timeZone, setTimeZone] = useState(useShownZone())
  const [also, setAlso] = useState<Also>({ ips: false, totals: false })
  const [failure, setFailure] = useState<unknown>()
  const [starting, setStarting] = useState(false)
  const filter: ExportFilter = {
    ...(what === 'view' && view),
    ...range,
    ...(clientId !== undefined && { client: clientId }),
  }
  const counting = useExportCount(filter)
  const { count, asOf } = counting
  const ready = asOf !== undefined && !tooMany(format, count) && !starting

  async function start(event: FormEvent): Promise<void> {
    event.preventDefault()
    if (!ready) return
    setStarting(true)
    setFailure(undefined)
    const body = {
      format,
      filter,
      order: address.order,
      timeZone,
      asOf,
      ips: also.ips,
      ...(format === 'csv' && { totals: also.totals }),
    }
    try {
      const { id } = await daybook.request<ExportAnswer>('POST', '/v1/exports', { body })
      await navigate({ to: '/exports/$exportId', params: { exportId: id } })
    } catch (error) {
      setFailure(error)
      setStarting(false)
    }
  }

  return (
    <Dialog title="Export" onClose={onClose}>
      <form onSubmit={event => void start(event)}>
        <WhatChoice what={what} filtered={filtered} clientId={clientId} onChange={setWhat} />
        <RangeChoice range={range} onChange={setRange} />
        <FormatChoice format={format} onChange={setFormat} />
        <ZoneChoice format={format} timeZone={timeZone} onChange={setTimeZone} />
        <AlsoChoice format={format} also={also} onChange={setAlso} />
        <CountOf counting={counting} format={format} />
        {failure !== undefined && <Failure error={failure} what="The export could not be started" />}
        <Buttons ready={ready} onClose={onClose} />
      </form>
    </Dialog>
  )
}

function Buttons({ ready, onClose }: { readonly ready: boolean; onClose(): void }) {
  return (
    <div className={css.acts}>
      <a className={button.link} href="/exports">
        Earlier exports
      </a>
      <button type="button" className={button.button} onClick={onClose}>
        Cancel
      </button>
      <button type="submit" className={css.start} aria-disabled={!ready}>
        Start export
      </button>
    </div>
  )
}
