import { type FactRule, NAME, rule } from './fact-rule.ts'

const IM =
  "i(?:'m| am)(?: still| now| actually| also| just| only| currently| happily| newly| recently| very| officially)* "
const HAVE =
  "(?:(?:i|we)(?:'ve| have)?(?: just| also| still| only| already| actually)*(?: have| got| own| keep| adopted| rescued)?(?: got| adopted| rescued| bought)?(?<=have|'ve|got|own|keep|adopted|rescued|bought) |^(?:just )?(?:got|have|adopted|picked up|rescued) )"
const COUNT = '(?:two|three|four|five|six|seven|eight|[2-9])'
const BREEDS =
  'husky|labrador|lab|corgi|poodle|bulldog|chihuahua|beagle|golden retriever|retriever|german shepherd|shepherd|dachshund|pug|terrier|spaniel|collie|greyhound|rottweiler|dobermann?|pitbull|dalmatian|whippet|bearded dragon'
const ANIMALS = `dog|doggo|pup(?:py)?|cat|kitten|kitty|rabbit|bunny|hamster|guinea pig|parrot|budgie|cockatiel|canary|horse|pony|mare|donkey|goat|snake|python|turtle|tortoise|lizard|gecko|iguana|ferret|rat|goldfish|tarantula|hedgehog|chinchilla|${BREEDS}`
const PETS = `(?<v>(?:\\p{L}+ )?(?:dogs|pups|puppies|cats|kittens|rabbits|bunnies|hamsters|parrots|budgies|horses|ponies|goats|snakes|turtles|tortoises|lizards|ferrets|rats|chickens|hens|ducks|bees|huskies|labs|labradors|beagles|pugs|terriers|corgis|chinchillas))`
const NO_PET_WORD = '(?! (?:eyes|days|person|people|food|lady|girl|fight|lover|walker|sitter|house|style))'
const PARTNERS = '(?<k>wife|husband|hubby|girlfriend|boyfriend|fiancée?|fiance|partner|gf|bf|missus|wifey)'
const FAMILY =
  '(?<k>(?:step ?-?|half ?-?|great ?-?)?(?:daughter|son|sister|brother|mother|mom|mum|mama|father|dad|niece|nephew|grandma|grandmother|granny|gran|nan|nana|grandpa|grandfather|granddad|grandad|granddaughter|grandson|uncle|aunt|auntie|aunty|cousin|toddler|sis|bro)(?: in law|-in-law)?|in-?laws)'
const FAMILIES =
  '(?<v>(?:two |three |four |five |six |[2-9] )?(?:little |older |younger |big )?(?:kids|children|parents|daughters|sons|boys|girls|twins|brothers|sisters|siblings|grandkids|grandchildren|grandparents|folks|cousins|nephews|nieces|in-?laws))'
const HOW_BIG =
  '(?: own| little| lil| big| baby| older| elder| younger| youngest| oldest| eldest| middle| twin| dear| late| old| poor)*'

/** Whom and what the fan lives with, in English: partner, family, pets. */
export const ENGLISH_PEOPLE: FactRule[] = [
  {
    frame: 'parted',
    says: rule`${IM}(?:not|no longer) (?<v>single)(?: anymore)?(?<=anymore|no longer single)`,
    confidence: 0.85,
    ends: true,
  },
  {
    frame: 'parted',
    says: rule`(?:i(?:'ve)? (?:just )?|we |^(?:just )?)(?:split|broke|broken) up with (?:my )?${PARTNERS.replace('<k>', '<v>')}(?!\p{L})`,
    confidence: 0.88,
    ends: true,
  },
  {
    frame: 'parted',
    says: rule`my ${PARTNERS.replace('<k>', '<v>')}(?: \p{L}+| and i)? (?:just )?(?:broke up|split up|split|left me|dumped me|walked out)(?!\p{L})`,
    confidence: 0.86,
    ends: true,
  },
  {
    frame: 'parted',
    says: rule`(?:we (?:just )?(?:broke|split) up|me and \p{Lu}\p{L}+ (?:broke|split) up|(?:she|he) (?:left|dumped) me)(?!\p{L})`,
    confidence: 0.8,
    value: '*',
    ends: true,
  },
  {
    frame: 'single',
    says: rule`(?:i lost my|my) (?:wife|husband) (?:died|passed(?: away)?)(?!\p{L})`,
    confidence: 0.85,
    value: 'widowed',
  },
  {
    frame: 'single',
    says: rule`i lost my (?:wife|husband)(?! (?:at|in (?:the|a) (?:shop|store|crowd|mall)))`,
    confidence: 0.8,
    value: 'widowed',
  },
  {
    frame: 'single',
    says: rule`(?:${IM}|i(?:'ve)?(?: just)? (?:got|been) |we(?:'re|'ve)?(?: just)? (?:got |been )?|^(?:just |been |got |newly |recently |now )*)(?<v>single|married|divorced|engaged|widowed|separated)(?![\p{L}-])(?! (?:dad|mum|mom|father|mother|parent|malt|day|player|thing|person|one|time|word|guy|man|to my|from reality|with (?:you|your))| (?:in|by) (?:this|that|a))`,
    confidence: 0.85,
  },
  {
    frame: 'single',
    says: rule`${IM}(?:dating|seeing) (?!you)(?:someone|somebody|a (?:girl|guy|woman|man))(?: new)?`,
    confidence: 0.8,
    value: 'dating someone',
  },
  {
    frame: 'single',
    says: rule`^(?:dating|seeing) (?:someone|somebody)(?: new)?`,
    confidence: 0.8,
    value: 'dating someone',
  },
  {
    frame: 'partner',
    says: rule`my(?: lovely| beautiful| dear)? ${PARTNERS}(?:'s name is| is (?:called|named)|,)? ${NAME}`,
    confidence: 0.9,
    presupposed: true,
    isName: true,
  },
  {
    frame: 'has-partner',
    says: rule`(?:my(?: lovely| beautiful| dear| current)?|i(?:'ve)?(?: do)? (?:have|got) an?|me and my) ${PARTNERS.replace('<k>', '<v>')}(?![\p{L}-])(?! (?:material|experience|in crime|to be))`,
    confidence: 0.78,
    presupposed: true,
  },
  {
    frame: 'pet',
    says: rule`(?:(?:my|our|${HAVE}an?|we have an?)(?: \p{L}+)? (?<k>${ANIMALS})s?(?:'s? name is| name is| is (?:called|named)|,? (?:called|named)(?: (?:him|her|it))?|,? (?:his|her|its) name(?:'s| is)|,? i named (?:him|her|it)|,)? (?!who|is|was|has|just|and|but)${NAME})`,
    confidence: 0.92,
    presupposed: true,
    isName: true,
  },
  {
    frame: 'lost-pet',
    says: rule`(?:my|our)(?: \p{L}+)? (?<v>${ANIMALS})(?: \p{Lu}\p{L}+)?(?: just)? (?:died|passed(?: away)?|ran away|had to be put (?:down|to sleep)|is gone|crossed the rainbow)`,
    confidence: 0.87,
    ends: true,
  },
  {
    frame: 'lost-pet',
    says: rule`(?:(?:i|we|^) ?had to (?:rehome|give away|sell|put down)|(?:i|we) (?:rehomed|gave away|sold)) (?:my|our) ${PETS}(?!\p{L})`,
    confidence: 0.82,
    ends: true,
  },
  {
    frame: 'lost-pet',
    says: rule`(?:(?:i|we) (?:lost|buried|put down|rehomed|gave away|sold)|had to (?:rehome|give away|sell|put down)) (?:my|our)(?: \p{L}+)? (?<v>${ANIMALS})(?!\p{L})`,
    confidence: 0.82,
    ends: true,
  },
  {
    frame: 'lost-pet',
    says: rule`(?:i |we |^)(?:don't|no longer) have (?:the|my|our) (?<v>${ANIMALS})(?: anymore)?(?<=anymore|no longer have (?:the|my|our) (?:${ANIMALS}))`,
    confidence: 0.85,
    ends: true,
  },
  {
    frame: 'has-pet',
    says: rule`(?:my|our|${HAVE}an?|walking my|walk my)(?: (?!friend|sister|brother|wife|husband|mom|mum|dad|boss|neighbou?r|roommate|ex|son|daughter|hot|girlfriend|boyfriend|favou?rite|spirit|inner)\p{L}+)? (?<v>${ANIMALS})(?![\p{L}-])${NO_PET_WORD}`,
    confidence: 0.82,
    presupposed: true,
  },
  {
    frame: 'has-pets',
    says: rule`(?:my(?: ${COUNT})?|our(?: ${COUNT})?|${HAVE}(?:${COUNT})?) ?(?!no |any )${PETS}(?![\p{L}-])`,
    confidence: 0.82,
  },
  {
    frame: 'family',
    says: rule`my${HOW_BIG} ${FAMILY}(?:'s name is| is (?:called|named)|,)? (?!who|is|was|has|just)${NAME}`,
    confidence: 0.87,
    presupposed: true,
    isName: true,
  },
  {
    frame: 'friend',
    says: rule`my (?<k>best friend|best mate|roommate|flatmate)(?:'s name is| is (?:called|named)|,)? (?!who|is|was|has|just)${NAME}`,
    confidence: 0.85,
    presupposed: true,
    isName: true,
  },
  {
    frame: 'children',
    says: rule`(?:${HAVE}|${IM}a (?:\p{L}+ )?(?:dad|mum|mom|father|mother) (?:of|to) )(?:an? )?(?<v>(?:one|two|three|four|five|six|[1-9])(?: \p{L}+)? (?:kids?|children|daughters?|sons?|boys|girls|brothers?|sisters?|siblings|grandkids|grandchildren)|twins|kids)(?!\p{L})`,
    confidence: 0.87,
  },
  {
    frame: 'children',
    says: rule`${HAVE}an?(?: \p{L}+)? (?<v>(?:\p{L}+ )?(?:son|daughter|sister|brother|grandson|granddaughter|kid|toddler|nephew|niece))(?!\p{L})`,
    confidence: 0.85,
  },
  {
    frame: 'relative',
    says: rule`${IM}an? (?<v>only child|(?:single |proud |new |\p{L}+ )?(?:dad|mum|mom|father|mother|grandad|granddad|grandpa|grandma|grandfather|grandmother|uncle|aunt))(?!\p{L}| (?:joke|bod|figure|at heart))`,
    confidence: 0.8,
  },
  {
    frame: 'relative',
    says: rule`i(?:'ve)? (?:just )?(?:became|become) an? (?<v>dad|mum|mom|father|mother|grandad|granddad|grandpa|grandma|grandfather|grandmother|uncle|aunt)(?!\p{L})`,
    confidence: 0.85,
  },
  {
    frame: 'relative',
    says: rule`(?:my|our)${HOW_BIG} ${FAMILY.replace('<k>', '<v>')}s?(?![\p{L}])(?! (?:joke|bod|jeans|jokes|tongue|nature|figure|board))`,
    confidence: 0.8,
    presupposed: true,
  },
  { frame: 'relative', says: rule`(?:my|our) ${FAMILIES}(?![\p{L}-])`, confidence: 0.8, presupposed: true },
  { frame: 'relative', says: rule`^(?:lost my) ${FAMILY.replace('<k>', '<v>')}(?![\p{L}])`, confidence: 0.8 },
  {
    frame: 'relative',
    says: rule`^${FAMILY.replace('<k>', '<v>')} (?:called|passed away|died|is (?:sick|ill|in hospital)|insists|says)(?!\p{L})`,
    confidence: 0.75,
  },
]
