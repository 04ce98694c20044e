/** `1 year`, `10 years`. */
export const inYears = (years: number): string => `${years} year${years === 1 ? '' : 's'}`
