/** Rows → opened entries → what readers get. Reads the keys that are needed, in one statement, where not in memory. */
import type { Entry } from '@daybook/protocol'
import type { Daybook } from '../../daybook.ts'
import {
  type KeyLookup,
  type OpenedEntry,
  openEntry,
  type ReadRecord,
  readRecord,
} from '../../entry/open-entry.ts'
import { presentEntry, type Presenting } from '../../entry/present-entry.ts'
import type { Workspace } from '../../entry/workspace.ts'
import { formatInstant } from '../../entry/times.ts'
import { formatEntryId } from '../../ids.ts'
import { MODE_OF, readPrivacyOf } from '../privacy/client-privacy.ts'
import { FACTS, type KeyKind } from '../client-keys.ts'
import { byteaArray } from '../sql-array.ts'
import { readTogether } from '../transaction.ts'
import { type EntryRow, sealedOf } from './entry-row.ts'

/** What opening rows needs of the server. */
export interface Reading {
  readonly pools: Pick<Daybook['pools'], 'app'>
  readonly folder: { workspace(id: number): { readonly entryIdKey: Buffer } }
  readonly clientKeys: Pick<Daybook['clientKeys'], 'epoch' | 'loadKinds'>
}

export interface OpenRow {
  readonly row: EntryRow
  readonly record: ReadRecord
  readonly opened: OpenedEntry
  /** The epoch of the keys when it was opened: once keys were destroyed since, it is opened again before it is shown. */
  readonly epoch: number
}

export async function openRows(
  daybook: Reading,
  workspaceId: number,
  rows: readonly EntryRow[],
): Promise<OpenRow[]> {
  const read = rows.map(row => ({ row, record: readRecord(row.record) }))
  const epoch = daybook.clientKeys.epoch(workspaceId)
  const keys = await keysOfRows(daybook, workspaceId, read)
  return read.map(one => ({ ...one, epoch, opened: openEntry(sealedOf(one.row), one.record, keys) }))
}

/** Reads the keys of these entries' parts, in one statement, where they are not in memory. */
export function keysOfRows(
  daybook: Reading,
  workspaceId: number,
  rows: readonly Pick<OpenRow, 'row' | 'record'>[],
): Promise<KeyLookup> {
  const needs = rows.flatMap(({ row, record }) =>
    record.clientIds.flatMap((id): (readonly [number, KeyKind])[] =>
      row.facts === null
        ? [[id, record.personalKind]]
        : [
            [id, record.personalKind],
            [id, FACTS],
          ],
    ),
  )
  return daybook.clientKeys.loadKinds(workspaceId, needs)
}

const SELECT_BY_KEY = {
  name: 'seq_by_key',
  text: 'select seq, key_mac from daybook.entries where workspace_id = $1 and key_mac = any($2::bytea[])',
}

/** The ids of the entries that were named as causes by their key. */
export async function causesByKey(
  daybook: Pick<Reading, 'pools'>,
  workspaceId: number,
  rows: readonly Pick<OpenRow, 'record'>[],
): Promise<Map<string, number>> {
  const macs = rows.flatMap(({ record }) => {
    const mac = record.fields.get('causedByKey')
    return typeof mac === 'string' ? [mac] : []
  })
  if (macs.length === 0) return new Map()
  const found = await readTogether(daybook.pools.app, workspaceId, run =>
    run<{ seq: number; key_mac: Buffer }>(SELECT_BY_KEY, [
      workspaceId,
      byteaArray(macs.map(mac => Buffer.from(mac, 'base64url'))),
    ]),
  )
  return new Map(found.map(row => [row.key_mac.toString('base64url'), row.seq]))
}

/** The rows as they can be opened now: again, where keys were destroyed since. */
export async function freshRows(
  daybook: Reading,
  workspaceId: number,
  rows: readonly OpenRow[],
): Promise<readonly OpenRow[]> {
  const epoch = daybook.clientKeys.epoch(workspaceId)
  return rows.every(row => row.epoch === epoch)
    ? rows
    : openRows(
        daybook,
        workspaceId,
        rows.map(one => one.row),
      )
}

export async function presentRows(
  daybook: Reading,
  workspace: Workspace,
  rows: readonly OpenRow[],
  presenting: Presenting,
): Promise<Entry[]> {
  const { entryIdKey } = daybook.folder.workspace(workspace.id)
  const [causes, gone] = await Promise.all([
    causesByKey(daybook, workspace.id, rows),
    goneOfRows(daybook, workspace.id, rows),
  ])
  return rows.map(({ row, record, opened }) => {
    const cause = causes.get(String(record.fields.get('causedByKey') ?? ''))
    return presentEntry(
      opened,
      {
        id: formatEntryId(entryIdKey, workspace.generations, row.seq),
        seq: row.seq,
        recordedAt: row.recorded_at,
        hash: row.leaf_hash.toString('hex'),
        causedBy: cause === undefined ? undefined : formatEntryId(entryIdKey, workspace.generations, cause),
      },
      { ...presenting, gone },
    )
  })
}

/** How and when the clients were erased whose parts of these entries are gone. Nothing is asked where none is. */
async function goneOfRows(
  daybook: Pick<Reading, 'pools'>,
  workspaceId: number,
  rows: readonly Pick<OpenRow, 'record' | 'opened'>[],
): Promise<NonNullable<Presenting['gone']>> {
  const ids = rows.flatMap(({ record, opened }) =>
    record.clientIds.filter((_, i) => opened.clients[i] === 'gone'),
  )
  return goneOf(daybook, workspaceId, ids)
}

/** How and when those of some clients went who are gone. */
export async function goneOf(
  daybook: Pick<Reading, 'pools'>,
  workspaceId: number,
  ids: readonly number[],
): Promise<NonNullable<Presenting['gone']>> {
  if (ids.length === 0) return new Map()
  const decided = await readTogether(daybook.pools.app, workspaceId, run =>
    readPrivacyOf(run, workspaceId, [...new Set(ids)]),
  )
  return new Map(
    [...decided].flatMap(([id, { gone, goneAt }]) =>
      gone === undefined ? [] : [[id, { mode: MODE_OF[gone], at: formatInstant(goneAt!) }] as const],
    ),
  )
}
