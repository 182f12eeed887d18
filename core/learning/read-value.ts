import { datesIn, writeDay, writeMonth } from './dates.ts'
import type { Frame } from './fact-frames.ts'
import type { FactRule } from './fact-rule.ts'
import { isFirstName } from './first-names.ts'
import type { Reading } from './found.ts'

/** The thing itself, out of what a rule caught; undefined when it is none after all. */
export function readValue(
  rule: FactRule,
  match: RegExpExecArray,
  after: string,
  reading: Reading,
): { value: string; frame: Frame } | undefined {
  const said = (match.groups?.v ?? match.groups?.w ?? '').replace(/\s+/g, ' ').trim()
  if (rule.isDay) return readDay(said, match[0], reading)
  const value = rule.isName ? readName(said, match[0], rule.frame) : readByFrame(rule.frame, said, after)
  return value === undefined ? undefined : { value, frame: rule.frame }
}

function readByFrame(frame: Frame, said: string, after: string): string | undefined {
  switch (frame) {
    case 'old':
      return Number(said) >= 10 ? said : undefined
    case 'lives':
    case 'from':
    case 'used-to-live':
      return readPlace(said, after)
    case 'has-pet':
    case 'has-pets':
    case 'has-partner':
    case 'lost-pet':
    case 'parted':
    case 'relative':
    case 'children':
    case 'single':
      return said.toLowerCase()
    case 'hobby':
    case 'used-to-do':
      return readThing(said)?.replace(
        /^(?:du |de la |de l'|des |au |aux |à la |à l'|le |la |les |l'|the |some |a bit of )/i,
        '',
      )
    case 'schedule':
    case 'limit':
    case 'promised':
    case 'budget':
    case 'no-longer':
      return said.length >= 2 && said.length <= 80 ? said : undefined
    default:
      return readThing(said)
  }
}

function readDay(said: string, whole: string, reading: Reading): { value: string; frame: Frame } | undefined {
  // "9/30" and "12/04" are read one way here and the other way there.
  if (/\d[/.-]\d/.test(said)) return undefined
  const looksBack = /(?<!\p{L})(?:was|était|last|dernière?|yesterday|hier)(?!\p{L})/iu.test(`${whole} ${said}`)
  const [day] = datesIn(said, reading, { looksBack })
  if (!day) return undefined
  const { language, timeZone } = reading
  return day.precision === 'day'
    ? { value: writeDay(day.date, language, timeZone), frame: 'born' }
    : { value: writeMonth(day.date, language, timeZone), frame: 'born-in' }
}

const NO_NAME =
  /^(?:I|I'm|I've|Is|Was|And|But|So|Who|That|The|My|He|She|It|Not|OK|Est|Et|Qui|Il|Elle|Je|C'est|A|Sorry|Back|Here|Home|Bored|Fine|Good|Happy|Sad|Tired|Lol|Haha|Always|Never|Just|Still|In|On|At|To|From|Has|Had|Will|Can|Says|Said|Did|Does|Mon|Ma|Le|La|Les|Un|Une|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|January|February|March|April|May|June|July|August|September|October|November|December|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Noël)$/

function readName(said: string, whole: string, frame: Frame): string | undefined {
  const isShouting = whole === whole.toUpperCase()
  const isNamed =
    /call(?:ed|s)? (?:me|him|her|it)?|named|name|go by|appelle|appelée?|nommée?|prénom|mon nom/i.test(whole) &&
    frame !== 'family'
  const words = said.split(' ')
  const capital = words.findIndex((word) => !/^\p{Lu}/u.test(word))
  const name = (capital < 0 ? words : words.slice(0, capital)).join(' ').replace(/'s$/, '')
  if (name && !isShouting && !NO_NAME.test(name.split(' ')[0] ?? '')) return name
  const first = (words[0] ?? '').replace(/'s$/, '')
  if (isFirstName(first) && !isShouting) return capitalised(first)
  const isNameLike =
    first.length > 1 && !/^(?:is|was|not|the|so|le|la|est|an?|un|une|pas|si|in|on|crazy|stupid)$/i.test(first)
  return isNamed && isNameLike ? capitalised(first) : undefined
}

/** Words that "in" leads to and that are no place on a map. */
const NO_PLACE =
  /^(?:here|there|bed|town|love|work|school|home|ici|là|chez|maison|peace|fear|pain|hope|between|général|hell|heaven|paradise|chaos|denial|silence|pyjamas|pajamas|sweatpants|constant|total|two|three|different|same|student|flat|apartment|house|basement|heat|your|his|her|front|place|person|real|general|case|fact|full|charge|trouble|line|shape|stock|touch|troisième|deuxième|premier|rez|appart|appartement|colocation|coloc|couple|famille|ville|campagne|centre|banlieue|bord|mer|montagne|voiture|caravane|location|enfer|paix|bout|pied|moto|train|bus|lit|cuisine|vacances|repos|retard|réunion|route|forme|retraite|chômage|régime|bureau|travail|taf|boulot|plage|piscine|mieux|côté|deux|trois|month|week|year|bigger|smaller|new|another|mum|mom|dad|mama|them|him|me|france métropolitaine)$/i
/** A lower-case word is a place when the thought ends behind it: "I live in lyon now", not "in constant fear". */
const ENDS_PLACE =
  /^\s*(?:$|[,;&/]|(?:now|since|for|with|at|right|these|though|too|and|but|near|anymore|any|after|before|until|because|so|where|actually|currently|city|last|in|two|a few|uk|usa|to|next|this|years?|when|as|from|maintenant|depuis|en ce|avec|mais|et|pour|car|cet|cette|il y a|y a|le mois|la semaine|l'an|aussi|à la base|en|au|comme|ces|dans|près|on|originally|back|again|encore|du coup|à cause|après|avant|quand)(?!\p{L}))/iu
const FIRST_HALF =
  /^(?:new|san|santa|los|las|saint|sainte|st|la|le|les|el|port|cape|fort|north|south|east|west|salt|rio|kuala|hong|tel|abu|buenos|mexico|kansas|oklahoma|jersey|great|grand|mont|clermont|aix)$/i

export function readPlace(said: string, after: string): string | undefined {
  const words = said.replace(/'s$/, '').split(' ')
  const small = words.findIndex((word, index) => index > 0 && !/^\p{Lu}/u.test(word))
  const isLower = /^\p{Ll}/u.test(words[0] ?? '')
  let kept = small < 0 ? words : words.slice(0, small)
  if (small === 1 && FIRST_HALF.test(words[0] ?? '')) kept = words.slice(0, 2)
  const place = kept.join(' ')
  if (place.length < 3 || NO_PLACE.test(kept.length > 1 && isLower ? place : (kept[0] ?? ''))) return undefined
  if (!isLower || place.startsWith('the ')) return place
  const rest = `${words.slice(kept.length).join(' ')}${after}`
  if (!ENDS_PLACE.test(rest)) return undefined
  return kept.map(capitalised).join(' ')
}

const NO_THING =
  /^(?:it|lol|that|this|lot|lots|bit|u|ya|haha|much|more|some|ça|ca|mdr|trop|bien|beaucoup|pas|one|thing|things|something|stuff|nothing|anything|everything|rien|truc|trucs|choses?|tout|plus)$/i

export function readThing(said: string): string | undefined {
  const thing = said.replace(
    /(?:\s+(?:a lot|so much|very much|the most|most|more|too|though|tho|lol|anymore|as well|beaucoup|trop|on|in|at|to|of|the|my|or|et|de|du|à|le|la|les|ou|sur|dans|way|there|again|hard|hands|until|till))+$/i,
    '',
  )
  return thing.length >= 2 && thing.length <= 60 && !NO_THING.test(thing) ? thing : undefined
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
