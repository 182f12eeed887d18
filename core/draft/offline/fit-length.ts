import { Persona } from '../../creators/persona.ts'
import type { Turn } from '../turn.ts'

/**
 * What is merely nice gives way, one piece after the other, when all of it is longer than this fan likes. Our own phrases are
 * shorter than any target: with a fan who likes it shorter, a reply shrinks by the same share of itself.
 */
export function fitted(
  { persona, creator }: Pick<Turn, 'persona' | 'creator'>,
  pieces: (string | undefined)[],
  { optional }: { optional: (string | undefined)[] },
): (string | undefined)[] {
  const share = persona.length / Persona.parse(creator.persona).length
  const longest = Math.min(persona.length, pieces.join(' ').length * share)
  let kept = pieces
  for (const piece of optional) {
    if (kept.join(' ').length <= longest) break
    kept = kept.filter((one) => one !== piece)
  }
  return kept
}
