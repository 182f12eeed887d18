import { describe, expect, onTestFinished, test } from 'vitest'
import { createSharedEvents } from '../bot/node/shared-events.ts'
import type { Events, LiveEvent } from '../core/deps.ts'
import { connectPostgres } from '../db/connect.node.ts'
import { listenForNotices } from '../db/connect.notices.ts'
import { postgresPrograms, startOwnPostgres } from './support/own-postgres.ts'

if (!postgresPrograms) console.log('Left out: "two processes on one Postgres". Install a Postgres server to run it.')

const quiet = { info: () => undefined, warn: () => undefined }
const draft = (id: string): LiveEvent => ({ kind: 'draft', id })

/** What stands in for asking the rows: it says when it was begun and ended. */
function asking() {
  let listeners = 0
  const polled: Events = {
    publish: () => undefined,
    subscribe: () => {
      listeners += 1
      return () => {
        listeners -= 1
      }
    },
  }
  return { polled, listeners: () => listeners }
}

/** Everything a console of this tenant heard, and a way to wait for more. */
function hearing(events: Events, tenantId: string) {
  const heard: LiveEvent[] = []
  let look = () => {}
  onTestFinished(
    events.subscribe(tenantId, (event) => {
      heard.push(event)
      look()
    }),
  )
  return {
    heard,
    until: (what: string, is: (event: LiveEvent) => boolean) =>
      new Promise<void>((resolve, reject) => {
        const giveUp = setTimeout(() => reject(new Error(`Waited in vain for ${what}.`)), 60_000)
        look = () => {
          if (!heard.some(is)) return
          clearTimeout(giveUp)
          resolve()
        }
        look()
      }),
  }
}

describe.skipIf(!postgresPrograms)('two processes on one Postgres', () => {
  test('what one says the consoles of the other hear, each tenant its own, also after the database restarted', async () => {
    const postgres = await startOwnPostgres(postgresPrograms as string)
    onTestFinished(() => postgres.remove())
    await postgres.start()
    const rows = asking()
    const start = async () => {
      const { db, close } = await connectPostgres(postgres.url, () => undefined)
      const events = createSharedEvents((on) => listenForNotices({ url: postgres.url, db }, on), {
        polled: rows.polled,
        log: quiet,
      })
      onTestFinished(async () => {
        await events.close()
        await close()
      })
      return events
    }
    const [one, two] = [await start(), await start()]
    const nova = hearing(two, 'nova')
    const other = hearing(two, 'other')
    await nova.until('the line to stand', ({ kind }) => kind === 'resync')
    for (let number = 1; number <= 100; number += 1) one.publish('nova', draft(`draft ${number}`))
    await nova.until('the last of a hundred', ({ id }) => id === 'draft 100')
    const drafts = nova.heard.filter(({ kind }) => kind === 'draft').map(({ id }) => id)
    expect(drafts).toEqual(Array.from({ length: 100 }, (_, index) => `draft ${index + 1}`))
    expect(other.heard.filter(({ kind }) => kind === 'draft')).toEqual([])
    expect(rows.listeners()).toBe(0)

    // While nothing can be heard the rows are asked; then everything is read once more, and the line stands again.
    nova.heard.length = 0
    await postgres.restart()
    await nova.until('word that the line broke', ({ kind }) => kind === 'resync')
    nova.heard.length = 0
    await nova.until('word that it was mended', ({ kind }) => kind === 'resync')
    expect(rows.listeners()).toBe(0)
    one.publish('nova', draft('after'))
    await nova.until('what was said after', ({ id }) => id === 'after')
  }, 180_000)
})

test('behind a pooler that takes LISTEN and brings nothing, the rows are asked', async () => {
  const rows = asking()
  const deaf = createSharedEvents(
    ({ onLink }) => {
      queueMicrotask(() => onLink('open'))
      return { send: async () => undefined, close: async () => undefined }
    },
    { polled: rows.polled, log: quiet },
  )
  onTestFinished(() => deaf.close())
  const nova = hearing(deaf, 'nova')
  await nova.until('word that nothing is heard', ({ kind }) => kind === 'resync')
  expect(rows.listeners()).toBe(1)
})
