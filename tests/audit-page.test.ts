import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { lookTogether } from '../console/web/audit/record-looks.ts'
import { en } from '../console/web/words/en.ts'
import { ACTIONS } from '../core/access.ts'
import { linkEntries } from '../core/audit/link-entries.ts'
import { flushAccesses } from '../db/audit-writer.ts'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { consoleHttp } from './support/console-http.ts'
import { serveWorld } from './support/served.ts'
import { createWorld } from './support/world.ts'

const SHOTS = process.env.SCREENSHOTS

describe('the words of the record', () => {
  test('every kind of entry that the code writes has a word', () => {
    const files = ['core', 'db', 'console/api', 'bot'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
    )
    const written = files
      .filter((text) => /noteAudit|noteReads|noteAccess|await (audit|note)\(/.test(text))
      .flatMap((text) => text.match(/(?<=')[a-z-]+\.[a-z-]+(?=')/g) ?? [])
    // Rights have the same shape; settings of the database and the names of our files too.
    const others = new Set<string>([...ACTIONS, 'app.tenant', 'souvenir.fan'])
    const wordless = written.filter((action) => !others.has(action) && !(`audit.action.${action}` in en))
    expect(wordless).toEqual([])
    expect(written).toContain('taste.set')
    expect(written).toContain('preference.accept')
  })

  test('equal looks within ten minutes lie together; a change stands alone, and no entry is lost', () => {
    const line = (seq: number, minute: number, action = 'draft.list', actor = 'user:kim') => ({
      ...{ seq, action, purpose: 'answering', count: 1, fan: undefined, subjectId: undefined, requestId: undefined },
      ...{ at: new Date(minute * 60_000).toISOString(), actor: { id: actor, name: 'Kim' } },
    })
    const lines = [
      line(9, 30),
      line(8, 30, 'memory.edit'),
      line(7, 29, 'memory.edit'),
      line(6, 28),
      line(5, 25, 'draft.list', 'user:lee'),
      line(4, 20),
      line(3, 19),
    ]
    expect(lookTogether(lines).map((group) => group.map(({ seq }) => seq))).toEqual([[9, 6, 4], [8], [7], [5], [3]])
  })
})

describe('the record, for people', () => {
  test('is listed latest first, in pieces, by person, action and fan; chatters do not see it', async () => {
    const world = await createWorld()
    const tom = await world.fan('Tom').writes('hi Nova, my dog Bruno is ill')
    await world.fan('Mia').writes('hello you')
    if (tom.kind !== 'stored') throw new Error('not stored')
    await world.pass(9_000)
    const owner = await consoleHttp(world)
    await owner.data('GET', `/fans/${tom.fanId}`)
    await flushAccesses(world.store)
    const page = await owner.data('GET', '/audit?limit=2')
    expect(page).toMatchObject({
      hasMore: true,
      lines: [{ action: 'fan.read', fan: { id: tom.fanId, name: 'Tom' } }, {}],
    })
    const older = await owner.data('GET', `/audit?limit=200&before=${page.lines[1].seq}`)
    expect(older.lines[0].seq).toBeLessThan(page.lines[1].seq)
    const ofTom = await owner.data('GET', `/audit?fanId=${tom.fanId}&action=memory.recall`)
    expect(ofTom.lines).toMatchObject([{ actor: { id: 'souvenir' }, purpose: 'answering', fan: { name: 'Tom' } }])
    const byKim = await owner.data('GET', '/audit?actor=user:kim')
    expect(new Set(byKim.lines.map(({ actor }: { actor: { id: string } }) => actor.id))).toEqual(new Set(['user:kim']))
    await linkEntries(world.deps)
    const { record } = await owner.data('GET', '/audit/state')
    expect(record).toMatchObject({ checkpoint: expect.stringMatching(/^souvenir-audit v1 1 /) })
    expect(record.entries).toBeGreaterThan(4)
    const chatter = await consoleHttp(world, { role: 'chatter' })
    expect(await chatter.refusal('GET', '/audit')).toMatchObject({ status: 403 })
    expect(await chatter.refusal('GET', '/audit/state')).toMatchObject({ status: 403 })
  })

  test.skipIf(whyNoBrowser).each([
    [1440, 'en-GB'],
    [1440, 'fr-FR'],
    [390, 'en-GB'],
    [390, 'fr-FR'],
  ])(
    'a manager sees who looked at a fan, opens the record and narrows it: %i pixels wide, %s',
    async (width, locale) => {
      const world = await serveWorld()
      const tom = await world.fan('Tom').writes('hi Nova, my dog Bruno is ill')
      await world.fan('Mia').writes('hello you')
      if (tom.kind !== 'stored') throw new Error('not stored')
      await world.pass(9_000)
      await linkEntries(world.deps)
      const viewport = { width, height: 900 }
      const { page, complaints, close } = await visit(world.origin, { as: 'lee', viewport, locale })
      onTestFinished(async () => {
        await close()
        await world.close()
      })
      const isFrench = locale === 'fr-FR'
      const look = async (name: string) => {
        if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${width}-${locale}.png`, fullPage: true })
        expect(await axeProblems(page), `${name} ${width} ${locale}`).toEqual([])
      }
      await page.goto(`/fans/${tom.fanId}`)
      const looked = page.getByRole('region', { name: isFrench ? 'Qui a regardé' : 'Who looked' })
      await looked.getByText(isFrench ? 'Les dernières entrées' : 'The latest entries').click()
      await looked.getByRole('listitem').first().waitFor()
      await look('who-looked')
      await page.goto(`/audit?fan=${tom.fanId}`)
      await page.getByText(isFrench ? 'Seulement Tom' : 'Only Tom').waitFor()
      await page.getByRole('button', { name: isFrench ? 'Montrer tous les fans' : 'Show all fans' }).click()
      await page.getByText(isFrench ? 'intact jusqu’à' : 'unbroken until').waitFor()
      await page.getByRole('link', { name: 'Mia' }).first().waitFor()
      await look('record')
      await page.getByLabel(isFrench ? 'Quoi' : 'What', { exact: true }).selectOption('memory.recall')
      await page
        .getByText(isFrench ? 'A rappelé pour un brouillon' : 'Recalled for a draft')
        .nth(1)
        .waitFor()
      await page.goto('/health')
      await page.getByText(isFrench ? 'intact jusqu’à' : 'unbroken until').waitFor()
      await look('health')
      expect(complaints).toEqual([])
    },
  )
})
