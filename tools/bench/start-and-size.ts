import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Seconds from the command to a console that answers, on an empty folder and again on the same one. */
export async function coldStart(): Promise<{ first: number; again: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'souvenir-bench-'))
  try {
    return { first: await startOnce(folder), again: await startOnce(folder) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function startOnce(folder: string): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, ['bot/entry.node.ts'], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const place = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const url = said.match(/http:\/\/localhost:\d+/)?.[0]
      if (url) resolve(url)
    })
    child.once('exit', () => reject(new Error(`It ended before it answered: ${said}`)))
  })
  try {
    const page = await fetch(await place)
    if (!page.ok) throw new Error(`The console answered ${page.status}.`)
    return (performance.now() - start) / 1_000
  } finally {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
}

/** Compressed bytes of JavaScript and CSS that the first page asks for. */
export async function firstLoad(folder = 'console/dist'): Promise<{ js: number; css: number }> {
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const sizeOf = async (pattern: RegExp) => {
    const names = new Set([...page.matchAll(pattern)].map(([, name]) => name ?? ''))
    const files = await Promise.all([...names].map((name) => readFile(join(folder, name))))
    return files.reduce((sum, file) => sum + gzipSync(file).byteLength, 0)
  }
  return {
    js: await sizeOf(/(?:src|href)="(\/assets\/[^"]+\.js)"/g),
    css: await sizeOf(/href="(\/assets\/[^"]+\.css)"/g),
  }
}
