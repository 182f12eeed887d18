import type { Guardrail } from './run-guardrails.ts'
import { findAll, isDeclined, sentenceAt, without } from './sentences.ts'

const MEETINGS = [
  /\b(?:let'?s|we (?:can|could|should|will)|i(?:'ll| will| can| could|'d love to| want to| would love to)|shall we|should we|when (?:can|shall) we) (?:\w+ ){0,2}(?:meet(?! (?:my|our|the|a) (?:deadlines?|targets?|goals?|quota|standards?)\b)|hang out|see each other|have (?:a )?(?:drink|dinner|coffee) together|go (?:out(?! for (?:a )?(?:run|walk|jog|swim)\b)|for (?:a )?(?:drink|dinner|coffee)))\b/iu,
  /\b(?:(?<!\b(?:nice|good|great|lovely|glad|happy|pleased|pleasure|delighted|excited) (?:to |finally to |to finally )?)meet (?:me|you|up(?! with (?:your|her|his|them|friends)\b))|(?<!\b(?:he|she|they|sister|brother|mum|mom|dad|friends?|family|parents|kids|what'?s|has|have|had|came) )come (?:over|to my (?:place|hotel|room|flat|apartment|house))|see you (?:there|in person|in real life|tonight at|tomorrow at|at (?:the|my|your))|pick (?:you|me) up|my (?:address|hotel|room number) is|i live at|i'?m (?:staying )?at (?:the )?(?:hotel|room)|waiting for you (?:at|in) (?:the|my))\b/iu,
  /(?<!\p{L})(?:on (?:se (?:voit|retrouve|rencontre|rejoint|donne rendez-vous)|peut se (?:voir|rencontrer|retrouver)|pourrait se (?:voir|rencontrer|retrouver)|va (?:boire|dîner|manger))|se (?:voir|rencontrer|retrouver) (?:en vrai|ce soir|demain)|viens (?:chez moi|me (?:voir|rejoindre|retrouver))|je (?:viens|passe) (?:chez toi|te (?:voir|chercher))|rejoins-moi|retrouve-moi|mon adresse,? (?:c'est|est)|j'habite au \d|je t'attends (?:à|au|devant|dans)|mon hôtel)(?!\p{L})/iu,
  /\b\d{1,4},? (?:rue|avenue|av\.|boulevard|bd|place d[eu']|impasse|chemin|allée)\b|\b\d{1,4} (?!hours?\b|minutes?\b|mins?\b|miles?\b|km\b|kilomet|days?\b|weeks?\b|long\b|more\b|big\b)\p{L}+ (?:street|st|road|rd|avenue|ave|lane|drive|square)\b/iu,
]
/** "See you here tomorrow": the place is this one. */
const HERE =
  /\b(?:right here|in here|on here|online)\b|(?<!\p{L})(?:ici|en ligne|par messages?|dans (?:mes|tes) messages)(?!\p{L})/iu
const ELSEWHERE =
  /\d|\b(?:hotel|house|home|place|address|station|bar|café|cafe|restaurant|room|street|hôtel|gare|maison|rue|chez|adresse|chambre|verre|dîner|dinner|drink)\b/iu

/** No meeting in real life, and no address. Saying no to one is fine. */
export const meeting: Guardrail = ({ text }) =>
  findAll(text.replaceAll('’', "'"), MEETINGS)
    .filter(({ start }) => {
      const sentence = sentenceAt(text, start).text
      return !isDeclined(sentence) && !(HERE.test(sentence) && !ELSEWHERE.test(sentence))
    })
    .slice(0, 5)
    .map((span) => {
      const rewrite = without(text, [sentenceAt(text, span.start)])
      return {
        rule: 'meeting',
        severity: 'stop',
        ...span,
        says: {
          en: 'This sounds like a meeting in real life or an address. Neither is ever offered.',
          fr: 'On dirait une rencontre en vrai ou une adresse. On n’en propose jamais.',
        },
        ...(rewrite ? { rewrite } : {}),
      }
    })
