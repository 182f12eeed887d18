import { sql } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { rowsOf } from '../db/scope.ts'
import { visit, whyNoBrowser } from './support/browser.ts'
import { dump } from './support/plant.ts'
import { type ServedWorld, serveWorld } from './support/served.ts'
import { spellingsOf } from './support/spellings.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 3_600_000
/** None of these is a word, nor part of one. */
const NAME = 'Zirkonia'
const WRONG = 'Zirkonvogel'
const RIGHT = 'Quarzfalke'
const CANARIES = [NAME, WRONG, RIGHT]
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
/** The record of who did what names drafts and memories by id, the fan by a pseudonym alone, and can only grow. */
const KEEPS_IDS = ['audit_events']

describe.skipIf(whyNoBrowser)('a fan is remembered, put right and forgotten, in a browser', () => {
  test(
    'a draft says why it recalls, follows the correction, and “forget me” leaves nothing that any search can find',
    async () => {
      const { world, page, complaints } = await house()
      await page.goto('/try')
      await page.getByLabel('Name').fill(NAME)
      await writesAs(page, `hi! my dog is called ${WRONG}`)
      await world.pass(2 * SECOND)
      await page.getByLabel('The draft. Change what you like.').waitFor()
      await reason(page, `has a dog called ${WRONG}`, `${NAME} said “dog”`)
      await send(page, world, `hello you two, kiss ${WRONG} for me`)
      await writesAs(page, 'my dog ate my shoes')
      await world.pass(2 * SECOND)
      await page.getByLabel('The draft. Change what you like.').waitFor()

      // A second draft waits, made from what is wrong, when the creator puts it right.
      await page.goto('/fans')
      await page.getByRole('link', { name: NAME }).click()
      await page.getByRole('heading', { name: NAME, level: 1 }).waitFor()
      const fanId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
      const known = page.getByRole('region', { name: /What is known/ })
      await known.getByRole('button', { name: `Correct: has a dog called ${WRONG}` }).click()
      await known.getByLabel('What to remember').fill(`has a dog called ${RIGHT}`)
      await known.getByRole('button', { name: 'Save' }).click()
      await known.getByText(`has a dog called ${RIGHT}`, { exact: true }).waitFor()
      await page.getByRole('link', { name: 'Review draft' }).click()
      await page.getByText(`Lee corrected what this was drafted from: “has a dog called ${WRONG}” is now`).waitFor()
      await page.getByRole('button', { name: 'Other', exact: true }).click()
      await page.getByRole('menuitem').first().click()
      await page
        .locator('.known-line', { hasText: `has a dog called ${RIGHT}` })
        .getByText('noted by Lee')
        .waitFor()
      await page.getByText('Lee corrected what this was drafted from').waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByText(/Leaves in|Leaving now/).waitFor()
      await world.pass(6 * SECOND)

      await world.pass(DAY)
      await page.goto(`/try?fan=${fanId}`)
      await writesAs(page, 'do you remember what my dog is called?')
      await world.pass(2 * SECOND)
      const draft = page.getByLabel('The draft. Change what you like.')
      await draft.waitFor()
      expect(await draft.inputValue()).toContain(RIGHT)
      expect(await draft.inputValue()).not.toContain(WRONG)
      await reason(page, `has a dog called ${RIGHT}`, 'noted by Lee')
      expect(await page.locator('.stages .facts').innerText()).not.toContain(WRONG)
      await send(page, world)

      const before = await everything(world, fanId)
      await writesAs(page, '/forget')
      await world.pass(2 * SECOND)
      await draft.waitFor()
      expect(await draft.inputValue()).toContain('You asked to be forgotten')
      await send(page, world)
      await world.settle()
      await page.goto('/rights')
      await page.getByText('Asked by the fan, done').waitFor()
      expect(await page.locator('body').innerText()).not.toMatch(new RegExp(CANARIES.join('|')))
      await nothingIsFound(world, page, { fanId, ids: before })
      // Pages of a fan who is gone are gone: that is no fault.
      expect(complaints.filter((words) => !words.includes('404'))).toEqual([])
    },
    4 * MINUTE,
  )
})

async function house() {
  const world = await serveWorld()
  const { page, complaints, close } = await visit(world.origin, { as: 'lee' })
  onTestFinished(async () => {
    await close()
    await world.close()
  })
  return { world, page, complaints }
}

async function writesAs(page: Page, body: string): Promise<void> {
  await page
    .getByLabel('Write a message')
    .or(page.getByLabel(`Write as ${NAME}`))
    .fill(body)
  await page.getByRole('button', { name: 'Send as the fan' }).click()
  await page.getByRole('log').getByText(body).waitFor()
}

/** Approves what stands there, or other words, and lets it arrive. */
async function send(page: Page, world: ServedWorld, words?: string): Promise<void> {
  if (words) await page.getByLabel('The draft. Change what you like.').fill(words)
  await page.getByRole('button', { name: words ? 'Send your words' : 'Send', exact: true }).click()
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  await world.pass(6 * SECOND)
}

/** The line in which the draft says what it was given, and why. */
async function reason(page: Page, fact: string, why: string): Promise<void> {
  await page.locator('.stages .fact', { hasText: fact }).getByText(why).waitFor()
}

/** Every id in the fan's export that stands in a row of the database. */
async function everything(world: ServedWorld, fanId: string): Promise<string[]> {
  const { fan, conversations, messages, memories, drafts, decisions, deliveries } = (
    await world.ask(`/fans/${fanId}/export.json`, { as: 'lee' })
  ).body
  const told = JSON.stringify({ fan, conversations, messages, memories, drafts, decisions, deliveries })
  for (const word of CANARIES) expect(told).toContain(word)
  const ours = new Set([world.creatorId, world.tenantId])
  const ids = [...new Set(told.match(UUID))].filter((id) => !ours.has(id))
  const rows = (await allRows(world)).map(({ row }) => row).join()
  expect(ids.filter((id) => rows.includes(id)).length).toBeGreaterThan(15)
  return ids
}

async function nothingIsFound(world: ServedWorld, page: Page, { fanId, ids }: { fanId: string; ids: string[] }) {
  await page.goto('/fans')
  await page.getByRole('heading', { name: 'Fans', exact: true }).waitFor()
  await page.getByRole('searchbox').fill(NAME)
  await page.getByText(`Nobody is called “${NAME}”`).waitFor()
  await page.goto('/queue')
  await page.getByRole('heading', { name: 'Queue' }).waitFor()
  expect(await page.locator('body').innerText()).not.toContain(NAME)

  // Somebody new by the same name is asked the same, and is nobody we know.
  const again = await world.ask('/try/messages', {
    as: 'lee',
    body: { name: 'Ida', body: 'do you remember what my dog is called?' },
  })
  await world.pass(2 * SECOND)
  const { messageId, fanId: idaId } = again.body.data
  const journey = await world.ask(`/try/${idaId}/${messageId}`, { as: 'lee' })
  const { recalled } = journey.body.data.drafted
  expect(recalled.filter((one: { sourceMessageId?: string }) => one.sourceMessageId !== messageId)).toEqual([])

  const gone = [
    `/fans/${fanId}`,
    `/fans/${fanId}/history`,
    `/fans/${fanId}/memories`,
    `/fans/${fanId}/memories/search?q=${RIGHT}`,
    `/fans/${fanId}/export.json`,
    ...ids.flatMap((id) => [`/memories/${id}`, `/conversations/${id}`, `/drafts/${id}`]),
  ]
  const answers = await Promise.all(gone.map(async (path) => ({ path, ...(await world.ask(path, { as: 'lee' })) })))
  expect(answers.filter(({ status }) => status !== 404).map(({ path }) => path)).toEqual([])
  const lists = [
    '/fans',
    `/fans?search=${NAME}`,
    '/queue',
    '/conversations',
    '/rights',
    '/audit',
    '/health',
    '/try/players',
    `/fans/${idaId}/memories/search?q=${WRONG}`,
    `/fans/${idaId}/export.json`,
  ]
  const told = await Promise.all(lists.map(async (path) => ({ path, ...(await world.ask(path, { as: 'lee' })) })))
  for (const { path, status, body } of told) {
    expect(status, path).toBe(200)
    const said = JSON.stringify(body)
    expect(
      CANARIES.filter((word) => said.includes(word)),
      path,
    ).toEqual([])
  }

  const left: string[] = []
  for (const { table, row } of await allRows(world)) {
    const bytes = Buffer.from(row)
    for (const word of CANARIES) {
      if (spellingsOf(word).some((spelling) => bytes.includes(spelling))) left.push(`${table}: ${word}`)
    }
    for (const id of KEEPS_IDS.includes(table) ? [fanId] : ids) if (row.includes(id)) left.push(`${table}: ${id}`)
  }
  expect(left).toEqual([])
  const ledger = (await world.deps.ledger.lines()).join()
  expect(ledger).not.toBe('')
  for (const word of [...CANARIES, fanId]) expect(ledger).not.toContain(word)
}

/** Every row of every table, without any wall: what somebody with a copy of the database reads. */
async function allRows(world: ServedWorld): Promise<{ table: string; row: string }[]> {
  const tables = rowsOf(await world.store.db.execute(sql`select tablename from pg_tables where schemaname = 'public'`))
  const rows = await Promise.all(
    tables.map(async ({ tablename }) => {
      const table = String(tablename)
      return (await dump(world.store.db, table)).map((row) => ({ table, row }))
    }),
  )
  return rows.flat()
}
