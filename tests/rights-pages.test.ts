import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { serveWorld } from './support/served.ts'

const SECOND = 1_000
const DAY = 24 * 3_600_000
const SHOTS = process.env.SCREENSHOTS

describe.skipIf(whyNoBrowser)('the rights of fans, in a browser', () => {
  test('an owner forgets a fan: what goes and what stays, how far it is, and a receipt to keep', async () => {
    const { world, page, complaints } = await house()
    const tom = await world.fan('Tom').writes('my dog Bruno is ill')
    await world.pass(9 * SECOND)
    if (tom.kind !== 'stored') throw new Error('not stored')
    await page.goto(`/fans/${tom.fanId}`)
    await page.getByRole('heading', { name: 'Tom', exact: true }).waitFor()
    await page.locator('.fan-head').getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Forget this fan' }).click()
    await page.getByRole('heading', { name: 'Forget Tom for good?' }).waitFor()
    await look(page, 'forget')
    await page.getByRole('button', { name: 'Forget this fan' }).click()
    await page.getByRole('heading', { name: 'Being forgotten' }).waitFor()
    await world.settle()
    await page.getByRole('heading', { name: 'Forgotten' }).waitFor()
    await look(page, 'forgotten')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Receipt' }).click(),
    ])
    const receipt = JSON.parse(await readFile(await download.path(), 'utf8'))
    expect(receipt).toMatchObject({ format: 'souvenir.erasure-receipt', askedBy: 'Lee', receipt: { messages: 1 } })
    expect(JSON.stringify(receipt)).not.toMatch(/Tom|Bruno/)
    await page.getByRole('link', { name: 'To the fans' }).click()
    await page.getByRole('heading', { name: 'Fans', exact: true }).waitFor()
    expect(await page.getByText('Tom').count()).toBe(0)
    // The page of a fan who is gone is gone: that is no fault.
    expect(complaints.filter((words) => !words.includes('404'))).toEqual([])
  })

  test('what fans asked stands with its clock until somebody saw to it, and the silent with their day', async () => {
    const { world, page } = await house()
    await world.fan('Ray').writes('hello')
    await world.pass(715 * DAY)
    await world.fan('Mia').writes('/forget')
    const leo = await world.fan('Leo').writes('/data')
    await world.fan('Ana').writes('/memory off')
    await world.pass(9 * SECOND)
    await page.goto('/rights')
    await page.getByText('Mia is to be forgotten').waitFor()
    await page.getByText('Leo asks for a copy of their data').waitFor()
    await look(page, 'rights')
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByLabel('Why').fill('A bill of his is still open.')
    await look(page, 'keep')
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click()
    await page.getByText('Nobody will be forgotten').waitFor()
    await page.getByRole('button', { name: 'Erase now' }).click()
    // Mia stood there before, too: what tells that the server heard is that it begins.
    await page.getByText('It begins now.').waitFor()
    await world.settle()
    await page.getByText('Asked by the fan, done').waitFor()
    if (leo.kind === 'stored') await page.goto(`/fans/${leo.fanId}`)
    await page.getByText('Leo asks for a copy of their data').waitFor()
    await look(page, 'fan-with-request')
    await page.goto('/rights')
    const open = page.getByRole('button', { name: 'Done' })
    await open.nth(1).waitFor()
    await open.first().click()
    await open.nth(1).waitFor({ state: 'detached' })
    await open.first().click()
    await page.getByText('Nobody waits for anything').waitFor()
  })

  test('speaks French', async () => {
    const { world, page } = await house()
    await world.fan('Mia').writes('/oublier')
    await page.goto('/rights')
    await page.getByRole('heading', { name: 'Rights of fans' }).waitFor()
    await page.evaluate("localStorage.setItem('souvenir.language', 'fr')")
    await page.reload()
    await page.getByText('Mia est à oublier').waitFor()
    await look(page, 'rights-fr')
  })
})

async function house() {
  const world = await serveWorld()
  const { page, complaints, close } = await visit(world.origin, { as: 'lee', acceptDownloads: true })
  onTestFinished(async () => {
    await close()
    await world.close()
  })
  return { world, page, complaints }
}

/** No barrier at desk or phone size, nothing wider than the phone; pictures for people who ask for them. */
async function look(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect(await axeProblems(page), `${name} at ${width}`).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth'), `${name} at ${width}`).toBeLessThanOrEqual(
      width,
    )
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${width}.png` })
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}
