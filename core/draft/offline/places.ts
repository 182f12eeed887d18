const COUNTRY_AU = new Set([
  'portugal',
  'japon',
  'maroc',
  'brésil',
  'canada',
  'mexique',
  'pérou',
  'chili',
  'vietnam',
  'danemark',
  'japan',
  'morocco',
  'brazil',
  'mexico',
  'peru',
  'chile',
  'denmark',
])
const COUNTRY_EN: Record<string, string> = {
  italy: 'Italie',
  spain: 'Espagne',
  greece: 'Grèce',
  germany: 'Allemagne',
  england: 'Angleterre',
  scotland: 'Écosse',
  ireland: 'Irlande',
  thailand: 'Thaïlande',
  croatia: 'Croatie',
  iceland: 'Islande',
  norway: 'Norvège',
  sweden: 'Suède',
  italie: 'Italie',
  espagne: 'Espagne',
  grèce: 'Grèce',
  allemagne: 'Allemagne',
  bretagne: 'Bretagne',
  corse: 'Corse',
  normandie: 'Normandie',
  provence: 'Provence',
  belgique: 'Belgique',
  suisse: 'Suisse',
}
const FRENCH_NAMES: Record<string, string> = {
  japan: 'Japon',
  morocco: 'Maroc',
  brazil: 'Brésil',
  mexico: 'Mexique',
  peru: 'Pérou',
  chile: 'Chili',
  denmark: 'Danemark',
  lisbon: 'Lisbonne',
  london: 'Londres',
  rome: 'Rome',
  barcelona: 'Barcelone',
  venice: 'Venise',
  athens: 'Athènes',
}

/** A place with its article and its preposition: "Lisbonne" / "à Lisbonne", "le Portugal" / "au Portugal". */
export function placeInFrench(told: string, preposition: string | undefined): { name: string; where: string } {
  const key = told.toLowerCase()
  const named = COUNTRY_EN[key] ?? FRENCH_NAMES[key] ?? told
  if (COUNTRY_AU.has(key) || preposition === 'au') return { name: `le ${named}`, where: `au ${named}` }
  if (preposition === 'aux') return { name: `les ${named}`, where: `aux ${named}` }
  if (COUNTRY_EN[key] || preposition === 'en') {
    return { name: /^[aeiouéèêhâîôû]/iu.test(named) ? `l'${named}` : `la ${named}`, where: `en ${named}` }
  }
  return { name: named, where: `à ${named}` }
}
