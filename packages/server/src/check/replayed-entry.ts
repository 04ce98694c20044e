import type { OpenRow } from '../store/read/open-rows.ts'

/** An entry opened as far as its keys still exist. */
export type ReplayedEntry = Omit<OpenRow, 'epoch'>
