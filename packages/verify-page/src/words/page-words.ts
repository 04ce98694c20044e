/** Everything the page says by itself; what entries say is the catalogue's. */
export interface PageWords {
  readonly title: string
  readonly lead: string
  readonly offline: string
  readonly drop: string
  readonly dropNow: string
  readonly chooseFiles: string
  readonly chooseFolder: string
  readonly another: string
  readonly language: string
  readonly zone: string
  readonly reading: string
  readonly checking: (done: string, total: string) => string
  readonly verified: string
  readonly notVerified: string
  readonly cannotRead: string
  readonly tooOld: string
  readonly nothing: string
  readonly stands: (count: number, text: string) => string
  readonly standsIn: (origin: string, size: string) => string
  readonly somethingHidden: string
  readonly dependsOnKey: string
  readonly keyGiven: string
  readonly checkedAt: (at: string) => string
  readonly exactly: string
  readonly othersGood: (count: number, text: string) => string
  readonly reasons: Readonly<Record<'malformed' | 'changed' | 'key' | 'policy' | 'quorum' | 'other', string>>
  readonly whoseKey: string
  readonly compare: string
  readonly compareHow: readonly string[]
  readonly fingerprint: string
  readonly fingerprintOf: (origin: string) => string
  readonly keysGiven: string
  readonly keysOfBundle: string
  readonly usePolicy: string
  readonly bundlePolicy: string
  readonly witnesses: string
  readonly happened: string
  readonly number: string
  readonly when: string
  readonly what: string
  readonly change: string
  readonly hiddenHead: string
  readonly recorded: (at: string) => string
  readonly undated: string
  readonly noTime: string
  readonly outcome: Readonly<Record<'failure' | 'denied', string>>
  readonly by: string
  readonly because: string
  readonly before: string
  readonly after: string
  readonly none: string
  readonly valueNotKept: string
  readonly fieldsHidden: (count: number) => string
  readonly peopleHidden: (count: number) => string
  readonly partsHidden: (count: number) => string
  readonly partsHiddenWhy: string
  readonly nothingHidden: string
  readonly nothingShown: string
  readonly everyField: (count: number) => string
  readonly parts: Readonly<Record<'record' | 'facts' | 'client', string>>
  readonly showAll: (count: string) => string
  readonly checked: string
  readonly steps: readonly string[]
  readonly stepAnchor: (origin: string) => string
  readonly stepStamp: (at: string) => string
  readonly means: string
  readonly proves: string
  readonly provesNot: string
  readonly vectorGood: string
  readonly file: string
}
