export const PASSWORD_HINT =
  'At least 10 characters. A few words in a row are easy to keep and hard to guess.'
