import { describe, expect, onTestFinished, test } from 'vitest'
import { noteBusinessAccount } from '../core/business/note-account.ts'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { type ServedWorld, serveWorld } from './support/served.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** Nova's bot is known, and two people connected it to accounts of their own. */
async function connected(): Promise<ServedWorld & { path: string }> {
  const world = await serveWorld()
  onTestFinished(() => world.close())
  const { tenantId, creatorId } = world
  const path = `/creators/${creatorId}/telegram`
  const body = { token: `7000001:AAE-${'x'.repeat(31)}`, reviewChatId: '-1001234567890' }
  await world.ask(path, { as: 'lee', method: 'PUT', body })
  for (const [ownerId, ownerName] of [
    ['1', 'Nova Vale'],
    ['2', 'Marta'],
  ] as const) {
    const about = { connectionId: `bc_${ownerId}`, ownerId, ownerName, connectedAt: world.now() }
    await noteBusinessAccount(world.deps, { tenantId, creatorId, isEnabled: true, canReply: true, ...about })
  }
  return { ...world, path }
}

describe.skipIf(whyNoBrowser)('the Telegram page', () => {
  test('shows the review groups that are stored, takes more of them, and none when the field is emptied', async () => {
    const world = await connected()
    const { page, complaints, close } = await visit(world.origin, { as: 'lee' })
    onTestFinished(close)
    await page.goto('/settings?tab=telegram')
    const groups = page.getByLabel('Review groups')
    await groups.waitFor()
    expect(await groups.inputValue()).toBe('-1001234567890')
    // Who is connected already reads no more how one begins.
    expect(await page.getByText('In five minutes').count()).toBe(0)
    const stored = async () => (await world.ask(world.path, { as: 'lee' })).body.data.telegram.reviewChatId
    const both = '-1001234567890, -1009876543210'
    for (const value of [both, both, '']) {
      await groups.fill(value)
      await page.getByLabel('Who may decide').fill('40000001')
      await page.getByRole('button', { name: 'Save' }).click()
      // The field of those who are added is empty again once all is stored.
      await expect.poll(() => page.getByLabel('Who may decide').inputValue(), { timeout: 45_000 }).toBe('')
      expect((await stored()) ?? '').toBe(value)
    }
    expect(complaints).toEqual([])
  })

  test('disconnecting asks first, and says what goes', async () => {
    const world = await connected()
    const { page, close } = await visit(world.origin, { as: 'lee' })
    onTestFinished(close)
    await page.goto('/settings?tab=telegram')
    const open = page.getByRole('button', { name: 'Disconnect' })
    const dialog = page.getByRole('dialog', { name: 'Disconnect Telegram?' })
    await open.click()
    await dialog.getByText('have to be pasted again').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect((await world.ask(world.path, { as: 'lee' })).body.data.telegram).toBeDefined()
    await open.click()
    await dialog.getByRole('button', { name: 'Disconnect' }).click()
    await page.getByText('No bot is connected for Nova.').waitFor()
    expect((await world.ask(world.path, { as: 'lee' })).body.data.telegram).toBeUndefined()
  })

  test.each([
    { at: 'on a desk', options: {}, not: 'Not ours' },
    {
      at: 'on a phone, dark, in French',
      options: { ...PHONE, colorScheme: 'dark', locale: 'fr-FR' },
      not: 'Pas à nous',
    },
  ] as const)('both answers to an account nobody knows stand side by side: $at', async ({ options, not }) => {
    const world = await connected()
    const { page, close } = await visit(world.origin, { as: 'lee', ...options })
    onTestFinished(close)
    await page.goto('/settings?tab=telegram')
    const row = page.locator('.health-row', { hasText: 'Marta' })
    await row.waitFor()
    const buttons = row.getByRole('button')
    expect(await buttons.count()).toBe(2)
    const [first, second] = await Promise.all([buttons.nth(0).boundingBox(), buttons.nth(1).boundingBox()])
    expect(second?.y).toBe(first?.y)
    expect(await axeProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await row.getByRole('button', { name: not }).click()
    await row.getByRole('button', { name: not }).waitFor({ state: 'detached' })
  })
})
