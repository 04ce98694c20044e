import type { PageWords } from './page-words.ts'

export const en: PageWords = {
  title: 'Evidence check',
  lead: 'Checks that entries of an activity log are exactly what was recorded, and shows what they say.',
  offline: 'Everything happens on this device. This page has no way to send anything anywhere.',
  drop: 'Drag the evidence here: the zip file, or its unpacked folder',
  dropNow: 'Let go to check it',
  chooseFiles: 'Choose a file',
  chooseFolder: 'Choose a folder',
  another: 'Check other evidence',
  language: 'Language',
  zone: 'Times in',
  reading: 'Reading the files …',
  checking: (done, total) => `Checking ${done} of ${total} …`,
  verified: 'Verified',
  notVerified: 'Not verified',
  cannotRead: 'The file cannot be read.',
  tooOld: 'This browser cannot check signatures (Ed25519). Use a newer one, or the ways in README.txt.',
  nothing: 'There is no evidence among these files.',
  stands: (count, text) =>
    count === 1
      ? 'This entry is exactly what was recorded.'
      : `These ${text} entries are exactly what was recorded.`,
  standsIn: (origin, size) => `Signed as part of the log ${origin} when it had ${size} entries.`,
  somethingHidden: 'Some details were not disclosed; they are marked as hidden below.',
  dependsOnKey: 'That it is the log of whom you think rests on its key: compare it below.',
  keyGiven: 'Checked with the keys that you gave.',
  checkedAt: at => `Checked on this device on ${at}.`,
  exactly: 'Exactly',
  othersGood: (count, text) =>
    count === 1
      ? 'One other entry is as it was recorded, and shown below.'
      : `The other ${text} entries are as they were recorded, and shown below.`,
  reasons: {
    malformed: 'A file is damaged, or is not evidence.',
    changed: 'What the file shows is not what was recorded: it was changed, or belongs elsewhere.',
    key: 'It is not signed by the keys that are trusted here.',
    policy: 'The list of trusted keys cannot be used.',
    quorum: 'Not all independent witnesses that are asked for have signed.',
    other: 'A further proof in the bundle belongs to something else.',
  },
  whoseKey: 'Whose key is it?',
  compare: 'Compare this fingerprint',
  compareHow: [
    'Ask the business for the fingerprint of its log in another way than the one this evidence came by: by telephone, on paper, on its website, from earlier evidence.',
    'All sixteen groups must be the same.',
  ],
  fingerprint: 'Fingerprint',
  fingerprintOf: origin => `Key of ${origin}`,
  keysGiven: 'The trusted keys are those of the file that you chose.',
  keysOfBundle: 'The keys came with the evidence. Whoever made it chose them.',
  usePolicy: 'Use a trust policy of my own …',
  bundlePolicy: 'Use the keys that came with it',
  witnesses: 'Also signed by',
  happened: 'What happened',
  number: 'No.',
  when: 'When',
  what: 'What',
  change: 'Before → after',
  hiddenHead: 'Hidden',
  recorded: at => `recorded ${at}`,
  undated: 'date unknown',
  noTime: 'time not shown',
  outcome: { failure: 'failed', denied: 'refused' },
  by: 'By',
  because: 'Reason',
  before: 'before',
  after: 'after',
  none: 'nothing',
  valueNotKept: 'changed; the value is not kept',
  fieldsHidden: count => (count === 1 ? '1 detail' : `${count} details`),
  peopleHidden: count => (count === 1 ? 'who it was about' : `${count} people it was about`),
  partsHidden: count => (count === 1 ? 'perhaps one more part' : `up to ${count} parts`),
  partsHiddenWhy:
    'A sealed part, or a placeholder that hides how many there are. Which of the two cannot be told.',
  nothingHidden: 'nothing',
  nothingShown: 'Nothing is shown but that it happened',
  everyField: count =>
    count === 1
      ? 'The one detail shown, as it was recorded'
      : `All ${count} details shown, as they were recorded`,
  parts: { record: 'The act', facts: 'The business', client: 'The person' },
  showAll: count => `Show all ${count} entries`,
  checked: 'What was checked',
  steps: [
    'Each file is whole, and written as evidence must be.',
    'The state of the log was signed with the key above.',
    'Each entry stands in that state, at its place: nothing before it was taken out or put in.',
    'Each detail shown belongs to its entry, word for word.',
  ],
  stepAnchor: origin => `The signed state was noted in a second log, ${origin}.`,
  stepStamp: at =>
    `A time stamp names the signed state and ${at}. Who issued it is not checked here: README.txt says how.`,
  means: 'What this means',
  proves:
    'An entry that is verified stood in the log exactly so when its state was signed, and nothing of it was changed since.',
  provesNot:
    'It does not prove that what was recorded is true, nor that nothing else happened: other entries may not be part of this evidence.',
  vectorGood: 'The test vector is valid.',
  file: 'File',
}
