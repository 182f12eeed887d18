import { readFile } from 'node:fs/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { seedDemo } from '../core/demo/seed-demo.ts'
import { newId } from '../db/ids.ts'
import { insertPreference } from '../db/preferences.ts'
import { inTenant } from '../db/scope.ts'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { serveWorld } from './support/served.ts'

const SECOND = 1_000
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

describe.skipIf(whyNoBrowser)('the console’s other rooms, in a browser', () => {
  test('a newcomer plays a fan, edits and sends the draft, sees the edit remembered, and takes the fan home as JSON', async () => {
    const world = await serveWorld()
    const { page, complaints, close } = await visit(world.origin, { as: 'lee', acceptDownloads: true })
    onTestFinished(async () => {
      await close()
      await world.close()
    })
    await page.goto('/try')
    await page.getByLabel('Name').fill('Mia')
    await page.getByLabel('Write a message').or(page.getByLabel('Write as Mia')).fill('my dog Bruno ate my shoes')
    await page.getByRole('button', { name: 'Send as the fan' }).click()
    await page.getByRole('log').getByText('my dog Bruno ate my shoes').waitFor()
    await world.pass(2 * SECOND)
    const draft = page.getByLabel('The draft. Change what you like.')
    await draft.waitFor()
    expect(await draft.inputValue()).not.toBe('')
    await draft.fill('oh no. tell Bruno I am disappointed. which shoes?')
    await page.getByRole('button', { name: 'Send your words' }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    const phone = page.getByRole('log')
    expect(await phone.getByText('tell Bruno').count()).toBe(0)
    await world.pass(6 * SECOND)
    await phone.getByText('tell Bruno I am disappointed').waitFor()
    await page.getByText('Mia has it, once.').waitFor()
    await page.getByText('Your change is kept beside the draft').waitFor()

    await page.getByRole('link', { name: 'See what is known of Mia' }).click()
    await page.getByRole('heading', { name: 'Mia', level: 1 }).waitFor()
    await page.getByText('changed and approved by Lee').waitFor()
    await page.getByText('What was changed').click()
    await page.locator('ins', { hasText: 'disappointed' }).first().waitFor()
    await page.getByText('has a dog called Bruno').waitFor()

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ])
    const file = JSON.parse(await readFile(await download.path(), 'utf8'))
    expect(file).toMatchObject({ format: 'souvenir.fan', fan: { name: 'Mia' } })
    expect(JSON.stringify(file)).toContain('tell Bruno I am disappointed')
    expect(complaints).toEqual([])
  })

  test('on the fan page a fact is told, corrected, pinned and forgotten, and a rule is taken and ended', async () => {
    const world = await serveWorld()
    const received = await world.fan('Tom').writes('hi')
    const { page, close } = await visit(world.origin)
    onTestFinished(async () => {
      await close()
      await world.close()
    })
    await page.goto(`/fans/${received.kind === 'stored' ? received.fanId : ''}`)
    const known = page.getByRole('region', { name: /What is known/ })
    await known.getByRole('button', { name: 'Add' }).click()
    await known.getByLabel('What to remember').fill('has a dog called Brno')
    await page.keyboard.press('Enter')
    await known.getByRole('button', { name: 'Correct: has a dog called Brno' }).click()
    await known.getByLabel('What to remember').fill('has a dog called Bruno')
    await known.getByRole('button', { name: 'Save' }).click()
    await known.getByRole('button', { name: 'More for: has a dog called Bruno' }).click()
    await page.getByRole('menuitem', { name: /^Pin/ }).click()
    await known.getByText('Pinned').waitFor()
    await known.getByRole('button', { name: 'More for: has a dog called Bruno' }).click()
    await page.getByRole('menuitem', { name: 'Forget' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Forget' }).click()
    await page.getByText(/Forgotten at .*with its earlier versions/).waitFor()
    await known.getByText('Nothing is known of Tom yet').waitFor()

    const rules = page.getByRole('region', { name: /Rules for drafts/ })
    await rules.getByRole('button', { name: 'Add' }).click()
    await rules.getByLabel('Rule').fill('two sentences at most')
    await page.keyboard.press('Enter')
    await rules.getByRole('button', { name: 'End: two sentences at most' }).click()
    await page.getByText('This rule no longer holds.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await rules.getByText('two sentences at most').waitFor()
  })

  test('a rule for every fan is set in Settings, and a proposed one is taken', async () => {
    const world = await serveWorld()
    const at = world.now()
    await inTenant(world.store, world.tenantId, (scope) =>
      insertPreference(scope, {
        id: newId(),
        creatorId: world.creatorId,
        fanId: null,
        kind: 'length',
        rule: 'two sentences at most',
        status: 'proposed',
        author: 'Souvenir',
        createdAt: at,
        updatedAt: at,
      }),
    )
    const { page, close } = await visit(world.origin, { as: 'lee' })
    onTestFinished(async () => {
      await close()
      await world.close()
    })
    await page.goto('/settings?tab=rules')
    const rules = page.getByRole('region', { name: /Rules for every fan/ })
    await rules.getByText('No rules for everyone yet.').waitFor()
    await page.getByText('Proposed for every fan: two sentences at most').waitFor()
    await page.getByRole('button', { name: 'Yes, with everyone' }).click()
    await rules.getByRole('button', { name: 'End: two sentences at most' }).click()
    await rules.getByText('No rules for everyone yet.').waitFor()
    await rules.getByRole('button', { name: 'Add' }).click()
    await rules.getByLabel('Rule').fill('never name the town')
    await page.keyboard.press('Enter')
    await rules.getByText('Holds for every fan').waitFor()
    await rules.getByRole('button', { name: 'End: never name the town' }).click()
    await rules.getByText('No rules for everyone yet.').waitFor()
  })

  test('Health proves that nothing leaves by itself, and the demo goes with one click and comes back', async () => {
    const world = await serveWorld()
    await seedDemo(world.deps, { tenantId: world.tenantId, now: world.now() })
    const { page, complaints, close } = await visit(world.origin, { as: 'lee' })
    onTestFinished(async () => {
      await close()
      await world.close()
    })
    await page.goto('/health')
    await page.getByText('12 other roads to a fan were tried').waitFor()
    await page.getByText('What was tried').click()
    await page.getByText('Words changed after the yes').waitFor()
    await page.goto('/settings?tab=demo')
    await page.getByRole('button', { name: 'Remove the demo' }).click()
    await page.getByText('Demo removed: 8 fans.').waitFor()
    await page.getByRole('button', { name: 'Bring the demo back' }).click()
    await page.getByText('The demo is back.').waitFor()
    await page.goto('/fans')
    await page.getByRole('link', { name: /Tom/ }).waitFor()
    expect(complaints).toEqual([])
  })

  test.each([
    { at: 'on a desk, light', options: { colorScheme: 'light' as const } },
    { at: 'on a desk, dark', options: { colorScheme: 'dark' as const } },
    { at: 'on a phone, light, in French', options: { colorScheme: 'light' as const, locale: 'fr-FR', ...PHONE } },
    { at: 'on a phone, dark', options: { colorScheme: 'dark' as const, ...PHONE } },
  ])('no barrier for assistive technology, and nothing runs off the side: $at', async ({ options }) => {
    const world = await serveWorld()
    await seedDemo(world.deps, { tenantId: world.tenantId, now: world.now() })
    const [draft] = await world.drafts()
    const { page, close } = await visit(world.origin, { as: 'lee', ...options })
    onTestFinished(async () => {
      await close()
      await world.close()
    })
    const rooms = ['voice', 'rules', 'offers', 'models', 'telegram', 'demo'].map((tab) => `/settings?tab=${tab}`)
    for (const path of ['/fans', `/fans/${draft?.fanId}`, '/try', '/health', ...rooms]) {
      await page.goto(path)
      await page.locator('h1').waitFor()
      await page.waitForLoadState('networkidle').catch(() => undefined)
      expect(await axeProblems(page), path).toEqual([])
      const beyond = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(beyond, path).toBeLessThanOrEqual(0)
    }
  })
})
