import type { Scope } from '../../db/db.ts'
import type { Fan } from '../../db/fans.ts'
import type { Mood } from '../../db/moods.ts'
import { moodsOf } from '../../db/moods.ts'
import type { OfferMade } from '../../db/offers-made.ts'
import { preferencesFor } from '../../db/preferences.ts'
import type { Persona } from '../creators/persona.ts'
import { driftOf } from '../engagement/drifting.ts'
import { trendOf } from '../engagement/engagement-score.ts'
import { observeFan } from '../engagement/observe-fan.ts'
import { type FollowUp, planFollowUp } from '../engagement/plan-follow-up.ts'
import { type UsualTimes, usualTimes } from '../engagement/usual-times.ts'
import { isWeekendBuyer } from '../engagement/weekend-buyer.ts'
import { emotionalState } from '../moods/emotional-state.ts'
import { historyBegins } from '../moods/note-moods.ts'
import { readCalibrations } from '../personality/calibrate-fan.ts'
import { type CalibrationStep, stateOf, TRAITS } from '../personality/calibration.ts'
import { readTastes } from '../tastes/read-tastes.ts'
import type { Taste } from '../tastes/tastes-of.ts'

/** How a fan likes it, with the why of everything. */
export interface FanPersonality {
  traits: TraitLine[]
  tastes: Taste[]
  /** Latest first. */
  offersMade: Pick<OfferMade, 'id' | 'title' | 'category' | 'status' | 'settledBy' | 'madeAt'>[]
  /** Of the last 30 days, oldest first. */
  moods: (Pick<Mood, 'saidAt' | 'conversationId'> & Mood['reading'])[]
  /** Undefined until the first day is over. */
  engagement: { score: number; trend: 'up' | 'down' | 'steady'; history: { at: string; score: number }[] } | undefined
  /** Why the fan is thought to drift away; undefined: they are not. */
  drifting: CalibrationStep['why'] | undefined
  timing: UsualTimes & { isWeekendBuyer: boolean; timeZone: string }
  followUp: FollowUp
}

export interface TraitLine {
  trait: (typeof TRAITS)[number]
  /** As the creator has it. */
  own: CalibrationStep['to']
  /** What drafts follow now. */
  holds: CalibrationStep['to']
  why: CalibrationStep['why'] | undefined
  confidence: number | undefined
  /** Something was found and is not sure enough to be followed. */
  isUnsure: boolean
  isOff: boolean
  isPinned: boolean
  /** A rule for drafts about the same thing holds in its place. */
  isRuled: boolean
  calculatedAt: Date | undefined
}

const MOST_OFFERS = 12

export async function fanPersonality(
  scope: Scope,
  { fan, own, isUnreachable, now }: { fan: Fan; own: Persona; isUnreachable: boolean; now: Date },
): Promise<FanPersonality> {
  const rows = await readCalibrations(scope, fan.id)
  const rules = await preferencesFor(scope, { creatorId: fan.creatorId, fanId: fan.id })
  const ruled = new Set<string>(rules.map(({ kind }) => kind))
  const ownTraits = { tone: own.tone, length: own.length, emoji: own.emojis }
  const { tastes, offersMade } = await readTastes(scope, fan)
  const readings = await moodsOf(scope, { fanId: fan.id, since: historyBegins(now) })
  const seen = await observeFan(scope, fan.id, now)
  const timeZone = fan.profile.timeZone ?? own.timeZone
  const times = usualTimes(seen.wroteAt, seen.exchanges, timeZone)
  const buysAtWeekends = isWeekendBuyer(
    seen.purchasedAt.map((purchasedAt) => ({ purchasedAt })),
    timeZone,
  )
  return {
    traits: TRAITS.map((trait) => {
      const { holds, latest, isOff, isPinned } = stateOf(rows, trait)
      const shown = holds && !isOff && latest?.status !== 'unsure' ? latest : (holds ?? latest)
      return {
        trait,
        own: ownTraits[trait],
        holds: holds?.step.to ?? ownTraits[trait],
        why: shown?.step.why,
        confidence: shown?.confidence,
        isUnsure: !holds && latest?.status === 'unsure',
        isOff,
        isPinned,
        isRuled: ruled.has(trait),
        calculatedAt: latest?.createdAt,
      }
    }),
    tastes,
    offersMade: offersMade.slice(0, MOST_OFFERS).map(({ id, title, category, status, settledBy, madeAt }) => ({
      id,
      title,
      category,
      status,
      settledBy,
      madeAt,
    })),
    moods: readings.map(({ saidAt, conversationId, reading }) => ({ saidAt, conversationId, ...reading })),
    engagement:
      fan.engagementScore === null || !fan.engagement
        ? undefined
        : {
            score: fan.engagementScore,
            trend: trendOf(fan.engagement.history),
            history: fan.engagement.history,
          },
    drifting: driftOf(seen.exchanges),
    timing: { ...times, isWeekendBuyer: buysAtWeekends, timeZone },
    followUp: planFollowUp({
      ...seen,
      ...times,
      isWeekendBuyer: buysAtWeekends,
      unanswered: seen.exchanges.length - 1 - seen.exchanges.findLastIndex(({ answer }) => answer),
      isLeftAlone: fan.inCare || fan.isMuted || isUnreachable || emotionalState(readings, now) === 'negative',
      timeZone,
      now,
    }),
  }
}
