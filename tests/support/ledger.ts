import { asc, eq } from 'drizzle-orm'
import type { Connector, SendResult } from '../../core/deps.ts'
import { conversations, deliveries, drafts } from '../../db/schema.ts'
import type { World } from './world.ts'

/** How the platform behaves at the next send. `dies-…`: the process ends before or after the platform got it. */
export const BEHAVIOURS = [
  'sent',
  'later',
  'account-later',
  'refused',
  'unknown',
  'breaks',
  'dies-before',
  'dies-after',
] as const
export type Behaviour = (typeof BEHAVIOURS)[number]

/** A person's yes, as the ledger saw it given. */
interface Yes {
  deliveryId: string
  draftId: string
  address: string
  text: string
  /** The fan wrote since, or a person took it back. */
  isVoid: boolean
  /** Times it may reach the fan: once, and once more for each "send it again" of a person. */
  allowed: number
  reached: number
  /** Nothing more will come of it unless a person says so. */
  isSettled: boolean
}

/**
 * What an outsider writes down who believes nothing the program says: which words a person said yes to, what the fan wrote,
 * and what reached the platform. Whatever contradicts it is a broken promise.
 */
export function createLedger(promise: Connector['promise'] = 'blind') {
  const given: Yes[] = []
  const broken: string[] = []
  const inbound = new Map<string, string[]>()
  const finalDrafts = new Map<string, string>()
  const finalDeliveries = new Map<string, string>()
  const seen = new Map<string, number>()
  let next: Behaviour = 'sent'
  let died: () => void = () => undefined

  const connector: Connector = {
    channel: 'telegram',
    promise,
    longestText: 4_096,
    // Of a platform whose chat can be read: by our key, which the story knows and a real one tells by words and time.
    async find({ key }) {
      const yes = given.find((one) => one.deliveryId === key.split(':')[0])
      if (yes?.reached) yes.isSettled = true
      return yes?.reached ? { kind: 'found', externalIds: [crypto.randomUUID()] } : { kind: 'absent' }
    },
    async send({ address, text, key }) {
      const behaviour = next
      next = 'sent'
      seen.set(behaviour, (seen.get(behaviour) ?? 0) + 1)
      const deliveryId = key.split(':')[0]
      const yes = given.find((one) => one.deliveryId === deliveryId)
      if (!yes) broken.push(`sent without anybody's yes: ${text}`)
      else {
        if (yes.text !== text) broken.push(`sent other words than approved: ${text}`)
        if (yes.address !== address) broken.push(`sent to ${address} what was approved for ${yes.address}`)
        if (yes.isVoid) broken.push(`sent after the yes became void: ${text}`)
        const earlier = given.slice(0, given.indexOf(yes))
        if (earlier.some((one) => one.address === address && !one.isVoid && !one.isSettled)) {
          broken.push(`overtook an earlier reply: ${text}`)
        }
        // A platform that keeps our keys takes the second of two equal sends for the first.
        if (reaches(behaviour) && !(promise === 'idempotent' && yes.reached > 0)) yes.reached += 1
        if (yes.reached > yes.allowed) broken.push(`reached the fan twice: ${text}`)
        if (behaviour === 'sent' || behaviour === 'refused') yes.isSettled = true
        // It knows the key, so it has it already, and says so.
        if (behaviour === 'refused' && promise === 'idempotent' && yes.reached > 0) return answer('sent')
      }
      return answer(behaviour)
    },
  }

  async function answer(behaviour: Behaviour): Promise<SendResult> {
    const problem = `The platform: ${behaviour}.`
    switch (behaviour) {
      case 'sent':
        return { kind: 'sent', externalId: crypto.randomUUID() }
      case 'later':
      case 'account-later':
        return { kind: 'later', afterMs: 5_000, problem, wholeAccount: behaviour === 'account-later' }
      case 'refused':
        return { kind: 'refused', problem }
      case 'unknown':
        return { kind: 'unknown', problem }
      case 'breaks':
        throw new Error(problem)
      case 'dies-before':
      case 'dies-after':
        died()
        // This process is dead: whoever waits for it waits for ever.
        return new Promise(() => undefined)
    }
  }

  const standing = (address: string) => given.filter((one) => one.address === address && !one.isVoid && !one.isSettled)
  return {
    connector,
    given,
    broken,
    /** How often the platform did what: a run in which nothing happens proves nothing. */
    seen,
    behaveNext(behaviour: Behaviour) {
      next = behaviour
    },
    /** Resolves when the process that sends dies. */
    death: () =>
      new Promise<void>((resolve) => {
        died = resolve
      }),
    fanWrote(address: string, body: string) {
      inbound.set(address, [...(inbound.get(address) ?? []), body])
      for (const yes of standing(address)) if (yes.reached === 0) yes.isVoid = true
    },
    saidYes(yes: Pick<Yes, 'deliveryId' | 'draftId' | 'address' | 'text'>) {
      given.push({ ...yes, isVoid: false, allowed: 1, reached: 0, isSettled: false })
    },
    tookBack(draftId: string) {
      const yes = given.findLast((one) => one.draftId === draftId)
      if (yes && yes.reached > 0) broken.push(`took back what had left: ${yes.text}`)
      if (yes) yes.isVoid = true
    },
    settledByPerson(draftId: string, answered: 'arrived' | 'again' | 'drop') {
      const yes = given.findLast((one) => one.draftId === draftId)
      if (!yes) return
      yes.isSettled = answered !== 'again'
      if (answered === 'again') yes.allowed = yes.reached + 1
    },
    /** Compares the rows with the book. */
    async audit(world: World, messagesAt: (address: string) => Promise<string[]>) {
      for (const [address, bodies] of inbound) {
        const stored = await messagesAt(address)
        if (stored.join('|') !== bodies.join('|')) broken.push(`${address} wrote ${bodies}; stored is ${stored}`)
      }
      const { db } = world.store
      const rows = await db.select().from(drafts).where(eq(drafts.tenantId, world.tenantId))
      for (const [id, open] of Map.groupBy(
        rows.filter(({ status }) => status === 'pending' || status === 'held'),
        ({ conversationId }) => conversationId,
      ))
        if (open.length > 1) broken.push(`${open.length} open drafts in ${id}`)
      keepsFinal(finalDrafts, rows, ['superseded', 'expired'])
      const sent = await db
        .select()
        .from(deliveries)
        .where(eq(deliveries.tenantId, world.tenantId))
        .orderBy(asc(deliveries.createdAt))
      keepsFinal(finalDeliveries, sent, ['sent', 'undone'])
      for (const { id, status } of sent) {
        const yes = given.find((one) => one.deliveryId === id)
        if (status === 'sent' && yes?.reached === 0 && yes.allowed === 1 && !yes.isSettled)
          broken.push(`called sent what never left: ${yes.text}`)
      }
    },
    /** The story is over; its rows should not become due in the next one. */
    async tidy({ store, tenantId }: World) {
      await store.db.delete(conversations).where(eq(conversations.tenantId, tenantId))
    },
  }

  function keepsFinal(known: Map<string, string>, rows: { id: string; status: string }[], final: string[]) {
    for (const { id, status } of rows) {
      const before = known.get(id)
      if (before && before !== status) broken.push(`${before} became ${status}`)
      if (final.includes(status)) known.set(id, status)
    }
  }
}
export type Ledger = ReturnType<typeof createLedger>

function reaches(behaviour: Behaviour): boolean {
  return behaviour === 'sent' || behaviour === 'unknown' || behaviour === 'breaks' || behaviour === 'dies-after'
}
