/** emmett-postgresql: `appendToStream` of one event, a stream for each booking. */
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql'
import pg from 'pg'
import { measuredDraft } from '../draft.ts'
import { answerCalls } from '../processes/answer.ts'
import { type Load, runLoad } from '../processes/load.ts'

let pool: pg.Pool
let store: ReturnType<typeof getPostgreSQLEventStore>
let url: string

async function usePool(size: number): Promise<void> {
  await close()
  pool = new pg.Pool({ connectionString: url, max: size })
  store = getPostgreSQLEventStore(url, { connectionOptions: { pool } })
  await store.schema.migrate()
}

async function close(): Promise<void> {
  await store?.close()
  await pool?.end()
}

answerCalls(
  {
    open(params: { url: string }) {
      url = params.url
    },
    usePool,
    run: (load: Load) =>
      runLoad(load, async n => {
        const { action, object, actor, context, key, ...data } = measuredDraft('load', n)
        await store.appendToStream(`booking-${object!.id}`, [
          { type: action, data: { ...data, object }, metadata: { actor, context, key } },
        ])
      }),
  },
  close,
)
