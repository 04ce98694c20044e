/**
 * Writes a client's own data as a zip: `data.json` for programs, `data.html` for people. Reads the history twice, page by
 * page, so that memory does not grow with it.
 */
import type { Locale } from '@daybook/catalogue'
import type { ClientExport, Entry, ExportedClient, ExportedObject, Json } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { State } from '../entry/state.ts'
import { formatInstant } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { reportRow } from '../evidence/report-row.ts'
import { formatEntryId, formatId } from '../ids.ts'
import { readHistory } from '../read/read-history.ts'
import { type OwnedObject, readObjectsOfClient } from '../store/read/objects-of-client.ts'
import type { Position } from '../store/read/scan.ts'
import type { KnownClient } from '../store/registry.ts'
import { type PageFacts, pageFoot, pageHead, pageHistory, pageObject } from './export-page.ts'
import { ownEntry, ownFields } from './own-entry.ts'
import { StreamedZip } from './streamed-zip.ts'

export interface OwnProfile extends Pick<KnownClient, 'hostId' | 'name' | 'fields'> {
  readonly clientId: number
}

export interface ClientExportPlan {
  readonly workspace: Workspace
  /** Their page's own profile, and behind it those merged into it. */
  readonly profiles: readonly OwnProfile[]
  /** Entries behind this one are not in it. */
  readonly upTo: number
  readonly notes: boolean
  readonly locale: Locale
  /** UTC ms. */
  readonly madeAt: number
}

const PAGE = 200

export async function* writeClientExport(
  daybook: Daybook,
  plan: ClientExportPlan,
): AsyncGenerator<Uint8Array, void, void> {
  const zip = new StreamedZip(plan.madeAt)
  try {
    zip.begin('data.json')
    yield* writeJson(daybook, plan, zip)
    zip.begin('data.html')
    yield* writePage(daybook, plan, zip)
    yield zip.end()
  } finally {
    zip.destroy()
  }
}

type Bytes = AsyncGenerator<Uint8Array, void, void>

async function* writeJson(daybook: Daybook, plan: ClientExportPlan, zip: StreamedZip): Bytes {
  const { workspace } = plan
  const head: Omit<ClientExport, 'objects' | 'entries'> = {
    format: 'daybook client data',
    version: 1,
    madeAt: formatInstant(plan.madeAt),
    workspace: { name: workspace.name, timeZone: workspace.timeZone },
    client: ownProfile(plan, plan.profiles[0]!),
    ...(plan.profiles.length > 1 && {
      merged: plan.profiles.slice(1).map(profile => ownProfile(plan, profile)),
    }),
  }
  // The lists are written into the open object, a page at a time.
  await zip.write(`${JSON.stringify(head, null, 1).slice(0, -2)},\n "objects": [`)
  yield* writeList(zip, ownObjects(daybook, plan))
  await zip.write('],\n "entries": [')
  yield* writeList(zip, ownHistory(daybook, plan))
  await zip.write(']\n}\n')
  await zip.endFile()
}

async function* writeList(zip: StreamedZip, pages: AsyncIterable<readonly unknown[]>): Bytes {
  let first = true
  for await (const page of pages) {
    for (const one of page) {
      await zip.write(`${first ? '' : ','}\n${JSON.stringify(one)}`)
      first = false
    }
    yield zip.take()
  }
}

async function* writePage(daybook: Daybook, plan: ClientExportPlan, zip: StreamedZip): Bytes {
  const { workspace, locale, madeAt } = plan
  const place: PageFacts = { locale, timeZone: workspace.timeZone, workspace: workspace.name, madeAt }
  await zip.write(
    pageHead(
      place,
      plan.profiles.map(profile => ownProfile(plan, profile)),
    ),
  )
  let objects = 0
  for await (const page of ownObjects(daybook, plan)) {
    objects += page.length
    await zip.write(page.map(object => pageObject(object, place)).join(''))
    yield zip.take()
  }
  await zip.write(pageHistory(place, objects))
  let entries = 0
  for await (const page of ownHistory(daybook, plan)) {
    const rows = page.map(entry => rowOf(entry, ++entries, place))
    await zip.write(rows.join(''))
    yield zip.take()
  }
  await zip.write(pageFoot(place, entries))
  await zip.endFile()
}

/** Numbered from 1: the places in the workspace's log would tell of others. */
function rowOf(entry: Entry, n: number, place: PageFacts): string {
  const erased = entry.erased ? (['client'] as const) : []
  const shown = { leaf: '', disclosures: [], parts: [], hidden: { unchosen: new Map(), erased } }
  return reportRow({ ...entry, seq: n }, shown, `#e${n}`, place).text
}

function ownProfile(plan: ClientExportPlan, client: OwnProfile): ExportedClient {
  const { name: _name, ...fields } = ownFields(valuesOf(client.fields), plan)
  return {
    id: formatId('cl', client.clientId),
    ...(client.hostId !== undefined && { hostId: client.hostId }),
    ...(client.name !== undefined && { name: client.name }),
    fields,
  }
}

async function* ownObjects(
  daybook: Daybook,
  plan: ClientExportPlan,
): AsyncGenerator<readonly ExportedObject[], void, void> {
  // What two profiles of one person share is told once.
  const told = plan.profiles.length > 1 ? new Set<number>() : undefined
  for (const { clientId } of plan.profiles) {
    for (let after: number | null = -1; after !== null; ) {
      const page = await readObjectsOfClient(daybook, plan.workspace.id, clientId, { after, limit: PAGE })
      yield page.objects.filter(({ objectId }) => told?.has(objectId) !== true).map(toObject(plan))
      for (const { objectId } of page.objects) told?.add(objectId)
      after = page.next
    }
  }
}

const toObject =
  (plan: ClientExportPlan) =>
  ({ objectId, type, hostId, name, business, personal }: OwnedObject): ExportedObject => ({
    type,
    ...(hostId !== undefined && { id: hostId }),
    ref: formatId('ob', objectId),
    ...(name !== undefined && { name }),
    fields: ownFields({ ...valuesOf(business), ...valuesOf(personal) }, plan),
  })

/** The values that are known: not those that the workspace hides, nor those that were removed. */
const valuesOf = (state: State): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(state).flatMap(([field, { v }]) => (v === undefined || v === null ? [] : [[field, v]])),
  )

async function* ownHistory(
  daybook: Daybook,
  plan: ClientExportPlan,
): AsyncGenerator<readonly Entry[], void, void> {
  const { workspace, profiles, upTo, notes, locale } = plan
  const [clientId, ...merged] = profiles.map(profile => profile.clientId)
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  const given = { clientIds: [clientId!, ...merged], notes, locale, timeZone: workspace.timeZone }
  for (let after: Position | undefined; ; ) {
    const page = await readHistory(daybook, workspace, {
      object: clientId!,
      merged,
      filter: {},
      order: 'asc',
      limit: PAGE,
      ...(after !== undefined && { after }),
    })
    yield page.rows.flatMap(row => {
      if (row.row.seq > upTo) return []
      return ownEntry(row, formatEntryId(entryIdKey, workspace.generations, row.row.seq), given) ?? []
    })
    if (page.next === null) return
    after = page.next
  }
}
