// Runs a command on a Node that can run this project: the host's when it is new enough, else the packaged Node 22.
// Written for old Nodes: no syntax past ES2020.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [major, minor] = process.versions.node.split('.').map(Number)
// telegraf's uploads hang on Node 26; TypeScript files run unaided from 22.18 on.
const hostWillDo = (major === 22 && minor >= 18) || (major > 22 && major < 26)

function packagedNode() {
  const require = createRequire(import.meta.url)
  const os = process.platform === 'win32' ? 'win' : process.platform
  for (const name of [`node-${os}-${process.arch}`, `node-bin-${os}-${process.arch}`]) {
    try {
      const bin = join(dirname(require.resolve(`${name}/package.json`)), 'bin', os === 'win' ? 'node.exe' : 'node')
      if (existsSync(bin) && spawnSync(bin, ['-v']).status === 0) return bin
    } catch {
      // Not this name; the next one may be installed.
    }
  }
}

const node = hostWillDo ? process.execPath : packagedNode()
if (!node) {
  console.error(
    `Souvenir needs Node 22.18 to 25. This is Node ${process.versions.node}, and the packaged Node 22 is missing.\n` +
      'Run "npm ci" without --omit=optional, or install Node 22 or 24 from https://nodejs.org, and try again.',
  )
  process.exit(1)
}

const [command, ...args] = process.argv.slice(2)
const isScript = /\.(ts|mjs|js)$/.test(command)
const tool = join(root, 'node_modules', '.bin', command)
const [file, fileArgs] = isScript ? [node, [command, ...args]] : [existsSync(tool) ? tool : command, args]
const child = spawn(file, fileArgs, {
  stdio: 'inherit',
  env: { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  console.error(`Could not run ${command}: ${error.message}`)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
