/** An attempt to make an export is over: it was cancelled or erased, has ended, or another attempt has begun. */
export class Over extends Error {
  override readonly name = 'Over'
}
