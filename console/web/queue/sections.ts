import { type Card, freshest, type Queue, type Why } from '../cards.ts'

export interface Row {
  card: Card
  why: Why | undefined
}

export interface Sections {
  stuck: Row[]
  byHand: Row[]
  waiting: Row[]
  held: Row[]
  decided: Row[]
}

/** The queue with every card as it stands now: a decision made here moves its card before the server's list is read again. */
export function sectionsOf(queue: Queue): Sections {
  const whyOf = new Map(queue.waiting.map(({ card, why }) => [card.draftId, why]))
  const stuck = new Set(queue.stuck.map(({ draftId }) => draftId))
  const sections: Sections = { stuck: [], byHand: [], waiting: [], held: [], decided: [] }
  const taken = new Set<string>()
  const listed = [
    ...queue.stuck,
    ...queue.byHand,
    ...queue.waiting.map(({ card }) => card),
    ...queue.held,
    ...queue.decided,
  ]
  for (const old of listed) {
    if (taken.has(old.draftId)) continue
    taken.add(old.draftId)
    const card = freshest(old)
    const section = sectionOf(card, stuck.has(card.draftId))
    if (section) sections[section].push({ card, why: whyOf.get(card.draftId) })
  }
  sections.decided.sort((a, b) => ((a.card.decided?.at ?? '') < (b.card.decided?.at ?? '') ? 1 : -1))
  return sections
}

function sectionOf({ state }: Card, isStuck: boolean): keyof Sections | undefined {
  switch (state) {
    case 'waiting':
    case 'editing':
      return 'waiting'
    case 'held':
      return 'held'
    case 'by-hand':
      return 'byHand'
    case 'unknown':
    case 'failed':
      return isStuck ? 'stuck' : 'decided'
    case 'leaving':
    case 'sending':
    case 'sent':
    case 'rejected':
      return 'decided'
    case 'superseded':
    case 'expired':
      return undefined
  }
}
