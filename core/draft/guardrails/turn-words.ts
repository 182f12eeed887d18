import type { Turn } from '../turn.ts'

/**
 * Whether this stands anywhere in what the turn knows. `ours`: only in what the creator's side says of herself, for what a fan
 * must not be able to bring in by writing it.
 */
export function hasInTurn(turn: Turn, piece: string, where: 'ours' | 'anywhere'): boolean {
  const needle = piece.toLowerCase().trim()
  return needle !== '' && textsOf(turn, where).some((text) => text.toLowerCase().includes(needle))
}

function textsOf(turn: Turn, where: 'ours' | 'anywhere'): string[] {
  const { creator, persona } = turn
  const ours = [
    creator.name,
    creator.disclosure ?? '',
    persona.bio,
    ...persona.canon,
    ...persona.phrases,
    ...turn.offers.map(({ title }) => title),
  ]
  if (where === 'ours') return ours
  return [
    ...ours,
    turn.fan.name,
    turn.fan.profile.instruction ?? '',
    ...turn.memories.flatMap(({ fact, quote }) => [fact, quote ?? '']),
    ...turn.preferences.map(({ rule }) => rule),
    ...turn.promises.map(({ text }) => text),
    ...turn.purchases.map(({ title }) => title),
    ...[...turn.recent, ...turn.unanswered].map(({ body }) => body),
    ...turn.sentBefore,
  ]
}
