import { openErasureOf, updateErasure } from '../../db/erasures.ts'
import { inTenant } from '../../db/scope.ts'
import type { Proposal } from '../approval/request-approval.ts'
import type { Deps } from '../deps.ts'
import type { Turn } from '../draft/turn.ts'
import { ERASE_WITHIN_MS } from '../erasure/ask-erasure.ts'
import { type AskedCommand, fanCommandOf } from '../inbound/fan-command.ts'
import { say } from '../words/say.ts'
import { DATA_WITHIN_MS } from './obey-command.ts'

/** Who wrote words that are the same for everybody. */
export const PREPARED = 'prepared'

/** Said so shortly before the last words, a command is of the same breath; later words are about something else. */
const SAME_BREATH_MS = 60_000

/** The latest command that still waits for an answer, and when it was said. To be forgotten is never overtaken by small talk. */
function commandIn(turn: Turn): (AskedCommand & { at: Date }) | undefined {
  const last = turn.unanswered.at(-1)?.createdAt.getTime() ?? 0
  for (const { body, createdAt } of turn.unanswered.toReversed()) {
    const asked = fanCommandOf(body)
    if (asked && (asked.command === 'forget' || last - createdAt.getTime() <= SAME_BREATH_MS)) {
      return { ...asked, at: createdAt }
    }
  }
  return undefined
}

/**
 * Honest words for what a fan asked by a command, in their language, for a person to send, change or leave. Undefined when they
 * asked nothing of the kind. Who asks for a person gets no words of ours: that person writes.
 */
export function preparedReply(turn: Turn): Proposal | undefined {
  const asked = commandIn(turn)
  if (!asked) return undefined
  const language = asked.language ?? (turn.fan.language === 'fr' ? 'fr' : 'en')
  const within = asked.command === 'data' ? DATA_WITHIN_MS : ERASE_WITHIN_MS
  const day = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: turn.fan.profile.timeZone ?? turn.persona.timeZone,
  }).format(new Date(asked.at.getTime() + within))
  const text =
    asked.command === 'human' ? '' : say(language, `fan.${asked.command}`, { creator: turn.creator.name, date: day })
  return { text, origin: PREPARED, notes: { recalled: [], claims: [], warnings: [], attempts: [] } }
}

/** An erasure that the fan asked for begins when this goodbye was decided. */
export async function waitForGoodbye({ store }: Pick<Deps, 'store'>, turn: Turn, draftId: string): Promise<void> {
  await inTenant(store, turn.tenantId, async (scope) => {
    const erasure = await openErasureOf(scope, turn.fan.id)
    if (erasure?.state === 'asked') await updateErasure(scope, erasure.id, { goodbyeDraftId: draftId })
  })
}
