/** Installs message-db as its own `install.sh` does, without needing psql. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

/** In the order of install.sh and the scripts that it calls. */
const FILES = [
  'roles/message-store',
  'schema/message-store',
  'extensions/pgcrypto',
  'tables/messages',
  'types/message',
  'functions/message-store-version',
  'functions/hash-64',
  'functions/acquire-lock',
  'functions/category',
  'functions/is-category',
  'functions/id',
  'functions/cardinal-id',
  'functions/stream-version',
  'functions/write-message',
  'functions/get-stream-messages',
  'functions/get-category-messages',
  'functions/get-last-stream-message',
  'indexes/messages-id',
  'indexes/messages-stream',
  'indexes/messages-category',
]

export async function installMessageDb(url: string): Promise<void> {
  const folder = join(
    dirname(fileURLToPath(import.meta.resolve('@eventide/message-db/package.json'))),
    'database',
  )
  const client = new pg.Client({ connectionString: url, options: '-c search_path=message_store,public' })
  await client.connect()
  try {
    for (const file of FILES) await client.query(readFileSync(join(folder, `${file}.sql`), 'utf8'))
  } finally {
    await client.end()
  }
}
