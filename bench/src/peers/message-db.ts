/** message-db: `message_store.write_message`, a stream for each booking. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { measuredDraft } from '../draft.ts'
import { answerCalls } from '../processes/answer.ts'
import { type Load, runLoad } from '../processes/load.ts'

let pool: pg.Pool
let url: string

const WRITE = {
  name: 'write_message',
  text: 'select message_store.write_message($1::varchar, $2::varchar, $3::varchar, $4::jsonb, $5::jsonb)',
}

async function usePool(size: number): Promise<void> {
  await pool?.end()
  // Its functions name their tables without a schema.
  pool = new pg.Pool({ connectionString: url, max: size, options: '-c search_path=message_store,public' })
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
        const values = [
          randomUUID(),
          `booking-${object!.id}`,
          action,
          JSON.stringify({ ...data, object }),
          JSON.stringify({ actor, context, key }),
        ]
        await pool.query({ ...WRITE, values })
      }),
  },
  () => pool.end(),
)
