import type { Persona } from '../creators/persona.ts'

export type Tone = Persona['tone']

const word = (...patterns: string[]) => new RegExp(`(?<!\\p{L})(?:${patterns.join('|')})(?!\\p{L})`, 'giu')

/** What gives a tone away, in English and French. Short on purpose: what matches nothing has no tone of its own. */
const MARKS: Record<Tone, RegExp[]> = {
  flirty: [
    word(
      'babe',
      'baby',
      'handsome',
      'gorgeous',
      'sexy',
      'naughty',
      'tease',
      'teasing',
      'kiss(?:es)?',
      'cuddle',
      'blush(?:ing)?',
      'in bed',
      'dream(?:ing)? (?:of|about) (?:me|you)',
      'bébé',
      'beau gosse',
      'coquine?',
      'bisous?',
      'embrasse',
      'câlins?',
      'rougir',
      'envie de toi',
    ),
    /😘|😏|😈|💋|🔥|😉|🥵/gu,
  ],
  playful: [
    word(
      'ha(?:ha)+',
      'hihi',
      'lol',
      'guess what',
      'bet',
      'dare',
      'no way',
      'silly',
      'oops',
      'mystery',
      'game on',
      'mdr',
      'devine',
      'chiche',
      'pari',
      'oups',
      'mince',
      'mais non',
      'sérieux',
    ),
    /😂|🤣|🙈|😜|😝|🤪|😆|😅|🤭/gu,
  ],
  warm: [
    word(
      'proud of you',
      'thinking of you',
      'miss(?:ed)? you',
      'so sweet',
      'means a lot',
      'hug(?:s)?',
      'with you',
      'take care',
      'here for you',
      'made me smile',
      'fière de toi',
      'je pense à toi',
      'tu me manques',
      'trop mignon',
      'ça me touche',
      'prends soin',
      'je suis là',
      'de tout cœur',
    ),
    /🫶|❤️?|🥰|🤗|💛|💕|🥹|☺️?|😊/gu,
  ],
  friendly: [
    word(
      'how was',
      "how(?:'s| is) (?:it|your|the)",
      'tell me',
      'cool',
      'nice',
      'great',
      'sounds good',
      'have fun',
      'raconte',
      'comment (?:ça|va|s)',
      'sympa',
      'super',
      'génial',
      'amuse-toi',
      'bonne (?:journée|soirée|nuit)',
    ),
    /🙂|👍|✨|🎉/gu,
  ],
  calm: [
    word(
      'no rush',
      'take your time',
      'breathe',
      'rest',
      'quiet(?:ly)?',
      'slowly',
      'gently',
      'rien ne presse',
      'prends ton temps',
      'respire',
      'repose-toi',
      'doucement',
      'tranquille(?:ment)?',
      'au calme',
    ),
    /🌙|🍵|🌿|😌/gu,
  ],
}
export const TONES = Object.keys(MARKS) as Tone[]

/** The tone with the most marks in a reply; undefined when none has one, or two have as many. */
export function toneOf(reply: string): Tone | undefined {
  const text = reply.replaceAll('’', "'")
  const counts = TONES.map((tone) => ({
    tone,
    marks: MARKS[tone].reduce((sum, mark) => sum + [...text.matchAll(mark)].length, 0),
  })).toSorted((a, b) => b.marks - a.marks)
  const [first, second] = counts
  return first && first.marks > (second?.marks ?? 0) ? first.tone : undefined
}
