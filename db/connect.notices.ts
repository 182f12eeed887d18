import { sql } from 'drizzle-orm'
import pg from 'pg'
import { serverAddress } from './connect.secure.ts'
import type { Db } from './db.ts'

const CHANNEL = 'souvenir_live'
const RETRY_MS = 2_000

/** What other processes on the same Postgres say, on a connection of its own. */
export interface Notices {
  /** Says something to every process, this one too. At most 8,000 bytes. */
  send(payload: string): Promise<void>
  close(): Promise<void>
}

/**
 * Listens for ever: a connection that breaks is made anew. @param onHear each notice, in the order it was sent
 * @param onLink `open` when a new connection listens, `lost` when it broke: what was said in between is not repeated
 */
export function listenForNotices(
  { url, plainHosts = [], db }: { url: string; plainHosts?: readonly string[]; db: Db },
  { onHear, onLink }: { onHear(payload: string): void; onLink(link: 'open' | 'lost'): void },
): Notices {
  let isClosed = false
  let client: pg.Client | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  const connect = async () => {
    const mine = new pg.Client({ ...serverAddress(url, plainHosts), keepAlive: true, connectionTimeoutMillis: 10_000 })
    let isOver = false
    const lost = () => {
      if (isOver) return
      isOver = true
      mine.end().catch(() => undefined)
      if (isClosed) return
      onLink('lost')
      retry = setTimeout(connect, RETRY_MS)
    }
    mine.on('error', lost)
    mine.on('end', lost)
    mine.on('notification', ({ payload }) => payload !== undefined && onHear(payload))
    client = mine
    try {
      await mine.connect()
      await mine.query(`listen ${CHANNEL}`)
      if (!isClosed) onLink('open')
    } catch {
      lost()
    }
  }
  void connect()
  return {
    async send(payload) {
      await db.execute(sql`select pg_notify(${CHANNEL}, ${payload})`)
    },
    async close() {
      isClosed = true
      clearTimeout(retry)
      await client?.end().catch(() => undefined)
    },
  }
}
