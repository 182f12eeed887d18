/** The languages we write. */
export type Language = 'en' | 'fr'

const words = (list: string) => new Set(list.split(' '))

/** Words that are frequent in one language and no words of the other. */
const FRENCH = words(
  'je tu il elle nous vous ils elles le la les un une des du de et est es suis sommes êtes sont pas mais donc car avec sans pour dans sur chez mon ma mes ton ta tes son sa ses notre votre leur ce cette ces ça cela qui que quoi dont où quand comment pourquoi parce très trop bien aussi encore toujours jamais rien tout tous toute oui merci bonjour bonsoir salut coucou ouais hein bah ben quelle quel quelles ai as avons avez ont était étais fait fais veux peux va vais vas aime adore demain hier soir matin jour nuit chien maison travail boulot bisous bisou chéri chérie belle beau jolie envie besoin depuis avant après alors puis voilà stp svp mdr ptdr jsuis chui cest jai tes moi toi lui eux y rentre rentré journée dur dure fatigué fatiguée passe passé bientôt combien coûte photo vidéo au aux en par ne se me te',
)
const ENGLISH = words(
  "i you he she we they the a an and is am are was were not but so because with without for in on at my your his her our their this that these those it its who what where when how why very too well also still always never nothing all yes thanks thank hello hi hey yeah yep nope dont don't can't cant im i'm you're youre it's lets have has had do does did want can will would could should go going gonna wanna love like tomorrow yesterday evening morning day night dog house home work job kiss baby beautiful pretty need since before after then please lol omg u ur just got get been from of to me him them up out about really much if or as be there here tired today good bad how's what's did miss",
)
/** In both lists of words people type, so they prove nothing. */
const SHARED = new Set([
  'a',
  'me',
  'on',
  'as',
  'son',
  'photo',
  'tu',
  'lol',
  'hi',
  'the',
  'pour',
  'dans',
  'par',
  'y',
  'or',
  'car',
  'am',
])

/**
 * English or French, from the words people use without thinking. Undefined when there is too little to go by (an emoji,
 * a name, "ok"): then what is known of the fan holds.
 */
export function detectLanguage(text: string): Language | undefined {
  const tokens =
    text
      .toLowerCase()
      .slice(0, 4_000)
      .replaceAll('’', "'")
      .match(/[\p{L}']+/gu) ?? []
  let french = /[éèêàçùœôîûë]/u.test(text.toLowerCase()) ? 1 : 0
  let english = 0
  for (const token of tokens.flatMap(elided)) {
    if (SHARED.has(token)) continue
    if (FRENCH.has(token)) french += 1
    if (ENGLISH.has(token)) english += 1
  }
  if (french === english) return undefined
  const [more, less] = french > english ? [french, english] : [english, french]
  const isSure = more >= 2 ? more >= less * 1.5 : less === 0 && tokens.length <= 4
  if (!isSure || isForeign(text)) return undefined
  return french > english ? 'fr' : 'en'
}

/** What gives the neighbours away: frequent there, and hardly ever English or French. */
const ELSEWHERE = words(
  'el los las una unos del que como cómo qué está estás estoy muy pero porque para hola cariño mi tus gracias día trabajo algo quiero bonito ich du ist nicht und der die das wie war dein mein mit auf heute bei guten abend schatz aber sehr für wir sie auch noch il che sono sei ciao come stai oggi molto per non anche perché amore della bello eu você não uma muito obrigado meu minha hoje bom com para ik jij niet een het van met voor maar heel goed vandaag',
)

/** True when the text is clearly in some other language than these two: another script, or none of our words in many. */
export function isForeign(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? []
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter))
  if (letters.length >= 8 && latin.length < letters.length / 2) return true
  const tokens = text.toLowerCase().match(/[\p{L}']+/gu) ?? []
  if (tokens.length < 6) return false
  const own = tokens.flatMap(elided).filter((token) => FRENCH.has(token) || ENGLISH.has(token)).length
  const elsewhere = tokens.filter((token) => ELSEWHERE.has(token)).length
  return own < tokens.length * 0.12 || (elsewhere >= 3 && elsewhere > own)
}

/** "j'ai" is two words of French; "don't" is one of English. */
function elided(token: string): string[] {
  const [, before, after] = token.match(/^(j|t|l|d|c|s|m|n|qu)'(.+)$/u) ?? []
  return before && after ? ['je', after] : [token]
}
