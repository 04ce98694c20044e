/** One request's worth of appends: sends it and gives everyone in it their receipts, or their own error. */
import type { AppendAnswer, Receipt } from '@daybook/protocol'
import { LogError } from '@daybook/protocol/errors'
import { blame } from './blame.ts'
import { ConnectionError } from './connection-error.ts'
import type { Connection } from './connection.ts'
import type { Parcel } from './parcel.ts'
import { sendJson } from './send.ts'

/** One call to `append` whose answer is due. */
export interface Waiting {
  readonly parcel: Parcel
  readonly resolve: (receipts: readonly Receipt[]) => void
  readonly reject: (error: unknown) => void
}

/** Sends a batch and settles everyone in it, by as many requests as it takes. Never rejects. */
export async function deliver(connection: Connection, batch: readonly Waiting[]): Promise<void> {
  try {
    const texts = batch.flatMap(({ parcel }) => parcel.texts)
    const body = `{"entries":[${texts.join(',')}]}`
    const path = '/v1/entries'
    const { entries } = await sendJson<AppendAnswer>(connection, {
      method: 'POST',
      path,
      body,
      repeatable: true,
    })
    if (entries?.length !== texts.length)
      throw new LogError(
        'internal',
        `${texts.length} drafts were sent and ${entries?.length ?? 0} receipts came back.`,
      )
    let from = 0
    for (const { parcel, resolve } of batch) {
      const receipts = entries.slice(from, (from += parcel.texts.length))
      // A key that was made here cannot have been used before: the "duplicate" is our own first try.
      resolve(receipts.map((receipt, n) => (parcel.ownKeys[n] ? receipt : { ...receipt, duplicate: false })))
    }
  } catch (error) {
    const { guilty, again } = blame(
      error,
      batch.map(({ parcel }) => parcel.texts.length),
    )
    for (const [n, { parcel, reject }] of batch.entries()) {
      const own = guilty.get(n)
      if (own) reject(forCaller(own, parcel))
    }
    for (const some of again)
      await deliver(
        connection,
        some.map(n => batch[n]!),
      )
  }
}

/** The error in the terms of the caller's own drafts. */
function forCaller(error: unknown, parcel: Parcel): unknown {
  if (error instanceof ConnectionError) return new ConnectionError(error.message, error.cause, parcel.keys)
  if (!(error instanceof LogError) || !parcel.single) return error
  const own = (path: string) => path.replace(/^\/entries\/0(?=\/|$)/, '')
  return new LogError(error.code, error.message, {
    ...error.details,
    errors: error.details.errors?.map(one => ({ ...one, path: own(one.path) })),
    path: error.details.path === undefined ? undefined : own(error.details.path),
  })
}
