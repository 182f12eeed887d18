import { describe, expect, onTestFinished, test } from 'vitest'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { serveWorld } from './support/served.ts'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const TOKEN = `MTA1${'x'.repeat(20)}.Gh1234.${'y'.repeat(38)}`
const WORDS = {
  en: {
    none: 'No bot is connected for Nova.',
    token: 'Token of the bot',
    channel: 'Review channel',
    people: 'Who may decide',
    threads: 'A thread for each fan, named by an alias',
    connect: 'Connect',
    kept: 'A token is stored.',
    test: 'Save and test',
    disconnect: 'Disconnect',
    ask: 'Disconnect Discord?',
  },
  fr: {
    none: 'Aucun bot n’est connecté pour Nova.',
    token: 'Jeton du bot',
    channel: 'Salon de relecture',
    people: 'Qui peut décider',
    threads: 'Un fil par fan, nommé par un alias',
    connect: 'Connecter',
    kept: 'Un jeton est gardé.',
    test: 'Garder et tester',
    disconnect: 'Déconnecter',
    ask: 'Déconnecter Discord ?',
  },
} as const

describe.skipIf(whyNoBrowser)('the Discord page', () => {
  test.each([
    { at: 'on a desk', language: 'en', options: {} },
    { at: 'on a phone, dark', language: 'en', options: { ...PHONE, colorScheme: 'dark' } },
    { at: 'on a desk, in French, dark', language: 'fr', options: { locale: 'fr-FR', colorScheme: 'dark' } },
    { at: 'on a phone, in French', language: 'fr', options: { ...PHONE, locale: 'fr-FR' } },
  ] as const)('connects a bot by the keyboard alone, and lets it go again: $at', async ({ language, options }) => {
    const world = await serveWorld()
    onTestFinished(() => world.close())
    const words = WORDS[language]
    const stored = async () =>
      (await world.ask(`/creators/${world.creatorId}/discord`, { as: 'lee' })).body.data.discord
    const { page, complaints, close } = await visit(world.origin, { as: 'lee', ...options })
    onTestFinished(close)
    const isFine = async () => {
      expect(await axeProblems(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    }
    await page.goto('/settings?tab=discord')
    await page.getByText(words.none).waitFor()
    // Without a token there is nothing to connect.
    expect(await page.getByRole('button', { name: words.connect, exact: true }).isDisabled()).toBe(true)
    await isFine()
    await page.getByLabel(words.token).focus()
    await page.keyboard.type(TOKEN)
    await page.keyboard.press('Tab')
    await page.keyboard.type('1290000000000000001')
    await page.keyboard.press('Tab')
    await page.keyboard.type('220000000000000001, 220000000000000002')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText(words.kept, { exact: false }).waitFor()
    expect(await stored()).toMatchObject({ reviewChannelId: '1290000000000000001', threadPerFan: true })
    expect(await page.getByLabel(words.threads).isChecked()).toBe(true)
    expect(await page.getByLabel(words.channel).inputValue()).toBe('1290000000000000001')
    expect(await page.content()).not.toContain(TOKEN)
    await page.getByRole('button', { name: words.test }).waitFor()
    await isFine()
    await page.getByRole('button', { name: words.disconnect }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: words.ask })
    await dialog.waitFor()
    await isFine()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await stored()).toBeDefined()
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: words.disconnect }).click()
    await page.getByText(words.none).waitFor()
    expect(await stored()).toBeUndefined()
    expect(complaints).toEqual([])
  })
})
