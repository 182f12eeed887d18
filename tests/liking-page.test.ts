import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { seedDemo } from '../core/demo/seed-demo.ts'
import { newId } from '../db/ids.ts'
import { insertOfferMade } from '../db/offers-made.ts'
import { insertPurchase } from '../db/purchases.ts'
import { inTenant } from '../db/scope.ts'
import { axeProblems, type Visit, visit, whyNoBrowser } from './support/browser.ts'
import { type ServedWorld, serveWorld } from './support/served.ts'

const SHOTS = process.env.SCREENSHOTS
const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

describe.skipIf(whyNoBrowser)('how a fan likes it, in a browser', () => {
  test('shows what was worked out and why; a person switches it off, sets a taste, and marks an offer declined', async () => {
    const { world, fanId } = await leo()
    const { page, complaints } = await kim(world)
    await page.goto(`/fans/${fanId}`)
    const liking = page.getByRole('region', { name: 'How Leo likes it' })
    await liking.getByText(/^Because \d+ of the \d+ replies of up to/).waitFor()
    await liking.getByText('Mood, hours and engagement').click()
    await liking.getByRole('img', { name: /positive, \d+ neutral and \d+ negative/ }).waitFor()
    await liking.getByRole('img', { name: /Messages by hour of the day/ }).waitFor()
    await liking.getByText('A rule holds instead').waitFor()
    await look(page, 'liking')
    await page.getByRole('button', { name: 'Stop following: Length' }).click()
    await page.getByRole('button', { name: 'Follow again: Length' }).waitFor()
    expect(await liking.getByText('Off', { exact: true }).count()).toBe(1)

    const tastes = page.getByRole('region', { name: 'What Leo likes' })
    await tastes.getByRole('button', { name: 'Change: photos' }).click()
    await tastes.getByLabel('How much, 0 to 100').fill('0')
    await look(page, 'liking-edit')
    await tastes.getByRole('button', { name: 'Save' }).click()
    await tastes.getByText('never offered', { exact: true }).waitFor()
    await tastes.getByText('Set by Kim.').waitFor()
    await tastes.getByRole('button', { name: 'Mark as declined: Morning run photo set' }).click()
    await tastes.getByRole('button', { name: 'Not declined: Morning run photo set' }).waitFor()
    expect(complaints).toEqual([])
  })

  test('a purchase is noted by hand, what the fan likes follows it, and it can be taken back', async () => {
    const world = await serveWorld()
    closing.push(() => world.close())
    const tom = await world.fan('Tom').writes('hi')
    const fanId = tom.kind === 'stored' ? tom.fanId : ''
    const { page, complaints } = await kim(world)
    await page.goto(`/fans/${fanId}`)
    const bought = page.getByRole('region', { name: /Bought/ })
    await bought.getByRole('button', { name: 'Add' }).click()
    await bought.getByLabel('What they bought').fill('a song for his mother')
    await bought.getByLabel('Category').selectOption('voice')
    await bought.getByLabel('Price').fill('12,50')
    const save = bought.getByRole('button', { name: 'Save' })
    await bought.getByLabel('Bought on').fill('2126-01-01')
    expect(await save.isDisabled()).toBe(true)
    await bought.getByLabel('Bought on').fill('2026-11-15')
    await look(page, 'purchase-form')
    await save.click()
    await bought.getByText('€12.50').waitFor()
    const likes = page.getByRole('region', { name: 'What Tom likes' })
    await likes.getByText('voice', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await bought.getByText('Nothing yet.').waitFor()
    await likes.getByText('voice', { exact: true }).waitFor({ state: 'detached' })
    expect(complaints).toEqual([])

    const tooSoon = { title: 'a clip', category: 'videos', amountMinor: 900, purchasedAt: '2126-01-01T12:00:00Z' }
    expect((await world.ask(`/fans/${fanId}/purchases`, { body: tooSoon })).body.error.message).toMatch(/yet to come/)
    const told = { fanId, title: 'a set', category: 'photos', amountMinor: 900, purchasedAt: world.now() }
    const id = newId()
    await inTenant(world.store, world.tenantId, (scope) => insertPurchase(scope, { ...told, id, externalId: 'sale-1' }))
    expect((await world.ask(`/purchases/${id}`, { method: 'DELETE' })).status).toBe(404)
  })

  test('speaks French, in the dark, on a phone', async () => {
    const { world, fanId } = await leo()
    const phone = { locale: 'fr-FR', colorScheme: 'dark' as const, viewport: { width: 390, height: 844 } }
    const { page } = await kim(world, phone)
    await page.goto(`/fans/${fanId}`)
    await page.getByRole('heading', { name: 'Ce qui plaît à Leo' }).waitFor()
    await page.getByText(/^Parce que \d+ des \d+ réponses/).waitFor()
    await page.getByText('Humeur, heures et engagement').click()
    await look(page, 'liking-fr-dark')
    await page.goto('/fans')
    await page.getByLabel('Seulement ceux qui s’éloignent').check()
    await page.getByText('Personne ne s’éloigne').waitFor()
    await look(page, 'fans-drifting-fr')
  })
})

async function leo() {
  const world = await serveWorld()
  closing.push(() => world.close())
  await seedDemo(world.deps, { tenantId: world.tenantId, now: world.now() })
  const { fans } = (await world.ask('/fans?search=leo', { as: 'lee' })).body.data
  const fanId = fans[0].id
  const { conversations } = (await world.ask(`/fans/${fanId}`, { as: 'lee' })).body.data
  const of = { fanId, conversationId: conversations[0].id, draftId: newId(), offerId: newId(), madeAt: world.now() }
  await inTenant(world.store, world.tenantId, (scope) =>
    insertOfferMade(scope, { ...of, id: newId(), title: 'Morning run photo set', category: 'photos' }),
  )
  await world.pass(24 * 3_600_000)
  return { world, fanId }
}

async function kim(world: ServedWorld, options: Parameters<typeof visit>[1] = {}): Promise<Visit> {
  const visited = await visit(world.origin, options)
  closing.push(() => visited.close())
  return visited
}

/** No barrier at desk or phone size, nothing wider than the phone; pictures for people who ask for them. */
async function look(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect(await axeProblems(page), `${name} at ${width}`).toEqual([])
    const widest = await page.evaluate('document.documentElement.scrollWidth')
    expect(widest, `${name} at ${width}`).toBeLessThanOrEqual(width)
    if (SHOTS) {
      await page.evaluate("document.querySelector('.strips')?.scrollIntoView({ block: 'start' })")
      await page.screenshot({ path: `${SHOTS}/${name}-${width}.png` })
    }
  }
}
