import type { Words } from './types.ts'

/** One text in the four languages, in the order of `LOCALES`: English, German, Portuguese, Spanish. */
export const words = (en: string, de: string, pt: string, es: string): Words => ({ en, de, 'pt-PT': pt, es })
