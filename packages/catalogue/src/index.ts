export * from './types.ts'
export { ACTIONS, type ActionName, findAction } from './actions.ts'
export { type Classification, classify, type GivenClassification } from './classify.ts'
export { recordedAction } from './recorded-action.ts'
export type {
  ChangeFieldOf,
  DataOf,
  DataFieldOf,
  DraftOf,
  FieldNameOf,
  ObjectTypeOf,
  ValueOf,
} from './typed.ts'
export { bookingEnd } from './booking-end.ts'
export { defaultChecklist } from './checklist.ts'
export { currencyOf } from './currency-of.ts'
export { fieldLabel, findField } from './field-label.ts'
export { formatValue } from './format-value.ts'
export type { FormatOptions } from './formats.ts'
export { ICONS, type Icon } from './icons.ts'
export { CATEGORY_LABELS, RELATED_LABELS, SOURCE_LABELS, TYPE_LABELS } from './labels.ts'
export { findNamedFilter } from './find-named-filter.ts'
export { NAMED_FILTERS, type NamedFilter, type NamedFilterName } from './named-filters.ts'
export {
  BEGINNINGS,
  type Channel,
  channelFilterName,
  CHANNELS,
  type NamedCondition,
  startsFilterName,
  SHORT_WEEKDAYS,
} from './pattern-filters.ts'
export { objectTitle } from './object-title.ts'
export { findObjectType, OBJECT_TYPES, type ObjectTypeName } from './object-types.ts'
export {
  type HoursException,
  hoursOn,
  readException,
  readSpan,
  refuseExceptions,
  refuseHours,
  type Span,
  WEEKDAYS,
  type Weekday,
  writeException,
  writeSpan,
} from './opening-hours.ts'
export { privacyOf, privacyOfData } from './privacy.ts'
export type { Sayable, SayableActor, SayableChange, SayableObject, Segment } from './sayable.ts'
export { renderSentence, type SentenceOptions, sentenceText } from './sentence.ts'
export type { Act, ActState, Refusal, SetValue } from './acts/act.ts'
export { ACTS, type ActingType, type ActName, actsOf, ownTypeActs } from './acts/acts.ts'
export { allowedActs, refuseAct } from './acts/refuse-act.ts'
export type { ActData, ActFields } from './acts/typed-acts.ts'
