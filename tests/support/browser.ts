import { access, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import chromium from '@sparticuz/chromium'
import type { AxeResults } from 'axe-core'
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core'

/** Tests run as root in containers. The package's own list has one process for everything, which falls with its first page. */
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--hide-scrollbars']

/** One browser for all stories of a worker; it ends with the worker. */
const started = await start()

/** Why no browser could be started here; undefined when one runs. Stories in a browser are left out by name then. */
export const whyNoBrowser = typeof started === 'string' ? started : undefined

if (whyNoBrowser) {
  if (process.env.REQUIRE_SERVICES) throw new Error(`REQUIRE_SERVICES is set, but no browser starts. ${whyNoBrowser}`)
  console.log(`Left out: every story in a browser. ${whyNoBrowser}`)
}

export async function openBrowser(): Promise<Browser> {
  if (typeof started === 'string') throw new Error(started)
  return started
}

export interface Visit {
  page: Page
  /** What the page complained about: errors, and whatever its policy refused. */
  complaints: string[]
  close(): Promise<void>
}

/** A person of the team (see `served.ts`) at a machine of their own. */
export async function visit(
  origin: string,
  { as = 'kim', ...options }: { as?: string } & BrowserContextOptions = {},
): Promise<Visit> {
  const context = await (await openBrowser()).newContext({
    baseURL: origin,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    ...options,
  })
  await context.addCookies([{ name: 'person', value: as, url: origin }])
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return { page, complaints, close: () => context.close() }
}

/** What a screen reader's user would stumble over, one line each. */
export async function axeProblems(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(source)
  const results = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

async function start(): Promise<Browser | string> {
  const problems: string[] = []
  for (const executablePath of await candidates()) {
    try {
      return await playwright.launch({ executablePath, args: ARGUMENTS })
    } catch (error) {
      problems.push(`${executablePath}: ${String(error).split('\n')[0]}`)
    }
  }
  return `Set CHROMIUM_PATH to a Chromium or Chrome. Tried ${problems.join('; ') || 'nothing: none is here'}.`
}

/** The one that was named, else the one from npm (Linux), else one that is installed. */
async function candidates(): Promise<string[]> {
  if (process.env.CHROMIUM_PATH) return [process.env.CHROMIUM_PATH]
  const packed = process.platform === 'linux' ? await chromium.executablePath().catch(() => undefined) : undefined
  const installed = [
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  const found = await Promise.all(
    installed.map((path) =>
      access(path).then(
        () => path,
        () => undefined,
      ),
    ),
  )
  return [packed, ...found].filter((path) => path !== undefined)
}
