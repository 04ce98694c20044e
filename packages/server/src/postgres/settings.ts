/** Settings of PostgreSQL by name, as on its command line. */
export type Settings = Readonly<Record<string, string>>

/**
 * How the embedded server runs: an append-mostly log on a small machine, durable, and with a log that holds no
 * data. fsync, full_page_writes and synchronous_commit keep their defaults: on.
 */
export const SERVER_SETTINGS: Settings = {
  max_connections: '60',
  shared_buffers: '256MB',
  // Checkpoints by time rather than by volume: each makes whole pages go to the WAL once more.
  max_wal_size: '2GB',
  min_wal_size: '256MB',
  checkpoint_timeout: '15min',
  // Sealed bytes do not compress, and these binaries are built without lz4.
  wal_compression: 'off',
  // Statements are short; compiling them costs more than it saves.
  jit: 'off',
  max_logical_replication_workers: '0',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  password_encryption: 'scram-sha-256',
  // An error's text, detail and statement may quote a row: only the server's own state is logged.
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
}

/** Settings for servers whose data nobody keeps: quick to fill and to copy, worth nothing after a power cut. */
export const THROWAWAY_SETTINGS: Settings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '128MB',
  max_connections: '200',
  autovacuum_naptime: '5min',
}

/** The settings as arguments of `postgres`. */
export function settingArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
