import { describe, expect, onTestFinished, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { createFanvueSource } from '../bot/fanvue/fanvue-source.ts'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { startFakeFanvue } from './support/fake-fanvue.ts'
import { serveWorld } from './support/served.ts'

describe.skipIf(whyNoBrowser)('the Fanvue page', () => {
  test('leads there and back, in a browser, and fetches by hand', async () => {
    const world = await serveWorld()
    onTestFinished(() => world.close())
    const fake = await startFakeFanvue({ now: () => world.now().getTime() })
    onTestFinished(() => fake.close())
    const env = readEnv({ FANVUE_API_ROOT: fake.root, FANVUE_AUTH_ROOT: fake.root })
    const { platform } = createFanvueSource(world.deps, env)
    world.deps.platforms = { platformOn: () => platform }
    fake.app.redirectUri = `${world.origin}/connect/fanvue`

    const { page, complaints, close } = await visit(world.origin, { as: 'lee' })
    onTestFinished(close)
    await page.goto('/settings?tab=fanvue')
    await page.getByLabel('Client id').fill(fake.app.clientId)
    await page.getByLabel('Client secret').fill(fake.app.clientSecret)
    await page.getByLabel('Signing secret of events').fill(fake.app.webhookSecret)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Connect Fanvue' }).click()
    await page.getByText('Connected as @nova.', { exact: false }).first().waitFor()
    expect(new URL(page.url()).search).toBe('?tab=fanvue')
    fake.fanWrites(fake.newFan('Tom'), 'hello')
    await page.getByRole('button', { name: 'Fetch now' }).click()
    await page.getByText('There is something new in 1 chat').waitFor()
    expect(await axeProblems(page)).toEqual([])
    expect(complaints).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await page.goto('/health')
    await page.getByText('Fanvue for Nova').waitFor()
    // What is wrong stands above it, too, among what needs a look.
    const row = page.locator('.health-row', { hasText: 'Fanvue for Nova' }).last()
    expect(await row.getByRole('link').count()).toBe(0)
    fake.fail(/GET \/v1\/chats$/, { kind: 'status', status: 503 }, 2)
    const fetchNow = `/creators/${world.creatorId}/fanvue/fetch`
    for (const _ of [1, 2]) await world.ask(fetchNow, { as: 'lee', method: 'POST' })
    await row.getByText(/trouble of its own.*Last read.*What cannot wait goes by hand/).waitFor()
    await row.getByRole('link', { name: 'Settings' }).waitFor()
    expect(await axeProblems(page)).toEqual([])
    if (process.env.SCREENSHOTS) await row.screenshot({ path: `${process.env.SCREENSHOTS}/fanvue-row-390.png` })
    await row.getByRole('link', { name: 'Paste what a fan wrote' }).click()
    await page.getByRole('dialog', { name: 'Paste what a fan wrote' }).waitFor()
  })
})
