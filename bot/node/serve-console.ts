import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { compress } from 'hono/compress'

const CONSOLE = fileURLToPath(new URL('../../console/dist', import.meta.url))

/** Serves the built console; every path that is no file and no API is one of its pages. */
export async function serveConsole(app: Hono, folder = CONSOLE): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined)
  app.use(
    '/assets/*',
    compress(),
    serveStatic({
      root: folder,
      // Their names change with their contents.
      onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  )
  app.use('/*', async (c, next) => {
    if (c.req.path === '/' || !c.req.path.includes('.')) return next()
    return serveStatic({ root: folder })(c, next)
  })
  app.get('/*', async (c, next) => {
    if (!isPage(c.req.path)) return next()
    c.header('cache-control', 'no-cache')
    return page === undefined ? c.html(NOT_BUILT, 503) : c.html(page)
  })
}

function isPage(path: string): boolean {
  // "/health" is the console's page; below it are the answers for whoever watches this process.
  return !/^\/(api|webhooks|assets)(\/|$)|^\/health\//.test(path)
}

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>Souvenir</title>
<p>The console is not built. Stop Souvenir, run <code>npm ci</code> without leaving out development packages, and start it again.</p>`
