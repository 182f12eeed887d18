const HEADS: Record<string, string> = {
  en: 'cups?|mugs?|bowls?|plates?|tiles?|novels?|books?|songs?|albums?|films?|movies?|concerts?|cakes?|pizzas?|lasagnas?|dinners?|breakfasts?|lunch|recipes?|desserts?|dogs?|cats?|puppy|kitten|horses?|gardens?|tomatoes|flowers|flats?|kitchens?|sofas?|cars?|bikes?|vans?|trucks?|trains?|flights?|trips?|holidays?|beach|mountains?|lakes?|rivers?|canals?|forests?|snow|storms?|rain|races?|marathon|knee|back|ankle|shoulder|guitars?|pianos?|drums|cameras?|photos of \\w+|pictures? of \\w+|games?|matches|match|weddings?|party|parties|birthdays?|interviews?|exams?|thesis|project|meetings?|colleagues?|teachers?|kids|parents|neighbours?|neighbors?|weekends?|museums?|paintings?|shoes|dress|jacket|tattoos?|haircut|coffee|wine|beer|tea|cheese|weeks of \\w+|hours of \\w+|days of \\w+|kilometres|miles|class|classes|lesson|lessons|boat|tent|balcony|market|library|bakery|restaurant',
  fr: 'tasses?|bols?|assiettes?|romans?|livres?|bouquins?|chansons?|films?|concerts?|gâteaux?|pizzas?|lasagnes|dîners?|recettes?|desserts?|chiens?|chats?|chiot|chaton|cheval|jardins?|tomates|fleurs|apparts?|appartements?|cuisine|canapé|voitures?|vélos?|moto|camion|trains?|avion|voyages?|vacances|plage|montagne|lac|rivière|forêt|neige|orage|pluie|course|marathon|semi|genou|dos|cheville|épaule|guitare|piano|batterie|jeux?|matchs?|mariage|fête|anniversaire|entretien|examens?|partiels?|mémoire|projet|réunions?|collègues?|profs?|enfants|parents|voisins?|voisine|week-end|musée|tableaux?|chaussures|robe|veste|tatouage|café|vin|bière|thé|fromage|crêpes?|croissants?|carte|service|chef|semaines de \\p{L}+|heures de \\p{L}+|jours de \\p{L}+|kilomètres|cours|bateau|tente|balcon|marché|bibliothèque|boulangerie|resto|restaurant',
}
const STARTS: Record<string, string> = {
  en: 'my|our|the|a|an|her|his|their|this|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|forty|no',
  fr: "mon|ma|mes|notre|nos|le|la|les|l'|un|une|des|cette|ce|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt",
}
/** No part of a noun and what goes with it. */
const BETWEEN =
  '(?!(?:and|or|is|was|are|were|that|who|which|in|on|at|for|with|of|to|from|my|the|a|i|you|me|it|he|she|they|et|ou|est|sont|qui|que|dans|sur|pour|avec|de|du|à|je|tu|il|elle|on|pas)\\b)'

const PATTERNS = Object.fromEntries(
  Object.entries(HEADS).map(([language, heads]) => [
    language,
    new RegExp(
      `(?<!\\p{L})((?:${STARTS[language]})(?:(?<=') ?| )(?:${BETWEEN}[\\p{L}-]+ ){0,2}(?:${heads}))(?!\\p{L})`,
      'iu',
    ),
  ]),
)

/** The first thing a text names, with its article: "the blue bowl", "une deuxième tasse". Knows everyday nouns only. */
export function nounIn(text: string, language: string): string | undefined {
  const found = text
    .replaceAll('’', "'")
    .slice(0, 2_000)
    .match(PATTERNS[language] ?? /(?!)/u)?.[1]
  return found && found.length <= 40 ? found.replace(/^\p{Lu}/u, (first) => first.toLowerCase()) : undefined
}
