import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { axeProblems, type Visit, visit, whyNoBrowser } from './support/browser.ts'
import { type ServedWorld, serveWorld } from './support/served.ts'
import { recordingConnector } from './support/world.ts'

const SECOND = 1_000
const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

describe.skipIf(whyNoBrowser)('the queue, in a browser', () => {
  test('a draft is read and sent without a mouse, and the next one comes up', async () => {
    const { world, telegram } = await twoWaiting()
    const { page, complaints } = await kim(world)
    await page.goto('/queue')
    await heading(page, 'Mia').waitFor()
    await page.keyboard.press('j')
    await heading(page, 'Leo').waitFor()
    await page.keyboard.press('k')
    await heading(page, 'Mia').waitFor()
    const words = await page.locator('.draft-text').innerText()
    await page.keyboard.press('Shift+Enter')
    await heading(page, 'Leo').waitFor()
    await page.getByText('Leaving for Mia').waitFor()
    await page.keyboard.press('Enter')
    await page
      .getByRole('status')
      .filter({ hasText: /Leaves in|Leaving now/ })
      .waitFor()
    await world.pass(6 * SECOND)
    expect(telegram.sent).toHaveLength(2)
    expect(telegram.sent.find(({ address }) => address === 'chat-Mia')?.text).toBe(words)
    await page.getByRole('heading', { name: 'All answered' }).waitFor()
    expect(complaints).toEqual([])
  })

  test('an edit is kept as it is typed, shown as a difference, and sent as written', async () => {
    const { world, telegram } = await twoWaiting()
    const { page } = await kim(world)
    await page.goto('/queue')
    await heading(page, 'Mia').waitFor()
    await page.keyboard.press('e')
    const area = page.getByLabel('Your reply to Mia')
    await area.fill('my own words, jk and all')
    await page.getByText('Saved', { exact: true }).waitFor()
    expect(await page.locator('ins').allInnerTexts()).not.toEqual([])
    const [draft] = await world.drafts()
    expect((await world.card(draft?.id ?? '')).halfWritten).toMatchObject([
      { name: 'Kim', text: 'my own words, jk and all' },
    ])
    // Keys mean letters while one types: nothing was sent, put aside or refused by the j, k, x and h above.
    await area.press('Control+Enter')
    await page.getByText(/Leaves in|Leaving now/).waitFor()
    await world.pass(6 * SECOND)
    expect(telegram.sent.map(({ text }) => text)).toEqual(['my own words, jk and all'])
    await page.getByText(/Sent .* by Kim, edited/).waitFor()
  })

  test('a half-written edit survives a closed browser', async () => {
    const { world } = await twoWaiting()
    const first = await kim(world)
    await first.page.goto('/queue')
    await heading(first.page, 'Mia').waitFor()
    await first.page.keyboard.press('e')
    await first.page.getByLabel('Your reply to Mia').fill('half a sen')
    await first.page.getByText('Saved', { exact: true }).waitFor()
    await first.close()
    const again = await kim(world)
    await again.page.goto('/queue')
    await again.page.getByRole('button', { name: 'Continue writing' }).click()
    expect(await again.page.getByLabel('Your reply to Mia').inputValue()).toBe('half a sen')
  })

  test('a yes is taken back with one key, and nothing leaves', async () => {
    const { world, telegram } = await twoWaiting()
    const { page } = await kim(world)
    await page.goto('/queue')
    await heading(page, 'Mia').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(/Leaves in|Leaving now/).waitFor()
    await page.keyboard.press('z')
    await page.getByText('Taken back. It waits again.').waitFor()
    await page.getByRole('button', { name: 'Send' }).waitFor()
    await world.pass(60 * SECOND)
    expect(telegram.sent).toEqual([])
  })

  test('put aside, and no reply with a reason, by keyboard', async () => {
    const { world } = await twoWaiting()
    const { page } = await kim(world)
    await page.goto('/queue')
    await heading(page, 'Mia').waitFor()
    // Typed as fast as a chatter does who knows the menu by heart.
    await page.evaluate(() => {
      const press = (key: string) =>
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      press('h')
      press('2')
    })
    await page.getByText('Put aside until', { exact: false }).first().waitFor()
    await page.keyboard.press('k')
    await heading(page, 'Leo').waitFor()
    await page.keyboard.press('x')
    await page.getByRole('menuitem', { name: 'Bad moment' }).click()
    await page.getByText('No reply for Leo').waitFor()
    const [held, rejected] = await world.draftRows()
    expect(await world.card(held?.id ?? '')).toMatchObject({ state: 'held', fan: { name: 'Mia' } })
    expect(await world.card(rejected?.id ?? '')).toMatchObject({ state: 'rejected', reason: 'bad-moment' })
  })

  test('the fan writes while the draft is read: it is overtaken, the new words stand out, and the new draft answers both', async () => {
    const { world, mia, telegram } = await twoWaiting()
    const { page } = await kim(world)
    await page.goto('/queue')
    await heading(page, 'Mia').waitFor()
    await page.locator('.bubble').first().waitFor()
    await mia.writes('wait, I have news')
    await page.getByRole('button', { name: 'Read the new message' }).waitFor()
    expect(await page.locator('.bubble.is-new').innerText()).toContain('wait, I have news')
    await page.keyboard.press('Enter')
    await world.pass(9 * SECOND)
    await page.getByRole('button', { name: 'Send' }).waitFor()
    expect(telegram.sent).toEqual([])
    expect(await page.locator('.bubble.is-new').count()).toBe(1)
  })

  test('two browsers: the second sees a decision at once, and who has what open', async () => {
    const { world } = await twoWaiting()
    const one = await kim(world)
    const two = await person(world, 'lee')
    await one.page.goto('/queue')
    await two.page.goto('/queue')
    await heading(one.page, 'Mia').waitFor()
    await heading(two.page, 'Mia').waitFor()
    await one.page.keyboard.press('e')
    await one.page.getByLabel('Your reply to Mia').fill('Kim was here')
    await one.page.getByText('Saved', { exact: true }).waitFor()
    await two.page.getByText(/Kim is editing in the console\. [12]:\d\d/).waitFor()
    await two.page.getByRole('button', { name: 'Take over', exact: false }).first().click()
    await two.page.getByText('Kim left this half written:').waitFor()
    await two.page.getByRole('button', { name: 'Go on from this' }).click()
    expect(await two.page.getByLabel('Your reply to Mia').inputValue()).toBe('Kim was here')
    // Kim hears of it without touching a key, and keeps the words.
    await one.page.getByText('Lee took this over.', { exact: false }).waitFor()
    expect(await one.page.getByLabel('Your reply to Mia').inputValue()).toBe('Kim was here')
    await two.page.getByLabel('Your reply to Mia').press('Control+Enter')
    await one.page.getByText(/Leaves in|Leaving now/).waitFor()
  })

  test('when nobody knows whether it arrived, a person is asked and the answer is kept', async () => {
    const { world, telegram } = await twoWaiting()
    telegram.answers.push({ kind: 'unknown', problem: 'The connection broke.' })
    const { page } = await kim(world)
    await page.goto('/queue')
    await heading(page, 'Mia').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(/Leaves in|Leaving now/).waitFor()
    await world.pass(6 * SECOND)
    await page.getByRole('heading', { name: 'Did this arrive?' }).waitFor()
    await page.getByRole('button', { name: 'It arrived' }).click()
    await page.getByText(/Sent .* by Kim/).waitFor()
    expect((await world.deliveryRows()).map(({ status }) => status)).toEqual(['sent'])
  })

  test('words that break a rule are marked where they stand and leave only after they were read', async () => {
    const { world, telegram } = await twoWaiting()
    const { page } = await kim(world)
    await page.goto('/queue')
    await heading(page, 'Mia').waitFor()
    await page.keyboard.press('e')
    const area = page.getByLabel('Your reply to Mia')
    await area.fill("let's meet for a coffee tomorrow")
    await page.getByRole('button', { name: 'Keep', exact: true }).click()
    await page.locator('.is-warned-stop').first().waitFor()
    // While an edit is on its way no key decides: what is on the screen is not yet what would leave.
    await area.waitFor({ state: 'hidden' })
    const send = page.locator('button:enabled', { hasText: /^Send/ })
    await send.waitFor()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Read this before it goes' })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await world.pass(60 * SECOND)
    expect(telegram.sent).toEqual([])
    await send.waitFor()
    await page.keyboard.press('Enter')
    expect(await axeProblems(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Send anyway' }).click()
    await page.getByText(/Leaves in|Leaving now/).waitFor()
    await world.pass(6 * SECOND)
    expect(telegram.sent.map(({ text }) => text)).toEqual(["let's meet for a coffee tomorrow"])
  })

  test('any conversation is found by name, and the keys are told on request', async () => {
    const { world } = await twoWaiting()
    const { page } = await kim(world)
    await page.goto('/queue')
    await heading(page, 'Mia').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('leo')
    await page.getByRole('heading', { name: 'Conversations' }).waitFor()
    await page.getByRole('link', { name: /Leo/ }).click()
    await heading(page, 'Leo').waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    expect(await axeProblems(page)).toEqual([])
  })

  test('on a phone: a list, then one conversation with its bar, and back', async () => {
    const { world, telegram } = await twoWaiting()
    const { page } = await kim(world, PHONE)
    await page.goto('/queue')
    await page.getByRole('link', { name: /Leo/ }).tap()
    await heading(page, 'Leo').waitFor()
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false)
    for (const name of ['Send', 'Edit', 'Other', 'Later', 'No reply']) {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox()
      expect(box?.height, name).toBeGreaterThanOrEqual(44)
      expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(390)
    }
    await page.getByRole('button', { name: 'Send', exact: true }).tap()
    await page.getByText(/Leaves in|Leaving now/).waitFor()
    await world.pass(6 * SECOND)
    expect(telegram.sent).toHaveLength(1)
    await page.getByRole('link', { name: 'Back' }).tap()
    await page.getByRole('heading', { name: 'Queue' }).waitFor()
  })

  test('the language is one tap away and kept', async () => {
    const { world } = await twoWaiting()
    const { page } = await kim(world)
    await page.goto('/queue')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitemradio', { name: 'Français' }).click()
    await page.getByRole('button', { name: 'Envoyer' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Envoyer' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('fr')
  })

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('nobody is kept out: %s, %i pixels wide', async (colorScheme, width) => {
    const { world } = await twoWaiting()
    const { page, complaints } = await kim(world, { ...(width === 390 ? PHONE : {}), colorScheme })
    await page.goto('/queue')
    await page.locator('.queue-row').first().waitFor()
    expect(await axeProblems(page)).toEqual([])
    const [draft] = await world.drafts()
    await page.goto(`/conversations/${draft?.conversationId}`)
    await page.locator('.bubble').first().waitFor()
    await page.locator('.draft-text').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.locator('.editor-area').fill('other words')
    expect(await axeProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect(complaints).toEqual([])
  })
})

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** Mia wrote first, then Leo: two drafts wait. */
async function twoWaiting() {
  const telegram = recordingConnector()
  const world = await serveWorld({ connectors: [telegram.connector] })
  closing.push(() => world.close())
  const mia = world.fan('Mia', 'telegram')
  await mia.writes('hi Nova, how was the beach?')
  await world.pass(20 * SECOND)
  await world.fan('Leo', 'telegram').writes('good evening from Lisbon')
  await world.pass(20 * SECOND)
  return { world, mia, telegram }
}

const kim = (world: ServedWorld, options: Parameters<typeof visit>[1] = {}) => person(world, 'kim', options)

async function person(world: ServedWorld, as: string, options: Parameters<typeof visit>[1] = {}): Promise<Visit> {
  const opened = await visit(world.origin, { as, ...options })
  closing.push(opened.close)
  return opened
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true, level: 1 })
