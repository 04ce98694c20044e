/** The SDK of Daybook: append, read and follow a workspace's log, with nothing but `fetch`. */
export type { ActInputBase, ActInputOf, ActNameOf, Acts, AsOf, FreeTimesInput, PutInput } from './acts.ts'
export { createActs } from './acts.ts'
export { ERROR_CODES, LogError } from '@daybook/protocol/errors'
export type { ErrorCode, ErrorDetails, InputError } from '@daybook/protocol/errors'
export type { BatchOptions } from './append-queue.ts'
export type { RetryPolicy } from './backoff.ts'
export { ConnectionError } from './connection-error.ts'
export type { Fetch } from './connection.ts'
export { createClient } from './create-client.ts'
export type { ClientOptions, DaybookClient } from './create-client.ts'
export { createProver } from './create-prover.ts'
export type { Consistency, DaybookProver, EvidenceInput } from './create-prover.ts'
export type {
  CallOptions,
  DaybookReader,
  EntryReading,
  ReadFilter,
  ReadInput,
  ReadOptions,
} from './create-reader.ts'
export { createExports } from './exports.ts'
export type { Exports } from './exports.ts'
export type { FollowOptions, FollowStatus } from './follow.ts'
export { createLists } from './lists.ts'
export type { Lists, ObjectsInput } from './lists.ts'
export type { Profiles } from './profiles.ts'
export type { ActOptions, Privacy } from './privacy.ts'
export type { QueryInput } from './query.ts'
export type { PageOptions, Reading } from './reading.ts'
export type { TypedDraft } from './typed-draft.ts'
