/** What is told month by month. */
export const SERIES = {
  booked: 'Booked',
  cancelled: 'Cancelled',
  noShows: 'No-shows',
  moved: 'Moved',
  signIns: 'Portal sign-ins',
} as const
export type Series = keyof typeof SERIES
