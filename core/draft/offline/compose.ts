import { mayOffer } from '../may-offer.ts'
import type { DraftBrief } from '../prompt.ts'
import { DARK, LEAVING, ONLY_THIS, OPEN, OPEN_TO_OFFERS, REFUSED, ROOM, SELLING, SERIOUS, TOLD } from './act-kinds.ts'
import { type Act, hearActs } from './acts.ts'
import { answerAboutHer } from './answer-about-her.ts'
import { fitted } from './fit-length.ts'
import { type Heard, hearMoment, hearThing, momentsIn } from './moments.ts'
import { offerLines, softOfferLine } from './offer-lines.ts'
import { PHRASES_EN } from './phrases.en.ts'
import { PHRASES_FR } from './phrases.fr.ts'
import type { Bank, KnownKind, Lines, Phrases } from './phrases.ts'
import { type Chooser, fold } from './pick.ts'
import { factAskedFor, promiseAskedAbout, wordsRemembered } from './recalled-words.ts'
import { recalledToTakeUp, type TakenUp } from './take-up.ts'
import { timely } from './timely.ts'
import { type Topic, topicsOf } from './topics.ts'
import { createVoice, type Voice } from './voice.ts'

export interface OfflineBrief extends DraftBrief {
  /** So many more sentences than usual. */
  more?: number
}

const RETURN_MS = 30 * 86_400_000

/** One attempt at a reply; `chooser` decides among equals. */
export function composeReply(brief: OfflineBrief, chooser: Chooser): Composed {
  const { turn, language, instruction } = brief
  const phrases = language === 'fr' ? PHRASES_FR : PHRASES_EN
  const acts = actsFor(turn)
  const act = acts[0] ?? 'talk'
  const voice = createVoice(brief, chooser, {
    act,
    isDark: DARK.has(act) || turn.fan.inCare,
    isSerious: SERIOUS.has(act) || hearMoment(turn, language)?.isGrave === true,
  })
  const told = voice.fitting
  const pick = (bank: Bank | undefined) => chooser.pick(told(bank ?? []))

  if (act === 'crisis') {
    return voice.speak([
      pick(phrases.react.crisis),
      pick(phrases.tell.crisis),
      ...(voice.mayAsk ? [pick(phrases.ask.crisis)] : []),
    ])
  }
  const said = turn.unanswered.map(({ body }) => body).join(' ')
  const topic = subjectOf(said, phrases)
  const selling =
    acts.some((heard) => SELLING.has(heard)) && instruction !== 'no-offer' && !ONLY_THIS.has(act) && !REFUSED.has(act)
  const moment = TOLD.has(act) && !selling ? hearMoment(turn, language) : undefined
  const sale = selling ? offerLines(brief, mayOffer(turn), { phrases, pick, mayAsk: voice.mayAsk }) : undefined
  const answer = act === 'remember-that' ? factAskedFor(brief) : undefined
  if (answer) {
    const line = pick(phrases.answered)?.replace('{it}', answer.words)
    const { text } = voice.speak([line, voice.mayAsk ? pick(phrases.ask['remember-me'] ?? []) : undefined])
    return { text, takenUp: answer }
  }
  const remembered = act === 'remember-that' ? wordsRemembered(brief) : undefined
  if (remembered && (voice.mayAsk || !remembered.quote.includes('?'))) {
    const words = language === 'fr' ? `« ${remembered.quote} »` : `“${remembered.quote}”`
    const line = pick(remembered.byFan ? phrases.quoted : phrases.quotedHer)?.replace('{quote}', words)
    const { text } = voice.speak([line, voice.mayAsk ? pick(phrases.ask['remember-me'] ?? []) : undefined])
    return { text, takenUp: { id: remembered.id, words: remembered.quote } }
  }
  const owed = LEAVING.has(act) || DARK.has(act) || sale ? undefined : promiseAskedAbout(brief)
  const asksForIt =
    owed && acts.some((heard) => heard === 'asks-favour' || heard === 'question' || heard === 'remember-that')
  const isOwed = owed !== undefined && (asksForIt || /\bhow(?:'s| is| are)\b/iu.test(said))
  const thing = TOLD.has(act) && !moment && !turn.fan.inCare ? hearThing(turn, language) : undefined
  const opening = openingOf(brief, { acts, phrases, pick, topic, chooser, voice, moment, thing })
  const soft =
    OPEN_TO_OFFERS.has(act) && !sale && !isOwed && !moment?.isGrave && !turn.fan.inCare && instruction !== 'no-offer'
      ? softOfferLine(brief, phrases, pick)
      : undefined
  const promised = isOwed
    ? [
        voice.fill(pick(owed.it ? momentsIn(language).owed : momentsIn(language).owedSomething) ?? '', {
          it: owed.it ?? '',
        }),
      ]
    : []
  const answers = [...promised, ...(isOwed || moment ? [] : answersOf(brief, acts, phrases, pick))]
  const known =
    ONLY_THIS.has(act) || REFUSED.has(act) || act === 'remember-that' || turn.fan.inCare || sale || soft
      ? undefined
      : recalledToTakeUp(brief, chooser, acts, !ROOM.has(act) || moment !== undefined || isAfterBadNews(turn))
  const lines = known && phrases.known[known.known.kind]
  const closing = closingOf({
    brief,
    act,
    phrases,
    pick,
    voice,
    topic,
    lines,
    known,
    chooser,
    moment,
    thing,
    isOwed,
  })
  const body = [...opening, ...answers, ...(sale ?? []), ...(sale && voice.mayAsk ? [] : closing.pieces)].filter(
    (piece) => piece !== undefined,
  )
  // Room for something nice, but never a letter where a line was wanted.
  const extra =
    brief.more === undefined && (sale || body.length > 3) ? [] : extras(brief, phrases, pick, voice, act, chooser)
  const start = sale && instruction === 'shorter' ? [] : [...opening, ...answers]
  const ending = sale && voice.mayAsk ? [] : closing.pieces
  const pieces = fitted(turn, [...start, ...(sale ?? []), soft, ...extra, ...ending], {
    // What the fan asked for, and care, are never left out.
    optional: turn.fan.inCare || SERIOUS.has(act) ? [] : [...extra, ...ending.slice(0, -1), ...opening.slice(1)],
  })
  const { text } = voice.speak(pieces)
  // What was asked for may have cut it out again.
  const words = closing.tookUp && fold(text).includes(fold(closing.tookUp)) ? closing.tookUp : undefined
  return words && known ? { text, takenUp: { id: known.id, words } } : { text }
}

export interface Composed {
  text: string
  /** What was brought up from before, and the words that do it. */
  takenUp?: { id: string; words: string }
}

function isAfterBadNews(turn: OfflineBrief['turn']): boolean {
  const leave = mayOffer(turn)
  return !leave.allowed && leave.why === 'bad-moment'
}

/** Whoever is in care is met with care, unless they only say hello, thanks or good night. */
function actsFor(turn: OfflineBrief['turn']): Act[] {
  const acts = hearActs(turn.unanswered)
  const [act] = acts
  const isPlain = act === 'greeting' || act === 'thanks' || (act !== undefined && (LEAVING.has(act) || DARK.has(act)))
  return turn.fan.inCare && !isPlain ? ['in-care', ...acts] : acts
}

type Pick = (bank: Bank | undefined) => string | undefined

/** The first sentence or two: a greeting where one is due, and the reaction. */
function openingOf(
  { turn, instruction, language }: OfflineBrief,
  of: {
    acts: Act[]
    phrases: Phrases
    pick: Pick
    topic: Topic | undefined
    chooser: Chooser
    voice: Voice
    moment: Heard | undefined
    thing: string | undefined
  },
) {
  const { acts, phrases, pick, topic, chooser, voice, moment, thing } = of
  const act = acts[0] ?? 'talk'
  const last = turn.recent.at(-1)
  const first = turn.unanswered[0]
  const isBack = last && first && first.sentAt.getTime() - last.sentAt.getTime() > RETURN_MS
  const isLight = act === 'greeting' || act === 'asks-her-day' || act === 'talk'
  const echoed = thing && voice.fill(pick(momentsIn(language).echo) ?? '', { it: thing })
  if (isBack && !DARK.has(act)) {
    return [pick(phrases.back), echoed ?? (act === 'greeting' ? undefined : pick(phrases.react[act]))]
  }
  if (turn.fan.inCare && act === 'thanks') return [pick(phrases.react['in-care'])]
  if (moment) return [voice.fill(pick(moment.react) ?? '', { it: moment.it })]
  if (!last && isLight && !thing && !topic && instruction !== 'shorter') return [pick(phrases.welcome)]
  const onTopic = topic && OPEN.has(act) && chooser.chance(0.7) ? phrases.topics[topic]?.react : undefined
  if (act === 'question' && !onTopic) return []
  if (act === 'asks-her-day' || act === 'asks-doing' || act === 'asks-about-her')
    return acts.includes('greeting') ? [pick(phrases.react.greeting)] : []
  if (act === 'asks-favour' && promiseAskedAbout({ turn, language, recalled: [], instruction })) return []
  if (echoed && OPEN.has(act)) return [echoed]
  return [pick(onTopic ?? phrases.react[act])]
}

/** What the fan asked is answered before anything else is asked back. */
function answersOf(brief: OfflineBrief, acts: Act[], phrases: Phrases, pick: Pick): (string | undefined)[] {
  const [act] = acts
  if (act && (DARK.has(act) || act === 'complaint' || act === 'asks-if-software')) {
    return act === 'asks-if-software' && brief.turn.creator.disclosure ? [brief.turn.creator.disclosure] : []
  }
  if (acts.includes('asks-her-day')) return [pick(phrases.react['asks-her-day'])]
  if (acts.includes('asks-doing')) return [pick(phrases.react['asks-doing'])]
  if (acts.includes('asks-about-her')) return answerAboutHer(brief, phrases, pick)
  return act === 'question' ? [pick(phrases.dodge)] : []
}

function closingOf(of: {
  brief: OfflineBrief
  act: Act
  phrases: Phrases
  pick: Pick
  voice: Voice
  topic: Topic | undefined
  lines: Lines | undefined
  known: TakenUp | undefined
  chooser: Chooser
  moment: Heard | undefined
  thing: string | undefined
  isOwed: boolean
}): { pieces: (string | undefined)[]; tookUp: string | undefined } {
  const { act, phrases, pick, voice, topic, lines, known, chooser, moment } = of
  const pickKnown = (bank: Bank) => {
    const line = pick(bank)
    return line && known && voice.fill(line, known.known.slots)
  }
  if (!voice.mayAsk || LEAVING.has(act) || act === 'grief' || of.brief.turn.fan.inCare) {
    const remark = lines && !LEAVING.has(act) ? pickKnown(lines.tell) : undefined
    const end = pick(
      (of.brief.turn.fan.inCare ? phrases.tell['in-care'] : phrases.tell[act]) ??
        (remark ? undefined : phrases.chat.tell),
    )
    return { pieces: [remark, end], tookUp: remark }
  }
  const own = phrases.ask[act]
  if (moment) {
    const remark = lines && known?.isSubject && !moment.isGrave && !moment.isAnswer ? pickKnown(lines.tell) : undefined
    const about = moment.isAnswer && topic && moment.it ? phrases.topics[topic]?.ask : undefined
    const question = pick(about ?? moment.ask)
    return {
      pieces: [of.isOwed ? undefined : remark, question && voice.fill(question, { it: moment.it })],
      tookUp: remark,
    }
  }
  if (of.isOwed) {
    const remark = lines && known?.isSubject ? pickKnown(lines.tell) : undefined
    return { pieces: [remark], tookUp: remark }
  }
  if (ONLY_THIS.has(act)) {
    return { pieces: [pick(phrases.tell[act]), chooser.chance(0.6) ? pick(own) : undefined], tookUp: undefined }
  }
  // What is being talked about now deserves the question; what is known from before then becomes a remark.
  const aboutTopic = topic && OPEN.has(act) ? phrases.topics[topic]?.ask : undefined
  if (lines && known && (known.isSubject || (aboutTopic && isDear(known.known.kind)))) {
    const remark = pickKnown(lines.tell)
    return { pieces: [remark, pick(aboutTopic ?? own ?? phrases.chat.ask)], tookUp: remark }
  }
  const isOwnMatter = act === 'worried' && chooser.chance(0.7)
  if (lines && known && !aboutTopic && !isOwnMatter) {
    const question = pickKnown(lines.ask)
    return { pieces: [question && voice.joined(pick(phrases.link), question)], tookUp: question }
  }
  // What was told deserves the question; only where little was said may it be about anything.
  const follow = OPEN.has(act) || of.thing ? momentsIn(of.brief.language).followUp : undefined
  const bank =
    (act === 'question' ? own : aboutTopic) ??
    own ??
    aboutTopic ??
    follow ??
    (chooser.chance(0.3) ? timely(of.brief, phrases) : undefined) ??
    phrases.chat.ask
  return { pieces: [pick(bank)], tookUp: undefined }
}

/** Worth a word even while something else is talked about. */
const isDear = (kind: KnownKind) => /^(?:pet|relative|kids|trip|race|interview|job-new|birthday)/u.test(kind)

/** Sentences that are nice to have: warmth that was asked for, length that the voice has. */
function extras(
  { instruction, more = 0, turn }: OfflineBrief,
  phrases: Phrases,
  pick: Pick,
  voice: Voice,
  act: Act,
  chooser: Chooser,
) {
  if (instruction === 'shorter' || (more === 0 && (ONLY_THIS.has(act) || REFUSED.has(act)))) return []
  const wanted: (string | undefined)[] = []
  if (instruction === 'warmer') wanted.push(pick(phrases.warm))
  if (more === 0 && act === 'flirt' && voice.isFlirty && !turn.fan.inCare && chooser.chance(0.25)) {
    wanted.push(pick(phrases.flirty))
  }
  for (let extra = 0; extra < more; extra += 1)
    wanted.push(pick([...phrases.chat.tell, ...phrases.warm].filter((line) => !wanted.includes(line))))
  return wanted
}

function subjectOf(said: string, phrases: Phrases): Topic | undefined {
  return topicsOf(said).find((topic) => phrases.topics[topic])
}
