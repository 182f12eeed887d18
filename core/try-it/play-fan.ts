import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addressOf, conversationsOfFan, insertConversation } from '../../db/conversations.ts'
import { creatorById, creatorsOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import type { Fan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { fanHere } from '../fans/fan-here.ts'
import { InboundMessage } from '../inbound/inbound-message.ts'
import { fanWrote } from '../journey.ts'

/** Who tries it out wants to see the draft now; a real burst may take longer. */
const BURST_SECONDS = 1

/** A message that a person writes as a fan: as one who exists, or as somebody new. */
export const PlayedMessage = z
  .object({
    fanId: z.uuid().optional(),
    name: z.string().trim().min(1).max(120).optional(),
    language: z.enum(['en', 'fr']).optional(),
    body: z
      .string()
      .max(100_000)
      .refine((body) => body.trim() !== '', 'Write something as the fan.'),
  })
  .refine(({ fanId, name }) => fanId || name, { message: 'Choose a fan, or give a new one a name.', path: ['name'] })
export type PlayedMessage = z.infer<typeof PlayedMessage>

/** Lets a person write as a fan, through the same door as every platform. */
export async function playFan(
  deps: Deps,
  { tenantId, message }: { tenantId: string; message: PlayedMessage },
): Promise<{ fanId: string; conversationId: string; messageId: string }> {
  const { creatorId, address, name } = await inTenant(deps.store, tenantId, (scope) => whereItArrives(scope, message))
  const received = await fanWrote(
    deps,
    InboundMessage.parse({
      tenantId,
      creatorId,
      channel: 'try-it',
      address,
      fan: { name, ...(message.language ? { language: message.language } : {}) },
      externalId: randomUUID(),
      body: message.body,
      sentAt: deps.now(),
      burstSeconds: BURST_SECONDS,
    }),
  )
  if (received.kind === 'duplicate') throw new CoreError('conflict', 'This message was received before.')
  return received
}

/** Only people who exist for practice may be played: words put into a real fan's mouth would become memories. */
export async function mayBePlayed(scope: Scope, fan: Pick<Fan, 'id' | 'isDemo'>): Promise<boolean> {
  if (fan.isDemo) return true
  const conversations = await conversationsOfFan(scope, fan.id)
  return conversations.length > 0 && conversations.every(({ channel }) => channel === 'try-it')
}

async function whereItArrives(scope: Scope, { fanId, name = '' }: PlayedMessage) {
  if (!fanId) {
    // Several creators: the newcomer belongs to the first, who in a new house is the demo's.
    const [creator] = await creatorsOf(scope)
    if (!creator) throw new CoreError('not-found', 'There is no creator yet. Add one in Settings, then try again.')
    return { creatorId: creator.id, address: `try-it-${newId()}`, name }
  }
  const fan = await fanHere(scope, fanId)
  if (!(await mayBePlayed(scope, fan))) {
    throw new CoreError(
      'not-allowed',
      'This is a real fan. Only demo fans and fans made here can be played, so that nobody is remembered wrongly.',
    )
  }
  return { creatorId: fan.creatorId, address: await practiceAddress(scope, fan), name: fan.name }
}

async function practiceAddress(scope: Scope, fan: Fan): Promise<string> {
  const open = (await conversationsOfFan(scope, fan.id)).find(({ channel }) => channel === 'try-it')
  if (open) return addressOf(scope, open)
  if (!(await creatorById(scope, fan.creatorId))) throw new CoreError('not-found', 'The creator of this fan is gone.')
  const address = `try-it-${fan.id}`
  await insertConversation(scope, {
    id: newId(),
    fanId: fan.id,
    creatorId: fan.creatorId,
    channel: 'try-it',
    addressHash: scope.vault.fingerprint(scope.tenantId, `try-it|${address}`),
    address,
  })
  return address
}
