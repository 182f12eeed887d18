import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Connector } from '../../core/deps.ts'

/** A platform that can be told what to do with the next message. */
export interface ConnectorBench {
  connector: Connector
  /** An address that takes messages. */
  address: string
  /** What the fan sees there. */
  heard(): string[]
  next: {
    asksToWait(seconds: number): void
    refuses(): void
    fails(): void
    losesTheAnswer(): void
    isSilent(): void
  }
  /** What `next` asked for is over, where it lasts. */
  heals?(): void
  /** The platform's clock; that of this machine, when left out. */
  now?(): Date
  /** From now on the fan cannot be reached. */
  blocks(): void
  /** The same connector towards a platform that nobody answers at. */
  unplugged(): Connector
}

/** What every connector owes the core: above all, to be honest about what it does not know. */
export function connectorContract(name: string, makeBench: () => Promise<ConnectorBench>): void {
  const part = (bench: ConnectorBench, text = 'hello', key = 'reply-1:0') => ({
    address: bench.address,
    text,
    key,
    signal: AbortSignal.timeout(400),
  })

  describe(`a connector keeps its word: ${name}`, () => {
    test('what is said to be sent was heard once, letter for letter, and has an id', async () => {
      const bench = await makeBench()
      const words = 'ça va ? 👩‍👩‍👧 <b>1 < 2 & 3</b>\n\nsecond *line*'
      const result = await bench.connector.send(part(bench, words))
      expect(result).toMatchObject({ kind: 'sent', externalId: expect.stringMatching(/.+/) })
      expect(bench.heard()).toEqual([words])
    })

    test('the longest text it promises is taken', async () => {
      const bench = await makeBench()
      const words = 'x'.repeat(bench.connector.longestText)
      expect((await bench.connector.send(part(bench, words))).kind).toBe('sent')
      expect(bench.heard()).toEqual([words])
    })

    test('asked to wait: not sent, and for how long, for the whole account', async () => {
      const bench = await makeBench()
      bench.next.asksToWait(17)
      const result = await bench.connector.send(part(bench))
      expect(result).toMatchObject({ kind: 'later', afterMs: 17_000, wholeAccount: true })
      expect(bench.heard()).toEqual([])
    })

    test('a message that is refused is refused for good, with a reason', async () => {
      const bench = await makeBench()
      bench.next.refuses()
      const result = await bench.connector.send(part(bench))
      expect(result).toMatchObject({ kind: 'refused', problem: expect.stringMatching(/.{10,}/) })
      expect(result).not.toHaveProperty('unreachable')
    })

    test('a fan who cannot be reached any more is said so in plain words', async () => {
      const bench = await makeBench()
      bench.blocks()
      const result = await bench.connector.send(part(bench))
      expect(result).toMatchObject({ kind: 'refused', unreachable: expect.stringMatching(/.{10,}/) })
    })

    test('nobody there: surely not sent, to be tried again', async () => {
      const bench = await makeBench()
      const result = await bench.unplugged().send(part(bench))
      expect(result).toMatchObject({ kind: 'later', wholeAccount: false })
    })

    for (const [what, happens] of [
      ['the answer is lost', 'losesTheAnswer'],
      ['no answer comes', 'isSilent'],
      ['the platform fails', 'fails'],
    ] as const) {
      test(`${what}: never "sent", and "not sent" only where that is sure`, async () => {
        const bench = await makeBench()
        bench.next[happens]()
        const result = await bench.connector.send(part(bench))
        expect(result.kind).toBe('unknown')
      })
    }

    test('held up until its connection stands, and too late by then: nothing is sent', async () => {
      const bench = await makeBench()
      let stands = false
      const watch = (news: unknown) =>
        (news as { socket: Socket }).socket.once('connect', () => {
          stands = true
        })
      subscribe('net.client.socket', watch)
      onTestFinished(() => void unsubscribe('net.client.socket', watch))
      const send = { ...part(bench), signal: AbortSignal.timeout(5_000) }
      expect(await bench.connector.send({ ...send, isInTime: () => false })).toMatchObject({ kind: 'too-late' })
      expect(await bench.connector.send({ ...send, isInTime: () => !stands })).toMatchObject({ kind: 'too-late' })
      expect(stands).toBe(true)
      expect(bench.heard()).toEqual([])
      expect(await bench.connector.send({ ...send, isInTime: () => true })).toMatchObject({ kind: 'sent' })
      expect(bench.heard()).toEqual(['hello'])
    })

    test('where the chat can be read, a send whose answer was lost is found there, and nothing else is', async () => {
      const bench = await makeBench()
      const { connector } = bench
      expect(connector.find !== undefined).toBe(connector.promise === 'lookup')
      if (!connector.find) return
      const since = bench.now?.() ?? new Date()
      const look = (text: string, key?: string, at = connector) =>
        at.find?.({ ...part(bench, text, key), signal: AbortSignal.timeout(20_000), since })
      bench.next.losesTheAnswer()
      expect((await connector.send({ ...part(bench), signal: AbortSignal.timeout(20_000) })).kind).toBe('unknown')
      bench.heals?.()
      expect(await look('hello')).toEqual({ kind: 'found', externalIds: [expect.stringMatching(/.+/)] })
      expect(await look('what was never sent', 'reply-2:0')).toEqual({ kind: 'absent' })
      expect(await look('hello', 'reply-1:0', bench.unplugged())).toMatchObject({ kind: 'later' })
      expect(bench.heard()).toEqual(['hello'])
    })
  })
}
