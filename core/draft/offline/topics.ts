/** What people talk about with her, by the words they use for it. */
const TOPIC_WORDS = {
  work: 'work(?:ed|ing|s)?|job|office|shift|boss|colleagues?|meeting|client|deadline|overtime|travail|travaill\\p{L}*|boulot|taf|bureau|patron|collègues?|réunion|équipe de nuit',
  gym: 'gym|workout|training|lift(?:ing)?|leg day|muscu|musculation|salle de sport|entraînement|crossfit|yoga|pilates',
  running: 'run(?:ning)?|marathon|jog(?:ging)?|10k|5k|courir|course à pied|footing|semi-marathon',
  football: 'football|soccer|match|goal|league|psg|om|foot|ligue|champions league|but',
  climbing: 'climb(?:ing)?|boulder(?:ing)?|escalade|grimper?|bloc',
  cycling: 'cycling|bike ride|bicycle|my bike|vélo|cyclisme|vtt',
  hiking: 'hik(?:e|ing)|mountains?|trail|rando(?:nnée)?|montagne',
  swimming: 'swim(?:ming)?|pool|piscine|nager|natation',
  sea: 'beach|sea|ocean|surf(?:ing)?|sail(?:ing)?|plage|mer|océan|voile|bateau|boat',
  gaming: 'game|gaming|playstation|ps5|xbox|switch|fortnite|zelda|steam|console|jeux? vidéo|jouer à|gamer',
  film: 'movie|film|netflix|series|show|cinema|episode|série|ciné|épisode',
  music:
    'music|song|concert|band|guitar|piano|album|playlist|drums|gig|festival|musique|chanson|guitare|batterie|groupe',
  reading: 'book|reading|novel|livre|lire|lecture|roman|bouquin',
  food: 'cook(?:ing|ed)?|dinner|lunch|breakfast|pizza|pasta|restaurant|recipe|bak(?:e|ing|ed)|cake|hungry|eat(?:ing)?|ate|cuisin\\p{L}*|dîner|déjeuner|resto|recette|gâteau|manger|mangé|faim|pâtes|barbecue|bbq|raclette',
  coffee: 'coffee|espresso|latte|café|expresso',
  drinks: 'beer|wine|drinks?|pub|bar|party|club|whisky|gin|bière|vin|apéro|verre|fête|soirée|boîte',
  pet: 'dog|cat|puppy|kitten|pet|vet|chien|chienne|chat|chatte|chiot|chaton|véto|vétérinaire|cheval|horse|lapin|rabbit|parrot',
  family:
    'mum|mom|mother|dad|father|brother|sister|kids?|son|daughter|family|grandma|parents|niece|nephew|maman|mère|papa|père|frère|sœur|soeur|enfants?|fils|fille|famille|mamie|neveu|nièce|cousine?',
  friends: 'friends?|mates?|buddies|buddy|potes?|amis?|copains?|copines?',
  study:
    'exam|study(?:ing)?|university|uni|college|school|class|thesis|homework|exam(?:en)?s?|études|fac|école|cours|mémoire|révis\\p{L}*|partiels?|diplôme',
  interview: 'interview|entretien',
  travel:
    'holiday|vacation|trip|travel(?:l?ing)?|flight|airport|train|hotel|vacances|voyage|avion|aéroport|hôtel|week-end à|road ?trip',
  car: 'car|driving|drive|garage|traffic|road|voiture|conduire|bouchons|route|bagnole|permis',
  motorbike: 'motorbike|motorcycle|ducati|harley|moto|scooter',
  home: 'moving|moved|flat|apartment|house|renovat\\w+|paint(?:ing|ed)|furniture|ikea|déménag\\p{L}*|appart(?:ement)?|maison|travaux|meubles?|peinture',
  garden: 'garden(?:ing)?|plants?|flowers|tomatoes|jardin\\p{L}*|plantes?|fleurs|potager',
  weather:
    'rain(?:ing|y)?|snow(?:ing)?|sunny|storm|cold|heat(?:wave)?|weather|pluie|pleut|neige|soleil|orage|froid|canicule|météo',
  sleep: 'sleep|slept|nap|bed|awake|insomnia|dodo|dormir|sieste|insomnie|réveillée?',
  photo: 'photograph\\w*|camera|photographie|appareil photo|objectif',
  art: 'draw(?:ing)?|paint(?:er)?|sketch|museum|dessin\\p{L}*|peindre|musée|expo',
  money: 'broke|salary|rent|bills|paid|loyer|salaire|factures?|paye|fauché',
  weekend: 'weekend|saturday|sunday|week-?end|samedi|dimanche',
  dance: 'danc(?:e|ing)|salsa|danse\\p{L}*',
  date: 'date with|tinder|rencard|girlfriend|boyfriend|copine|copain',
  day: 'my day|today|ma journée|aujourd.hui',
} as const
export type Topic = keyof typeof TOPIC_WORDS

const TOPICS = (Object.entries(TOPIC_WORDS) as [Topic, string][]).map(
  ([topic, words]) => [topic, new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu')] as const,
)

/** What is spoken of, the earliest word first. */
export function topicsOf(text: string): Topic[] {
  const heard = text.replaceAll('’', "'").slice(0, 4_000)
  return TOPICS.flatMap(([topic, pattern]) => {
    const at = heard.search(pattern)
    return at < 0 ? [] : [{ topic, at }]
  })
    .toSorted((a, b) => a.at - b.at)
    .map(({ topic }) => topic)
}
