/** How entries look and how a history is read: rows, days, what waits, what an address says. */
export type { Clock, Order } from './entry-order.ts'
export { createTimeline, type Timeline } from './create-timeline.ts'
export type {
  FollowOptions,
  LiveState,
  TimelineOptions,
  TimelineSource,
  TimelineState,
} from './timeline-state.ts'
export { mergeEntries, type Merged, type MergeOptions } from './merge-entries.ts'
export { dayOf, type DayGroup, groupByDay } from './group-by-day.ts'
export { collapseBursts, foldChanges, type Line } from './collapse-bursts.ts'
export {
  countFilters,
  readAddress,
  readFragment,
  type SearchNames,
  type TimelineAddress,
  writeFragment,
  writeSearch,
} from './filter-address.ts'
export { addDays, isPlainDate, localDay, startOfDay, wallClock } from './local-day.ts'
export {
  duration,
  formatLocale,
  fullStamp,
  longDate,
  mediumDate,
  shortStamp,
  timeOfDay,
  zoneName,
} from './stamps.ts'
export { stampTitle } from './stamp-title.ts'
export { type Reader, ReaderProvider, useReader } from './reader.tsx'
export { namedLabel } from './named-label.ts'
export { changeLabel, changeText, filterLabel, iconOf, personName, sentenceOf, valueText } from './say.ts'
export { languageOf } from './words.ts'
export { EntryList, PLAIN_ROWS } from './entry-list.tsx'
export { EntryRow, rowId } from './row/entry-row.tsx'
export { erasedText } from './row/erased-text.ts'
export { Icon } from './row/icon.tsx'
export { Sentence } from './row/sentence.tsx'
export { VisuallyHidden } from './row/visually-hidden.tsx'
export { SkeletonRows } from './skeleton-rows.tsx'
export { focusEntry, isTyping, useEntryKeys } from './use-entry-keys.ts'
