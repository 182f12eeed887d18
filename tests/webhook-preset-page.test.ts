import { describe, expect, onTestFinished, test } from 'vitest'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { serveWorld } from './support/served.ts'

const LANGUAGES = {
  'en-GB': {
    setUp: 'Set up a webhook',
    form: 'Events come in',
    becomes: 'a message of the fan',
    unused: 'It names no price, so there is nothing to keep of it.',
    tryIt: 'Try it with an event',
    paste: 'Paste an event, as the service sends it',
    tries: 'Try',
    refused: /It would be refused/,
    secret: 'Secret by which the service signs',
    accept: /I have read this/,
    use: 'Use this preset',
    back: 'Read our own form again',
    kept: /One is stored/,
    isOff: 'Souvenir’s own form is read again.',
  },
  'fr-FR': {
    setUp: 'Préparer un webhook',
    form: 'Les événements arrivent sous',
    becomes: 'un message du fan',
    unused: 'Il ne dit aucun prix : il n’y a rien à en garder.',
    tryIt: 'Essayer avec un événement',
    paste: 'Collez un événement tel que le service l’envoie',
    tries: 'Essayer',
    refused: /Il serait refusé/,
    secret: 'Secret avec lequel le service signe',
    accept: /J’ai lu cela/,
    use: 'Utiliser ce préréglage',
    back: 'Relire la forme de Souvenir',
    kept: /Un secret est gardé/,
    isOff: 'La forme de Souvenir est lue de nouveau.',
  },
} as const

const EVENT = {
  event: 'messages.received',
  account_id: 'acct_123',
  payload: {
    id: 1_000_006,
    text: '<p>hey &amp; hi</p>',
    createdAt: '2026-06-10T18:35:30+00:00',
    fromUser: { id: 1_000_005, name: 'Tom' },
  },
}

describe.skipIf(whyNoBrowser)('a preset for the events of a service', () => {
  for (const [locale, words] of Object.entries(LANGUAGES)) {
    for (const width of [1440, 390]) {
      test(`is chosen on the page, seen, tried on a pasted event, and only then switched on: ${width} pixels wide, ${locale}`, async () => {
        const world = await serveWorld()
        onTestFinished(() => world.close())
        const { page, complaints, close } = await visit(world.origin, {
          as: 'lee',
          locale,
          viewport: { width, height: 900 },
        })
        onTestFinished(close)
        const stored = async () =>
          (await world.ask(`/creators/${world.creatorId}/webhook`, { as: 'lee' })).body.data.webhook
        await page.goto('/settings?tab=webhook')
        await page.getByRole('button', { name: words.setUp }).click()
        await page.getByLabel(words.form, { exact: true }).selectOption('onlyfansapi-onlyfans')
        await page.getByText('messages.ppv.unlocked').waitFor()
        await page.getByText(words.becomes, { exact: true }).waitFor()
        await page.getByText(words.unused).first().waitFor()

        await page.getByText(words.tryIt).click()
        await page.getByLabel(words.paste).fill('{"event":"messages.received","payload":{}}')
        const tries = page.getByRole('button', { name: words.tries, exact: true })
        await tries.press('Enter')
        await page.getByText(words.refused).waitFor()
        await page.getByLabel(words.paste).fill('{"event":"subscriptions.new","payload":{}}')
        await tries.press('Enter')
        await page.getByRole('paragraph').getByText(words.unused).waitFor()
        await page.getByLabel(words.paste).fill(JSON.stringify(EVENT))
        await tries.press('Enter')
        await page.getByText('hey & hi').waitFor()
        await page.getByText('Tom (1000005)').waitFor()
        expect((await stored()).preset).toBeUndefined()

        const use = page.getByRole('button', { name: words.use })
        await page.getByLabel(words.secret).fill('partner-secret')
        expect(await use.isDisabled()).toBe(true)
        await page.getByLabel(words.accept).check()
        // What was accepted was the other one.
        await page.getByLabel(words.form, { exact: true }).selectOption('onlyfansapi-fansly')
        await page.getByText('fansly.tips.received').waitFor()
        expect(await page.getByLabel(words.accept).isChecked()).toBe(false)
        await page.getByLabel(words.form, { exact: true }).selectOption('onlyfansapi-onlyfans')
        await page.getByLabel(words.accept).check()
        expect(await axeProblems(page)).toEqual([])
        const isWithin = `[document.documentElement, ...document.querySelectorAll('main, .page')].every((part) => part.scrollWidth <= part.clientWidth)`
        expect(await page.evaluate(isWithin)).toBe(true)
        await use.press('Enter')
        await page.getByText(words.kept).waitFor()
        expect(await stored()).toMatchObject({ preset: 'onlyfansapi-onlyfans', hasPartnerSecret: true })

        await page.getByLabel(words.form, { exact: true }).selectOption('')
        await page.getByRole('button', { name: words.back }).press('Enter')
        await page.getByText(words.isOff).waitFor()
        expect((await stored()).preset).toBeUndefined()
        expect(complaints).toEqual([])
      })
    }
  }
})
