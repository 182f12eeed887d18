import { describe, expect, onTestFinished, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { createOutside } from '../bot/node/outside.ts'
import { createEndpoints } from '../bot/webhooks/endpoints.ts'
import { noteArrival } from '../core/webhooks/note-arrival.ts'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { startReceiver } from './support/receiver.ts'
import { serveWorld } from './support/served.ts'

const LANGUAGES = {
  'en-GB': {
    setUp: 'Set up a webhook',
    url: 'Address of the endpoint',
    draft: 'a draft waits',
    save: 'Save',
    secret: /^Secret of what goes out/,
    test: 'Send a test',
    delivered: 'Delivered',
    again: 'Send again',
    show: 'Show',
    refused: 'Refused',
    off: 'Switch off',
  },
  'fr-FR': {
    setUp: 'Préparer un webhook',
    url: 'Adresse du programme',
    draft: 'un brouillon attend',
    save: 'Enregistrer',
    secret: /^Secret de ce qui part/,
    test: 'Envoyer un essai',
    delivered: 'Livré',
    again: 'Renvoyer',
    show: 'Montrer',
    refused: 'Refusé',
    off: 'Arrêter',
  },
} as const

describe.skipIf(whyNoBrowser)('the page of a creator’s webhook', () => {
  for (const [locale, words] of Object.entries(LANGUAGES)) {
    for (const width of [1440, 390]) {
      test(`sets one up, tries it, shows each delivery and sends one again: ${width} pixels wide, ${locale}`, async () => {
        const world = await serveWorld()
        onTestFinished(() => world.close())
        world.deps.endpoints = createEndpoints(createOutside(readEnv({ WEBHOOK_OWN_HOSTS: '127.0.0.1' })))
        const receiver = await startReceiver()
        const { page, complaints, close } = await visit(world.origin, {
          as: 'lee',
          locale,
          viewport: { width, height: 900 },
        })
        onTestFinished(close)
        await page.goto('/settings?tab=webhook')
        await page.getByRole('button', { name: words.setUp }).click()
        await page.getByLabel(words.url).fill(receiver.url)
        await page.getByLabel(words.draft).check()
        await page.getByRole('button', { name: words.save }).click()
        const secret = page.getByLabel(words.secret)
        await secret.waitFor()
        receiver.secret = await secret.inputValue()

        await page.getByRole('button', { name: words.test }).click()
        await page.getByText('endpoint.test').waitFor()
        await world.settle()
        await page.getByText(words.delivered, { exact: true }).waitFor()
        expect(receiver.heard.map(({ type }) => type)).toEqual(['endpoint.test'])
        await page.getByRole('button', { name: words.again }).press('Enter')
        await page.getByRole('button', { name: words.again }).waitFor({ state: 'detached' })
        await world.settle()
        await page.getByRole('button', { name: words.again }).waitFor()
        expect([receiver.requests.length, receiver.heard.length]).toEqual([2, 1])

        const connectionId = (await world.ask(`/creators/${world.creatorId}/webhook`, { as: 'lee' })).body.data.webhook
          .id
        const arrival = { tenantId: world.tenantId, creatorId: world.creatorId, connectionId, webhookId: 'm-1' }
        const problem = 'data.fan: is missing.'
        await noteArrival(world.deps, arrival, {
          event: 'fan.message',
          status: 'refused',
          answerCode: 400,
          problem,
          requestId: 'r-1',
        })
        world.deps.events.publish(world.tenantId, { kind: 'health', id: connectionId })
        await page.getByText(problem).waitFor()
        await page.getByLabel(words.show, { exact: true }).selectOption('troubled')
        await page.getByText('endpoint.test').waitFor({ state: 'detached' })
        await page.getByText(words.refused, { exact: true }).waitFor()
        await page.getByLabel(words.show, { exact: true }).selectOption('all')
        await page.getByText('endpoint.test').waitFor()
        expect(await axeProblems(page)).toEqual([])
        const isWithin = `[document.documentElement, ...document.querySelectorAll('main, .page')].every((part) => part.scrollWidth <= part.clientWidth)`
        expect(await page.evaluate(isWithin)).toBe(true)

        await page.getByRole('button', { name: words.off }).click()
        await page.getByRole('dialog').getByRole('button', { name: words.off }).click()
        await page.getByRole('button', { name: words.setUp }).waitFor()
        expect(complaints).toEqual([])
      })
    }
  }
})
