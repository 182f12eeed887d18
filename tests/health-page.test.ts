import { describe, expect, onTestFinished, test } from 'vitest'
import { noteBusinessAccount } from '../core/business/note-account.ts'
import { noteConnection } from '../core/connections/note-connection.ts'
import { auditEvents } from '../db/schema.ts'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { ownEndpoint } from './support/own-endpoint.ts'
import { serveWorld } from './support/served.ts'

const SECOND = 1_000
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** A creator of whose three replies one was refused, one may have arrived, and one waits because the account was asked to. */
async function troubled() {
  const [refusing, blind, resting] = [await ownEndpoint(), await ownEndpoint(), await ownEndpoint()]
  const world = await serveWorld({
    connectors: [
      refusing.connector,
      { ...blind.connector, channel: 'telegram', promise: 'blind' },
      { ...resting.connector, channel: 'fanvue' },
    ],
  })
  onTestFinished(() => world.close())
  for (const channel of ['webhook', 'telegram', 'fanvue'] as const) await world.fan(channel, channel).writes('hi')
  await world.pass(9 * SECOND)
  for (const { id } of await world.drafts()) await world.decides(id, { text: `hello again, ${id.slice(-6)}` })
  refusing.next.push(400)
  blind.next.push('hangs up')
  resting.next.push(429)
  await world.pass(6 * SECOND)
  return { world, refusing, blind, resting }
}

describe.skipIf(whyNoBrowser)('the Health page', () => {
  test('says what is on its way and what is stuck, and one press tries a failed reply again: the same words, once', async () => {
    const { world, refusing, blind } = await troubled()
    const { page, complaints, close } = await visit(world.origin, { as: 'lee' })
    onTestFinished(close)
    await page.goto('/health')
    const look = page.getByRole('region', { name: /Needs a look/ })
    await look.getByText('Did this reply arrive? Nova, Telegram').waitFor()
    await look.getByText('A reply could not be sent. Nova, own endpoint').waitFor()
    await look.getByText('The endpoint said 400.').waitFor()
    const way = page.getByRole('region', { name: /On its way/ })
    await way.getByText('1 approved reply waits to leave').waitFor()
    await way.getByText('Nova, Fanvue: asked to wait').waitFor()
    // Nobody sends a reply again from here of which nobody knows whether it arrived.
    expect(await look.getByRole('button', { name: 'Try again' }).count()).toBe(1)

    await look.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('It is tried again now.').waitFor()
    await look.getByText('A reply could not be sent.').waitFor({ state: 'detached' })
    await world.settle()
    expect(refusing.heard).toHaveLength(1)
    expect(blind.heard).toHaveLength(1)
    const [sent] = refusing.heard
    const drafts = await world.draftRows()
    const words = drafts.map(({ id }) => `hello again, ${id.slice(-6)}`)
    expect(words).toContain(sent?.text)
    const noted = await world.store.db.select({ action: auditEvents.action }).from(auditEvents)
    expect(noted.map(({ action }) => action)).toContain('delivery.again')

    await look.getByRole('link', { name: 'Open' }).click()
    await page.getByRole('button', { name: 'It arrived' }).click()
    await page.goto('/health')
    await look.getByText('Nothing is stuck').waitFor()
    expect(complaints).toEqual([])
  })

  test('what is wrong with a connection leads to where it is put right, with no other advice', async () => {
    const world = await serveWorld()
    onTestFinished(() => world.close())
    const { tenantId, creatorId } = world
    const body = { token: `7000001:AAE-${'x'.repeat(31)}` }
    await world.ask(`/creators/${creatorId}/telegram`, { as: 'lee', method: 'PUT', body })
    const account = { tenantId, creatorId, isEnabled: true, canReply: true, connectedAt: world.now() }
    for (const [ownerId, ownerName] of Object.entries({ 1: 'Nova Vale', 2: 'Marta' })) {
      await noteBusinessAccount(world.deps, { ...account, ownerId, ownerName, connectionId: `bc_${ownerId}` })
    }
    const [bot] = (await world.ask('/health', { as: 'lee' })).body.data.connections
    const of = { tenantId, id: bot.id }
    await noteConnection(world.deps, { ...of, problem: 'Telegram does not accept this token.' })
    const { page, close } = await visit(world.origin, { as: 'lee' })
    onTestFinished(close)
    await page.goto('/health')
    const look = page.getByRole('region', { name: /Needs a look/ })
    const failing = look.locator('.health-row', { hasText: 'Telegram for Nova is not working' })
    await failing.getByText('Telegram does not accept this token.').waitFor()
    const asked = look.locator('.health-row', { hasText: 'A personal Telegram account needs a look' })
    await asked.getByText('Marta connected this bot to their Telegram account.').waitFor()
    expect(await look.getByText('Check its token').count()).toBe(0)
    expect(await failing.getByRole('link').getAttribute('href')).toBe('/settings?tab=telegram')
    await asked.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'It is Nova’s' }).waitFor()
  })

  test('of each channel it says how it is kept up to date, and by hand where nothing comes by itself', async () => {
    const world = await serveWorld()
    onTestFinished(() => world.close())
    const of = `/creators/${world.creatorId}`
    const body = { token: `7000001:AAE-${'x'.repeat(31)}` }
    await world.ask(`${of}/telegram`, { as: 'lee', method: 'PUT', body })
    await world.ask(`${of}/webhook`, { as: 'lee', method: 'PUT', body: {} })
    const { page, complaints, close } = await visit(world.origin, { as: 'lee' })
    onTestFinished(close)
    await page.goto('/health')
    const row = (name: string) => page.locator('.health-row', { hasText: name })
    await row('Telegram for Nova')
      .getByText(/Telegram keeps for a day/)
      .waitFor()
    await row('Webhook for Nova')
      .getByText(/has to send again what was not taken/)
      .waitFor()
    await page.getByText(/the newer counts, by the platform’s own clock/).waitFor()
    await world.ask(`${of}/webhook`, { as: 'lee', method: 'DELETE' })
    await row('Webhook for Nova').waitFor({ state: 'detached' })
    await row('Any other platform, by hand').getByRole('link').click()
    await page.getByRole('dialog').waitFor()
    expect(complaints).toEqual([])
  })

  test('what a person left is stuck no more', async () => {
    const { world } = await troubled()
    const { page, close } = await visit(world.origin, { as: 'lee' })
    onTestFinished(close)
    await page.goto('/health')
    const failed = page.locator('.health-row', { hasText: 'A reply could not be sent.' })
    await failed.getByRole('link', { name: 'Open' }).click()
    await page.getByRole('button', { name: 'Leave it' }).click()
    await page.getByText('Noted.').waitFor()
    await page.goto('/health')
    await page.getByText('Did this reply arrive? Nova, Telegram').waitFor()
    expect(await page.getByText('A reply could not be sent.').count()).toBe(0)
  })

  test.each([
    { at: 'on a desk', options: { colorScheme: 'light' as const } },
    { at: 'on a phone, dark, in French', options: { colorScheme: 'dark' as const, locale: 'fr-FR', ...PHONE } },
  ])('no barrier for assistive technology, and nothing runs off the side: $at', async ({ options }) => {
    const { world } = await troubled()
    const { page, close } = await visit(world.origin, { as: 'lee', ...options })
    onTestFinished(close)
    await page.goto('/health')
    await page.getByText(/Nova, Fanvue/).waitFor()
    expect(await axeProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  })
})
