/**
 * Loaded before a server of the crash test (`node --import`): whoever started it holds its standard input open, and
 * it stops when that closes, so that no server outlives a test that was itself killed.
 */
process.stdin
  .on('end', () => process.kill(process.pid, 'SIGTERM'))
  .on('error', () => process.kill(process.pid, 'SIGTERM'))
  .resume()
  .unref()
