// Runs after "npm ci": builds the console and an empty database, so that "npm start" is quick.
import { fileURLToPath } from 'node:url'
import { makeEmbeddedSnapshot } from '../db/embedded-snapshot.ts'

const CONSOLE = fileURLToPath(new URL('../console/web', import.meta.url))

const vite = await import('vite').catch(() => undefined)
if (vite) await vite.build({ root: CONSOLE, configFile: `${CONSOLE}/vite.config.ts`, logLevel: 'warn' })
else console.log('The console was not built: development packages are left out. Run "npm ci" with them once.')
await makeEmbeddedSnapshot()
