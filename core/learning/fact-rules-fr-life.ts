import { type FactRule, HOUR, rule, THING } from './fact-rule.ts'

const STILL = '(?: toujours| encore| maintenant| aussi| juste| très| hyper| grave| vraiment| super| un peu)*'
const I_AM = `(?:(?:moi )?je suis${STILL} |^)`
const IM = `(?:moi )?je suis${STILL} `
const WORK = '(?:travaille|bosse|taffe)'
const DAY = '(?:lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?)'
const DAYS = `(?:le |les |du |tous les )?(?:${DAY}|week-?ends?)(?:(?:,| et| ou| au) (?:le |les )?(?:${DAY}|week-?ends?))*`
const SHIFT =
  '(?:de nuit|de jour|la nuit|du matin|du soir|en (?:3x8|2x8|horaires décalés|équipe|télétravail)|à domicile|de chez moi|à mi-temps|à temps partiel)'
const SICKNESS =
  "(?:du |un |le )?diabète(?: de type (?:1|2))?|(?:de l'|un )asthme|(?:des |une |la )?migraines?|(?:de l'|une )?épilepsie|la grippe|le covid|un covid long|un cancer|de la fièvre|(?:d'|des |une )?insomnies?|(?:des |d')acouphènes|des crises d'angoisse|(?:de l')?anxiété|une dépression|de dépression|un tdah?|un trouble bipolaire|une hernie(?: discale)?|une sclérose en plaques|la sclérose en plaques|la maladie de [\\p{L}]+|une endométriose|(?:de l')?endométriose|(?:de l')?arthrose|(?:de l')?hypertension|des problèmes de (?:dos|cœur|coeur|dos)|une sciatique|(?:de l')?eczéma|du psoriasis|la mucoviscidose|une fibromyalgie|(?:de la )?fibromyalgie|un ulcère|un pacemaker|des vertiges|(?:de )?tocs"
const PART =
  '(?:poignet|bras|jambe|cheville|genou|pied|orteil|doigt|pouce|main|nez|côte|côtes|clavicule|épaule|hanche|dos|cou|coude|mâchoire|tendon|ménisque)'
const BEING =
  "(?:diabétique(?: de type (?:1|2))?|asthmatique|épileptique|bipolaire|autiste|dyslexique|daltonien|daltonienne|malentendante?|malvoyante?|sourde?(?: d'une oreille)?|dépressif|dépressive|anémique|schizophrène|paraplégique|hypocondriaque|insomniaque|séropositif|séropositive)"
const SPORTS =
  "(?:(?:de la|de l'|du|de) ?(?:escalade|boxe|crossfit|vélo|vtt|rando(?:nnée)?|course(?: à pied)?|natation|yoga|pilates|judo|karaté|danse|ski|snowboard|surf|plongée|voile|musculation|muscu|poterie|jardinage|photo(?:graphie)?|peinture|dessin|théâtre|équitation|cheval|moto|pêche|chasse|tennis|badminton|foot(?:ball)?|rugby|basket|hand(?:ball)?|volley|golf|padel|escrime|tir à l'arc|bricolage|couture|tricot|crochet|modélisme|marche|running|trail|kayak|aviron|salsa|cuisine|pâtisserie|impro|magie|figurines|chant|skate|roller|parapente|piano|violon|apnée|gym)|des (?:marathons|semi-marathons|puzzles|maquettes|triathlons))"
const PLAYED =
  "(?:(?:de la|du|de l') ?(?:guitare|basse|batterie|piano|violon|violoncelle|trompette|saxo(?:phone)?|flûte|accordéon|harmonica|ukulélé|clarinette|harpe|synthé)|(?:au|aux|à la|à l') ?(?:foot(?:ball)?|rugby|basket|tennis|badminton|volley|hand|golf|padel|ping-pong|échecs|poker|pétanque|fléchettes|billard|belote|tarot|cartes|jeux vidéo|fifa|pokémon|pokemon|hockey|cricket|squash|boules|bridge|donjons et dragons))"

/** What the fan's days are like, in French: allergies, health, hours, hobbies, limits, promises. */
export const FRENCH_LIFE: FactRule[] = [
  {
    frame: 'allergic',
    says: rule`${I_AM}allergique (?<k>aux|au|à l'|à la|à) ?(?!toi|tes|ton|lundi|lundis|matin|travail|boulot|gens|cons|connerie|bêtise|amour|tout|réveil|effort|mensonge|drama|ça)${THING}`,
    confidence: 0.95,
  },
  {
    frame: 'allergic',
    says: rule`(?:j'ai (?:une|des)|je fais une|je fais de l'|^)(?: grosse| petite| sacrée| grave| forte| légère)? ?allergies? (?<k>aux|au|à l'|à la|à) ?${THING}`,
    confidence: 0.9,
  },
  {
    frame: 'allergic',
    says: rule`${I_AM}intolérante? (?<k>aux|au|à l'|à la|à) ?(?!toi|bêtise|connerie)${THING}`,
    confidence: 0.9,
  },
  {
    frame: 'health',
    says: rule`(?:j'ai(?: aussi| toujours| souvent| eu| chopé| attrapé)?|je fais|j'ai fait|je souffre (?:de|d')?|on m'a (?:diagnostiqué|trouvé|découvert)|je me bats contre|je vis avec) ?(?:une? (?:grosse|petite|sacrée) )?(?<v>${SICKNESS})(?!\p{L})`,
    confidence: 0.87,
  },
  {
    frame: 'health',
    says: rule`je souffre (?:de |d'|des? )(?!ton|te|ne pas|voir|la chaleur|l'absence)(?<v>[\p{L}]+)(?!\p{L})`,
    confidence: 0.82,
  },
  { frame: 'health', says: rule`on m'a diagnostiquée? (?<v>(?:une? )?[\p{L}]+)(?!\p{L})`, confidence: 0.84 },
  {
    frame: 'health',
    says: rule`j'ai (?:fait|eu) (?<v>un (?:avc|infarctus|accident(?: de (?:moto|voiture|vélo|ski))?|burn-?out|malaise)|une (?:crise cardiaque|embolie|opération|chimio|fausse couche))(?!\p{L})`,
    confidence: 0.83,
  },
  {
    frame: 'health',
    says: rule`je me suis (?<v>(?:cassé|foulé|tordu|blessé|fracturé|déchiré|luxé|pété)e? (?:le |la |les |l'|au |à la |une? )${PART})(?!\p{L})`,
    confidence: 0.86,
  },
  {
    frame: 'health',
    says: rule`je me remets? (?:doucement )?(?:de |d')(?!hier|toi|la soirée|ma soirée|mes émotions)(?<v>(?:une? |mon |ma )?[\p{L}]+(?: (?:du|de la|de|au|d') ?[\p{L}]+)?)`,
    confidence: 0.82,
  },
  { frame: 'health', says: rule`${IM}(?<v>${BEING})(?!\p{L})`, confidence: 0.86 },
  {
    frame: 'not-called',
    says: rule`(?:(?:ne )?m'appelle (?:pas|plus|jamais)(?: comme ça)?|arrête de m'appeler|évite de m'appeler) (?!ce soir|demain|avant|après|à\b|quand|si\b|maintenant|le\b|pendant|tout)(?<v>[\p{L}'-]{2,20}(?: (?!stp|ça|merci|ok)[\p{L}'-]{2,20})?)(?= stp| s'il te plaît| ça| merci| ok|$)`,
    confidence: 0.95,
  },
  {
    frame: 'limit',
    says: rule`(?:je préfère|je préférerais|j'aimerais (?:mieux|autant)|j'aime autant)(?: ne pas| qu'on(?: ne)?| éviter de| pas| de ne pas)* (?:parler?|parle pas|évite|aborder|discuter?|discute pas)(?: de| du| des| d')? ?(?!ça\b|toi)(?:la |l'|le |les )?${THING}`,
    confidence: 0.86,
  },
  {
    frame: 'limit',
    says: rule`(?:je (?:ne )?veux (?:pas|plus)|j'ai pas envie de|je n'ai pas envie de) parler (?:de|du|des|d') ?(?!ça\b|toi)${THING}`,
    confidence: 0.83,
  },
  {
    frame: 'limit',
    says: rule`(?:je (?:ne )?suis pas|^pas)(?: très| trop| vraiment)? à l'aise (?:avec|pour) (?!toi|ça\b)(?:les |le |la |l'|des )?${THING.replace('|comme|', '|')}`,
    confidence: 0.85,
  },
  {
    frame: 'limit',
    says: rule`je (?:ne )?(?:fais|veux) (?:pas|jamais) (?:de |d')(?!mal|bruit|bêtises?|blague|promesse|soucis|cadeau|souci|sport|problèmes?|différence|efforts?)${THING}`,
    confidence: 0.78,
  },
  {
    frame: 'limit',
    says: rule`^pas (?:de |d')(?!souci|problème|bol|chance|panique|quoi|stress|mal|soucis|bras|nouvelles|réponse|pression)${THING.replace('(?<v>', '(?<v>')}(?:stp|merci|pour moi|avec moi|s'il)`,
    confidence: 0.86,
  },
  {
    frame: 'limit',
    says: rule`^(?:ne |n')?(?<v>(?:m'(?:envoie|écris|appelle)|envoie|m'envoie|écris|parle|me parle|dis|poste|partage|mentionne|utilise) (?:pas|jamais|plus) (?!que|rien|trop|à demain|tout|du périph)(?:de |d'|des |mon |ma |mes |avant |après |à |le |la |les |quand |pendant |plus )+[\p{L}\d' ]{2,30}?)(?= stp|$| ça| merci)`,
    confidence: 0.82,
  },
  {
    frame: 'limit',
    says: rule`^jamais (?:de |d')(?<v>(?:messages?|vocaux|appels?|photos?|vidéos?|sms|textos?)(?: [\p{L}\d'-]+){0,3})`,
    confidence: 0.84,
  },
  { frame: 'limit', says: rule`^arrêtez? de (?:me )?parler (?:de|du|des|d') ?(?!ça)${THING}`, confidence: 0.8 },
  {
    frame: 'budget',
    says: rule`(?:mon budget(?:,? c'est| est(?: de)?)|je (?:ne )?peux (?:pas )?(?:que )?(?:mettre|dépenser|payer)(?: que| pas| plus(?: de| que)?)*) ?(?:genre |environ |à peu près |au max |maximum )?(?<v>\d+(?:[.,]\d+)? ?(?:euros?|€|balles|francs|dollars|\$|eur)? ?(?:par|\/) ?(?:jour|semaine|mois|an))`,
    confidence: 0.88,
  },
  {
    frame: 'no-longer',
    says: rule`je (?:ne )?(?:${WORK}) plus (?<v>${SHIFT}|${DAYS})(?!\p{L})`,
    confidence: 0.85,
    ends: true,
  },
  {
    frame: 'schedule',
    says: rule`je (?<v>${WORK}(?: souvent| toujours| surtout)? (?:${SHIFT}|${DAYS}|de ${HOUR} à ${HOUR}))(?!\p{L})(?! (?:prochain|dernier))`,
    confidence: 0.85,
  },
  {
    frame: 'schedule',
    says: rule`je (?:ne )?(?<v>(?:${WORK} (?:pas|jamais)) (?:le |les |tous les )(?:${DAY}|week-?ends?))(?!\p{L})(?! (?:prochain|qui))`,
    confidence: 0.82,
  },
  {
    frame: 'schedule',
    says: rule`(?:${IM}(?:souvent |toujours |généralement )?(?<v>(?:libre|dispo(?:nible)?|connectée?|en ligne|en repos|off|chez moi|à la salle|en télétravail) (?:à partir de |après |avant |vers |dès |de |à |le |les |tous les |jusqu'à )+(?:${HOUR}|${DAYS}|\d))(?!\p{L}))(?! (?:prochain|dernier|\d))`,
    confidence: 0.83,
  },
  {
    frame: 'schedule',
    says: rule`je (?<v>(?:me lève|me réveille|me couche|commence|finis|termine|rentre|embauche|débauche|sors du (?:taf|boulot))(?: toujours| souvent| tous les jours)? (?:à|vers|après|avant) ${HOUR}(?: (?:tous les jours|tous les matins|en général|la semaine))?)(?! (?:aujourd'hui|demain|ce))`,
    confidence: 0.84,
  },
  {
    frame: 'schedule',
    says: rule`mes jours? (?:de repos|off|de congé) (?:c'est|sont) (?<v>${DAYS})`,
    confidence: 0.87,
  },
  {
    frame: 'schedule',
    says: rule`j'ai (?<v>(?:mes enfants|les enfants|mon fils|ma fille|les petits|la garde) (?:un (?:week-?end|mercredi) sur deux|une semaine sur deux|le (?:week-?end|mercredi)|tous les (?:week-?ends|mercredis)))`,
    confidence: 0.85,
  },
  {
    frame: 'schedule',
    says: rule`(?:^|(?<=^mais ))(?:tous les (?:${DAY}|matins|soirs|week-?ends|jours)|le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: et le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))?|les week-?ends)(?: matin| soir)?,? (?:je (?!pense|t'|te|veux|suis (?:sûr|content|triste)|rêve|me demande)|j'ai |on )(?<v>[\p{L}\d' -]{3,40})$`,
    confidence: 0.78,
  },
  {
    frame: 'schedule',
    says: rule`(?:j'ai|je (?!pense|t'|te|veux|rêve)) ?(?<v>(?!pas|plus|envie|hâte|l'impression)[\p{L}\d' -]{3,36} tous les (?:${DAY}|matins|soirs|week-?ends))(?= avec| et|$| avant| après)`,
    confidence: 0.78,
  },
  {
    frame: 'used-to-do',
    says: rule`(?:avant,? )?(?:je jouais (?<v>${PLAYED})|je faisais (?<w>${SPORTS}))(?!\p{L})(?! (?:quand|petit))`,
    confidence: 0.83,
    ends: true,
  },
  {
    frame: 'used-to-do',
    says: rule`(?:j'ai arrêté|je (?:ne )?(?:joue|fais) plus) (?:de jouer )?(?<v>${PLAYED}|${SPORTS}|le (?:piano|violon|foot|rugby|basket|tennis|judo|vélo|sport)|la (?:guitare|batterie|danse|boxe|course|natation))(?!\p{L})`,
    confidence: 0.84,
    ends: true,
  },
  {
    frame: 'hobby',
    says: rule`je (?:re)?joue(?: toujours| encore| aussi| parfois| un peu)? (?<v>${PLAYED})(?!\p{L})`,
    confidence: 0.87,
  },
  {
    frame: 'hobby',
    says: rule`je collectionne (?!les (?:râteaux|emmerdes|galères|échecs|conquêtes))(?:les |des |plein de )?${THING}`,
    confidence: 0.86,
  },
  {
    frame: 'hobby',
    says: rule`j'apprends (?:à (?:jouer|parler) )?(?:le |la |l'|du |de la |à )(?!te |vivre|me |connaître|être|faire|nouvelle|patience)${THING}`,
    confidence: 0.83,
  },
  {
    frame: 'hobby',
    says: rule`je (?:fais|pratique)(?: aussi| toujours| beaucoup| souvent| un peu)* (?<v>${SPORTS}|le [\p{L}]+)(?!\p{L})(?<!le (?:ménage|point|tri|mort|con|malin|plein|clown|tour|job|taf|trajet|guignol|fou|beau|maximum))`,
    confidence: 0.85,
  },
  {
    frame: 'hobby',
    says: rule`je me suis (?:re)?mise? (?:au|à la|à l'|aux) ?(?!lit|table|douche|recherche|travail|boulot|tâche|place|abri|aise)${THING}`,
    confidence: 0.85,
  },
  {
    frame: 'hobby',
    says: rule`(?:ma (?:grande |vraie )?passion|mon (?:grand )?(?:hobby|passe-temps|loisir)|mes (?:passions|hobbies|loisirs))(?: préférée?s?)?(?:,? c'est| est| sont|:) (?!toi\b)(?:la |le |les |l'|de )?${THING}`,
    confidence: 0.88,
  },
  {
    frame: 'hobby',
    says: rule`^(?:la |le |les |l')(?<v>[\p{L}-]+(?: [\p{L}-]+)?),? c'est (?:ma passion|mon truc|mon hobby|ma came)(?!\p{L})`,
    confidence: 0.83,
  },
  {
    frame: 'hobby',
    says: rule`(?:je |j')(?<v>(?:peins|dessine|sculpte|retape|restaure|bricole) (?:des |de |les )(?!trucs)[\p{L}]+(?: [\p{L}]+)?|écris des (?:poèmes|chansons|nouvelles|textes|histoires|romans)|cours (?:des |les )?(?:semi-)?marathons|fabrique (?:des |mes )[\p{L}]+|brasse ma bière)(?!\p{L})`,
    confidence: 0.83,
  },
  {
    frame: 'promised',
    says: rule`(?:je (?:te |vous )?(?:promets|jure)|jure|promis,?)(?: de| d'| que)? ?(?!d'être sage|être sage|pas|jamais|que tu)(?<v>(?:je |j'|t'|te |ne )?(?!suis|t'aime|sage)[\p{L}' -]{4,60})$`,
    confidence: 0.82,
  },
  {
    frame: 'promised',
    says: rule`je (?:te |t')(?<v>(?:(?:l'|la |le |les |en )?(?:tip|envoie|enverrai|montre|montrerai|offre|offrirai|achète|achèterai|ramène|ramènerai|rapporte|rapporterai|apporterai|paie|paierai|payerai|écris|écrirai|raconte|raconterai|ferai|tiperai))(?: [\p{L}\d' ]{2,50}| ça(?: [\p{L}\d' ]{2,40})?)?)(?<=[\p{L}\d])$`,
    confidence: 0.82,
  },
  {
    frame: 'promised',
    says: rule`je (?:te |t')(?<v>dirai (?:comment|quand|si|tout|ce|demain)[\p{L}\d' ]*)`,
    confidence: 0.8,
  },
  {
    frame: 'promised',
    says: rule`je vais (?:te |t')(?<v>(?:envoyer|offrir|acheter|montrer|tiper|écrire|raconter|ramener|faire un cadeau)(?: [\p{L}\d' ]{2,50})?)$`,
    confidence: 0.8,
  },
  { frame: 'promised', says: rule`je te dois (?<v>(?:une?|le|la) (?!excuse|fière)[\p{L}]+)`, confidence: 0.78 },
]
