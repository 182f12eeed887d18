import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { type FanProfile, updateFan as storeFan } from '../../db/fans.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { cleanText } from '../inbound/clean-text.ts'
import { fanHere } from './fan-here.ts'

const words = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((text) => cleanText(text).trim())

/** What a person may change about a fan. What is left out stays; an empty text clears. */
export const FanChange = z.object({
  name: words(120).pipe(z.string().min(1, 'A fan needs a name.')).optional(),
  language: z.enum(['en', 'fr']).optional(),
  tags: z
    .array(words(40).pipe(z.string().min(1)))
    .max(30)
    .optional(),
  instruction: words(1_000).optional(),
  privateNote: words(4_000).optional(),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'This is not a time zone. Use a name such as Europe/Paris.')
    .optional(),
  inCare: z.boolean().optional(),
  isMuted: z.boolean().optional(),
  /** Off: nothing is learned about this fan, and nothing recalled. */
  memoryOff: z.boolean().optional(),
})
export type FanChange = z.infer<typeof FanChange>

/** Takes effect on the next draft. */
export async function updateFan(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, fanId, change, actor }: { tenantId: string; fanId: string; change: FanChange; actor: Actor },
): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    const fan = await fanHere(scope, fanId)
    const { name, language, inCare, isMuted, memoryOff, ...profile } = change
    await storeFan(scope, fanId, {
      ...(name === undefined ? {} : { name }),
      ...(language === undefined ? {} : { language }),
      ...(inCare === undefined ? {} : { inCare }),
      ...(isMuted === undefined ? {} : { isMuted }),
      ...(memoryOff === undefined ? {} : { memoryOff }),
      profile: changed(fan.profile, profile),
    })
    await noteAudit(scope, { actor, action: 'fan.edit', fanId, happenedAt: now() })
  })
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
}

function changed(
  profile: FanProfile,
  change: Pick<FanChange, 'tags' | 'instruction' | 'privateNote' | 'timeZone'>,
): FanProfile {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  const merged = Object.entries({ ...profile, ...Object.fromEntries(given) })
  return Object.fromEntries(merged.filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0)))
}

/** Whether this machine knows a time zone by that name. */
export function isTimeZone(name: string): boolean {
  if (name === '') return true
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
