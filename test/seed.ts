/** From which number the tests make what they leave to chance: DAYBOOK_TEST_SEED, or always the same. */
export const testSeed = (): number => Number(process.env['DAYBOOK_TEST_SEED'] ?? 20_261_126)
