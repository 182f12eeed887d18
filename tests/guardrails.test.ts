import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findClaims } from '../core/draft/claims.ts'
import { amountsIn } from '../core/draft/guardrails/prices.ts'
import { runGuardrails } from '../core/draft/guardrails/run-guardrails.ts'
import { TOPICS_EN } from '../core/draft/offline/topics.en.ts'
import { TOPICS_FR } from '../core/draft/offline/topics.fr.ts'
import { sayPrice } from '../core/draft/say-price.ts'
import { aTurn, recalledOf, type TurnOptions } from './support/turn.ts'

const MENU: TurnOptions['menu'] = [
  ['Beach set', 1_200],
  ['Custom video', 4_500],
]
const rulesFor = (text: string, more: Partial<TurnOptions> = {}, drafted = true) =>
  runGuardrails(aTurn({ says: 'hi', menu: MENU, ...more }), text, { drafted }).map(({ rule }) => rule)

describe('words that are stopped, in English and French', () => {
  test.each([
    ['denial', 'en', 'I promise I am not a bot.'],
    ['denial', 'en', "I'm a real person, silly."],
    ['denial', 'fr', 'Mais non, je ne suis pas un robot.'],
    ['denial', 'fr', 'Je suis une vraie personne, promis.'],
    ['meeting', 'en', "Let's meet tomorrow at eight."],
    ['meeting', 'en', 'My address is 12 River Street.'],
    ['meeting', 'fr', 'On se retrouve ce soir devant la gare ?'],
    ['meeting', 'fr', "J'habite au 12 rue du Port."],
    ['meeting', 'en', 'Come over tonight, you can meet me at the hotel right here.'],
    ['meeting', 'fr', 'On se retrouve ici, devant la gare, à 20 heures.'],
    ['pressure', 'en', 'The Beach set is yours just for today.'],
    ['pressure', 'fr', "La vidéo est dispo jusqu'à ce soir."],
    ['denial', 'en', "I'm real, I promise."],
    ['contact', 'en', 'Text me on Snap when you can.'],
    ['payment', 'fr', 'Envoie ça par Lydia, mon cœur.'],
    ['contact', 'en', 'Write me at nova@mail.example, okay?'],
    ['contact', 'en', 'My number is +33 6 12 34 56 78.'],
    ['contact', 'fr', 'Ajoute-moi sur Snap, on sera mieux.'],
    ['payment', 'en', 'Just send it with PayPal, love.'],
    ['payment', 'fr', 'Tu peux me faire un virement ?'],
    ['link', 'en', 'Look here: https://evil.example/pay'],
    ['link', 'en', 'It is on sweet-deals.com right now.'],
    ['price', 'en', 'The Beach set is only €5 today.'],
    ['price', 'fr', 'La vidéo perso est à 12,50 €.'],
    ['pressure', 'en', 'Hurry up, only 2 left.'],
    ['pressure', 'fr', "Dépêche-toi, il n'en reste que deux."],
    ['other-fans', 'en', 'One of my other fans loved it.'],
    ['other-fans', 'fr', "Un autre fan m'a dit pareil."],
    ['language', 'en', 'Coucou toi, tu as passé une bonne journée ?'],
    ['language', 'fr', 'Hey you, how was your day at work?'],
    ['contradiction', 'en', 'I live in Paris, you know.'],
    ['contradiction', 'en', "I don't have a cat, sadly."],
    ['markup', 'en', '<b>hello</b> you, how are you?'],
    ['invisible', 'en', 'he\u200bllo you, how are you \u202edoing?'],
  ] as const)('%s (%s): %s', (rule, language, text) => {
    expect(rulesFor(text, { language })).toContain(rule)
  })

  test.each([
    ['en', "I don't meet up, I only exist in here."],
    ['en', 'I do have help with my messages, and a person reads each one.'],
    ['en', 'The Beach set is €12, shall I send it to you?'],
    ['en', 'Say hi to your dog for me, and tell me how was your day?'],
    ['fr', 'Je ne fais pas de rencontres, on reste ici tous les deux.'],
    ['fr', 'Beach set, c’est 12 €. Ça te dit ?'],
    ['fr', "J'ai un chat qui s'appelle Miso. Et toi ?"],
    ['en', 'I have a cat called Miso 🐈‍⬛ and I live in Lyon.'],
    ['en', 'Hi, so nice to meet you! What brought you here?'],
    ['en', 'I have to meet my deadline first, then I am all yours.'],
    ['en', 'Did your sister come over yesterday?'],
    ['en', 'That sounds like a 2 hour drive, poor you.'],
    ['en', "Let's meet right here tomorrow evening, same as always."],
    ['en', 'I want to go out for a run before breakfast.'],
    ['en', "I'm real happy for you."],
    ['en', "I don't need help with the pancakes, thank you."],
    ['en', 'So you were there from 2019-2023, that is a while.'],
    ['en', 'That is wise of you.'],
    ['en', 'Write me at any hour, or on Sunday.'],
    ['en', 'Be lazy, just for today.'],
    ['en', 'Only two more days until your exam.'],
    ['en', "I'm not too proud to say I burned it."],
    ['en', 'And the other guys at work, what did they say?'],
    ['fr', 'Ravie de te rencontrer, tu es arrivé par quelle vidéo ?'],
    ['fr', 'Enchantée ! Qu’est-ce qui t’amène par ici ?'],
    ['fr', 'On se retrouve ici demain, d’accord ?'],
    ['fr', 'Tu travailles jusqu’à ce soir ?'],
    ['fr', 'Plus que 3 jours avant ton partiel, courage.'],
    ['fr', 'Dépêche-toi d’aller dormir.'],
    ['fr', 'Écris-moi au réveil.'],
    ['fr', 'Lydia, elle va comment ?'],
    ['fr', 'Tu me dois une histoire.'],
    ['fr', 'Je viens de rentrer de l’atelier, je te lis.'],
    ['fr', 'J’habite en ville, et toi ?'],
    ['fr', 'Et les autres gars du service, ils ont dit quoi ?'],
  ] as const)('nothing to say against (%s): %s', (language, text) => {
    expect(
      rulesFor(text, { language, says: language === 'fr' ? "salut, j'ai un chien" : 'hi, my dog ate my shoe' }),
    ).toEqual([])
  })

  test('each points at its words, and where there is a way out, it is a way out', () => {
    const text = 'I missed you so much today. The Beach set is €5 for you. How are you?'
    const [warning] = runGuardrails(aTurn({ says: 'hi', menu: MENU }), text, { drafted: true })
    expect(text.slice(warning?.start, warning?.end)).toBe('€5')
    expect(warning?.rewrite).toBe('I missed you so much today. How are you?')
  })
})

describe('no offer where none is allowed', () => {
  const offer = 'The Beach set is €12, do you want it?'
  test('in care, after bad news, by a rule, beside a confidence', () => {
    expect(rulesFor(offer, { inCare: true })).toContain('offer')
    expect(rulesFor(offer, { says: 'I had a terrible day, I cried' })).toContain('offer')
    expect(rulesFor(offer, { rules: [{ kind: 'other', rule: 'no offers for him' }] })).toContain('offer')
    const confided = { facts: [{ text: 'lost his brother Marius in spring', neverForSelling: true }] }
    expect(rulesFor(`I know spring is hard since Marius, your brother. ${offer}`, confided)).toContain('offer')
    expect(rulesFor(offer)).not.toContain('offer')
  })

  test('danger in the fan’s words stops whatever the draft says', () => {
    expect(rulesFor('Hey you, how are you?', { says: 'i want to kill myself' })).toContain('care')
    expect(rulesFor('Coucou toi, ça va ?', { says: "j'ai envie de mourir", language: 'fr' })).toContain('care')
    expect(rulesFor('Hey you, how are you?', { says: "i'm 16, is that ok" })).toContain('under-age')
  })
})

describe('what a rule or a person asked for', () => {
  test('words to leave out are found whole', () => {
    const rules = [{ kind: 'avoid-word', rule: 'babe' }]
    expect(rulesFor('hey babe, how are you?', { rules })).toContain('avoid-word')
    expect(rulesFor('hey Babette, how are you?', { rules })).not.toContain('avoid-word')
    const warning = runGuardrails(aTurn({ says: 'hi', rules }), 'I missed you, babe, how are you today?', {
      drafted: true,
    })[0]
    expect(warning?.rewrite).toBe('I missed you, how are you today?')
  })

  test('nearly the same as before: a machine is stopped, a person is told', () => {
    const before = 'Aww, I thought about you too. Did Bruno let you sleep at least?'
    const options = { sentBefore: [before], saidBefore: [before] }
    const severities = [true, false].map(
      (drafted) => runGuardrails(aTurn({ says: 'hi', ...options }), before, { drafted })[0]?.severity,
    )
    expect(severities).toEqual(['stop', 'look'])
  })
})

describe('claims about the fan', () => {
  const facts = [{ text: 'has a dog called Bruno' }]
  test('rest on what is known, at their words', () => {
    const text = 'Poor you. Did Bruno let you sleep?'
    const { claims, warnings } = findClaims({
      turn: aTurn({ says: 'hi', facts }),
      recalled: recalledOf({ says: '', facts }),
      text,
      usesIds: [],
    })
    expect(claims).toMatchObject([{ recalledId: 'k0' }])
    expect(text.slice(claims[0]?.start, claims[0]?.end)).toBe('Bruno')
    expect(warnings).toEqual([])
  })

  test('what nobody said is marked, and asked once', () => {
    const { claims, warnings } = findClaims({
      turn: aTurn({ says: 'hi', facts }),
      recalled: recalledOf({ says: '', facts }),
      text: 'How is your sister? You told me about the surgery.',
      usesIds: [],
    })
    expect(claims.every(({ recalledId }) => recalledId === undefined)).toBe(true)
    expect(warnings.map(({ rule, severity }) => `${rule}/${severity}`)).toEqual(['ungrounded/stop', 'ungrounded/stop'])
  })

  test('what is marked ends with the thing, or with its name', () => {
    const marked = (text: string) => {
      const { claims } = findClaims({ turn: aTurn({ says: 'hi' }), recalled: [], text, usesIds: [] })
      return claims.map(({ start, end }) => text.slice(start, end))
    }
    expect(marked('What do you like in your job you go to?')).toEqual(['your job'])
    expect(marked('Give your dog Bruno a kiss.')).toEqual(['your dog Bruno'])
  })

  test('nothing that our own drafter says of a topic sounds as if it were known', () => {
    const lines = [TOPICS_EN, TOPICS_FR].flatMap((topics) =>
      Object.values(topics).flatMap(({ react, ask }) => [...react, ...ask]),
    )
    expect(lines.length).toBeGreaterThan(200)
    const marked = lines.flatMap((text) =>
      findClaims({ turn: aTurn({ says: 'hi' }), recalled: [], text, usesIds: [] }).warnings.map(() => text),
    )
    expect(marked).toEqual([])
  })
})

describe('for any text at all', () => {
  test('prices are read as they were written, in both languages', () => {
    const price = fc.record({
      priceMinor: fc.integer({ min: 1, max: 99_999_99 }),
      currency: fc.constantFrom('EUR', 'USD', 'GBP'),
    })
    fc.assert(
      fc.property(price, fc.constantFrom('en' as const, 'fr' as const), (offer, language) => {
        const found = amountsIn(`so ${sayPrice(offer, language)}, okay`)
        expect(found).toMatchObject([{ minor: offer.priceMinor, currency: offer.currency }])
      }),
    )
    expect(amountsIn('12€50 et 1 200 euros, 20 bucks').map(({ minor }) => minor)).toEqual([1_250, 120_000, 2_000])
    expect(amountsIn('in 2026, at 8, 50 % of it')).toEqual([])
  })

  test('no rule ever throws, and every place lies inside the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.boolean(),
        (text, says, drafted) => {
          for (const { start = 0, end = text.length } of runGuardrails(aTurn({ says, menu: MENU }), text, {
            drafted,
          })) {
            expect(start).toBeGreaterThanOrEqual(0)
            expect(end).toBeLessThanOrEqual(text.length)
          }
          findClaims({ turn: aTurn({ says }), recalled: [], text, usesIds: ['x'] })
        },
      ),
      { numRuns: 300 },
    )
  })

  test('a long and nasty text is read in a blink', () => {
    const turn = aTurn({ says: 'hi', menu: MENU })
    for (const text of [
      '1 '.repeat(6_000),
      'a'.repeat(12_000),
      '€'.repeat(12_000),
      'A1'.repeat(6_000),
      '<a '.repeat(4_000),
      'x.'.repeat(6_000),
      '@a'.repeat(6_000),
      '+1-'.repeat(4_000),
    ]) {
      runGuardrails(turn, text, { drafted: true })
    }
  }, 10_000)
})
