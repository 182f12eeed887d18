import { describe, expect, onTestFinished, test } from 'vitest'
import { visit, whyNoBrowser } from './support/browser.ts'
import { serveWorld } from './support/served.ts'

describe.skipIf(whyNoBrowser)('an address that leads nowhere, in a browser', () => {
  test.each([
    ['mistyped', '/conversations/nothing'],
    ['of nobody', '/conversations/0190b3a0-0000-7000-8000-000000000000'],
    ['mistyped, of a fan', '/fans/nothing'],
    ['of a fan who is not here', '/fans/0190b3a0-0000-7000-8000-000000000000'],
    ['of no room', '/nothing'],
  ])('an address that is %s says that nothing is there, and leads back', async (_what, address) => {
    const world = await serveWorld()
    onTestFinished(() => world.close())
    await world.fan('Leo', 'telegram').writes('good evening from Lisbon')
    await world.pass(20_000)
    const { page, close } = await visit(world.origin, { viewport: { width: 390, height: 844 }, hasTouch: true })
    onTestFinished(close)
    await page.goto(address)
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    await page.getByRole('link', { name: 'Go to the queue' }).click()
    await page.getByRole('link', { name: /Leo/ }).waitFor()
  })
})
