/** Made at build time, see one-language.ts. */
declare module 'virtual:words' {
  /** Loads the texts of one language; sentences and labels are in it from then on. */
  export function loadWords(language: string): Promise<void>
}
