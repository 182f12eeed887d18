import { resolve } from 'node:path'
import { build } from 'vite'

/** Where the tests' own build of the console lies; the real one in `console/dist` is left alone. */
export const BUILT_CONSOLE = resolve('.cache/console')

export async function buildConsole(): Promise<void> {
  await build({
    root: 'console/web',
    logLevel: 'error',
    build: { outDir: BUILT_CONSOLE, emptyOutDir: true },
  })
}
