import { creatorsOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { openDraftsOfFans } from '../../db/fan-drafts.ts'
import { type Fan, fansOf } from '../../db/fans.ts'
import { lastMessagesOf, type Message } from '../../db/messages.ts'
import { type Spending, spendingOf } from '../../db/purchases.ts'

/** So many fans are opened for a search: names are sealed, so the database cannot look for them. */
const SEARCHED = 5_000
const PREVIEW_CHARACTERS = 140

/** One fan in the list, as the eye needs it. */
export interface FanLine {
  id: string
  name: string
  creatorName: string
  language: string
  tags: string[]
  inCare: boolean
  isMuted: boolean
  isDemo: boolean
  /** 0 to 100; null until the first day is over. */
  engagementScore: number | null
  isDrifting: boolean
  lastSeenAt: Date
  last: { body: string; direction: Message['direction']; at: Date; mediaKind: string | undefined } | undefined
  spentMinor: number
  spentStars: number
  currency: string
  /** The draft that waits for a person, if one does. */
  waiting: { draftId: string; since: Date; isHeld: boolean } | undefined
}

/** Latest seen first. @param search a part of a name or a whole tag, accents and capitals aside @param drifting only those who drift away */
export async function listFans(
  scope: Scope,
  { search = '', drifting, limit = 100 }: { search?: string | undefined; drifting?: 'yes' | undefined; limit?: number },
): Promise<{ fans: FanLine[]; total: number }> {
  const creators = await creatorsOf(scope)
  const everyone: { fan: Fan; creatorName: string }[] = []
  for (const creator of creators) {
    for (const fan of await fansOf(scope, creator.id, SEARCHED)) everyone.push({ fan, creatorName: creator.name })
  }
  const wanted = plain(search)
  const found = everyone
    .filter(({ fan }) => !drifting || fan.isDrifting)
    .filter(
      ({ fan }) =>
        !wanted || plain(fan.name).includes(wanted) || fan.profile.tags?.some((tag) => plain(tag) === wanted),
    )
    .toSorted((a, b) => b.fan.lastSeenAt.getTime() - a.fan.lastSeenAt.getTime())
  const shown = found.slice(0, limit)
  const ids = shown.map(({ fan }) => fan.id)
  const last = await lastMessagesOf(scope, ids)
  const spending = await spendingOf(scope, ids)
  const waiting = await openDraftsOfFans(scope, ids)
  return {
    total: found.length,
    fans: shown.map(({ fan, creatorName }) => ({
      ...lineOf(fan, last.get(fan.id), spending.get(fan.id)),
      creatorName,
      waiting: waitingOf(waiting.find(({ fanId }) => fanId === fan.id)),
    })),
  }
}

function lineOf(fan: Fan, last: Message | undefined, spending: Spending | undefined) {
  return {
    id: fan.id,
    name: fan.name,
    language: fan.language,
    tags: fan.profile.tags ?? [],
    inCare: fan.inCare,
    isMuted: fan.isMuted,
    isDemo: fan.isDemo,
    engagementScore: fan.engagementScore,
    isDrifting: fan.isDrifting,
    lastSeenAt: fan.lastSeenAt,
    last: last && {
      body: preview(last.body),
      direction: last.direction,
      at: last.sentAt,
      mediaKind: last.media[0]?.kind,
    },
    spentMinor: spending?.totalMinor ?? 0,
    spentStars: spending?.stars ?? 0,
    currency: 'EUR',
  }
}

function waitingOf(draft: { id: string; status: string; waitingSince: Date } | undefined): FanLine['waiting'] {
  return draft && { draftId: draft.id, since: draft.waitingSince, isHeld: draft.status === 'held' }
}

function preview(body: string): string {
  const line = body.replaceAll(/\s+/g, ' ').trim()
  return line.length <= PREVIEW_CHARACTERS ? line : `${line.slice(0, PREVIEW_CHARACTERS - 1).toWellFormed()}…`
}

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
