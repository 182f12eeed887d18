import { describe, expect, onTestFinished, test } from 'vitest'
import { manualConnector } from '../bot/manual/deliver.ts'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { serveWorld } from './support/served.ts'

const SECOND = 1_000
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const SHOTS = process.env.SCREENSHOTS

describe.skipIf(whyNoBrowser)('what a person copied out of a chat, in a browser', () => {
  test('becomes a fan and a draft, after the person saw whose words each are; a longer copy adds what is new', async () => {
    const { world, page, complaints } = await desk()
    await page.goto('/fans')
    await page.getByRole('button', { name: 'Paste what a fan wrote' }).click()
    const dialog = page.getByRole('dialog', { name: 'Paste what a fan wrote' })
    const name = dialog.getByLabel('Name of the fan')
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true)
    await name.fill('Tom')
    await dialog.getByLabel('Where they wrote').fill('OnlyFans')
    const words = dialog.getByLabel('What they wrote')
    await words.fill('2026-11-17 18:35 - Tom: hi\n2026-11-17 18:36 - Ana: me too')
    await dialog.getByRole('alert').getByText('Ana', { exact: false }).waitFor()
    expect(await dialog.getByRole('button', { name: 'Keep it' }).isDisabled()).toBe(true)
    const block =
      '2026-11-17 18:35 - Tom: hi Nova\n2026-11-17 18:36 - Nova: hi Tom\n2026-11-17 18:40 - Tom: how is Miso?'
    await words.fill(block)
    await dialog.getByText('3 new messages. Tom is new here.').waitFor()
    expect(await dialog.locator('.bubble-us').allInnerTexts()).toEqual([expect.stringContaining('hi Tom')])
    expect(await axeProblems(page)).toEqual([])
    // A browser in Paris pastes, and reads what it pasted.
    await dialog.getByText('Tom · 18:40', { exact: false }).waitFor()
    await shot('new')
    await words.press('ControlOrMeta+Enter')
    await page.getByText('Kept 3 messages.').waitFor()
    await page.waitForURL('**/conversations/*')
    await page.getByRole('heading', { name: 'Tom', level: 1 }).waitFor()
    await page.getByRole('region', { name: 'Conversation with Tom' }).getByText('how is Miso?').waitFor()
    await world.pass(2 * SECOND)
    expect(await world.drafts()).toHaveLength(1)

    await page.getByRole('button', { name: 'Paste what Tom wrote' }).click()
    const again = page.getByRole('dialog', { name: 'Paste what Tom wrote' }).getByLabel('What they wrote')
    expect(await again.evaluate((field) => field === document.activeElement)).toBe(true)
    await again.fill(block)
    await page.getByText('All of this is here already.').waitFor()
    expect(await page.getByRole('button', { name: 'Keep it' }).isDisabled()).toBe(true)
    await again.fill(`${block}\n2026-11-17 18:45 - Tom: and you?`)
    await page.getByText('1 new message. 3 were here already.').waitFor()
    await shot('more')
    await page.getByRole('button', { name: 'Keep it' }).click()
    await page.getByText('Kept 1 message. 3 were here already.').waitFor()
    await page.getByRole('region', { name: 'Conversation with Tom' }).getByText('and you?').waitFor()
    expect(complaints.filter((complaint) => !complaint.includes('400'))).toEqual([])

    async function shot(which: string) {
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/paste-${which}-1440.png` })
    }
  })

  test('a fan known under that name and place is found again, Escape keeps nothing, and it fits a phone', async () => {
    const { world, page } = await desk(PHONE)
    const pasted = { platform: 'OnlyFans', name: 'Tom', text: 'my dog Bruno ate my shoes' }
    const { conversationId, fanId } = (await world.ask('/pasted-messages', { body: pasted })).body.data
    await page.goto('/queue')
    await page.getByRole('button', { name: 'Paste what a fan wrote' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name of the fan').fill('tom')
    await dialog.getByLabel('Where they wrote').fill('onlyfans')
    const words = dialog.getByLabel('What they wrote')
    await words.fill('are you there?')
    await dialog.getByText('1 new message. tom is known here.').waitFor()
    expect(await axeProblems(page)).toEqual([])
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/paste-known-390.png` })
    await words.fill(pasted.text)
    await dialog.getByRole('link', { name: 'Open the conversation' }).waitFor()
    await words.fill('are you there?')
    await dialog.getByText('1 new message.', { exact: false }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await world.messagesOf(fanId)).toHaveLength(1)
    await page.goto(`/conversations/${conversationId}`)
    await page.getByRole('button', { name: 'Paste what Tom wrote' }).waitFor()
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/paste-talk-390.png` })
    await page.goto(`/fans/${fanId}`)
    await page.getByRole('button', { name: 'Paste what Tom wrote' }).click()
    await dialog.getByLabel('What they wrote').fill('are you there?')
    await dialog.getByText('1 new message.').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/paste-fan-390.png` })
    await dialog.getByRole('button', { name: 'Keep it' }).click()
    await page.getByRole('region', { name: 'History' }).getByText('are you there?').waitFor()
  })
})

async function desk(options: Parameters<typeof visit>[1] = {}) {
  const world = await serveWorld({ connectors: [manualConnector] })
  const { page, complaints, close } = await visit(world.origin, options)
  onTestFinished(async () => {
    await close()
    await world.close()
  })
  return { world, page, complaints }
}
