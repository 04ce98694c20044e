/** The environment of the embedded server and its tools: nothing of ours is passed on. */
export function minimalEnvironment(): NodeJS.ProcessEnv {
  if (process.platform !== 'win32') return { LC_ALL: 'C', TZ: 'UTC' }
  // Windows finds its own libraries through this one.
  return { SystemRoot: 'C:\\Windows', TZ: 'UTC' }
}
