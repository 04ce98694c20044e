#!/usr/bin/env node
import { main } from '../src/main.ts'

process.exitCode = await main(process.argv.slice(2))
// A timer or connection that somebody forgot must not keep a finished command from ending.
setTimeout(() => process.exit(), 1000).unref()
