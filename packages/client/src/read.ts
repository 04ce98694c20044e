/** The reading half of the SDK, for pages that only show: half the size. */
export { LogError } from '@daybook/protocol/errors'
export { ConnectionError } from './connection-error.ts'
export { problemError } from './problem.ts'
export { createReader } from './create-reader.ts'
export type { DaybookReader, ReaderOptions } from './create-reader.ts'
