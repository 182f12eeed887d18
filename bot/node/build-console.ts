import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const PAGE = new URL('../../console/dist/index.html', import.meta.url)
const PREPARE = fileURLToPath(new URL('../../tools/prepare.ts', import.meta.url))

/** Builds the console when the installation did not (npm ci --ignore-scripts leaves it out). Start goes on without it. */
export async function buildMissingConsole(say: (line: string) => void): Promise<void> {
  if (await isBuilt()) return
  say('Building the console, once …')
  const building = spawn(process.execPath, [PREPARE], { stdio: ['ignore', 'ignore', 'pipe'] })
  let complaint = ''
  building.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  await once(building, 'close')
  if (!(await isBuilt())) {
    say(`The console could not be built; everything else works. Run "npm ci" again. ${complaint.trim().split('\n')[0]}`)
  }
}

function isBuilt(): Promise<boolean> {
  return access(PAGE).then(
    () => true,
    () => false,
  )
}
