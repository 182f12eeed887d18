import { type FactRule, NAME, PLACE, rule, THING } from './fact-rule.ts'
import { JOBS } from './jobs.ts'

const STILL = '(?: toujours| encore| maintenant| aussi| juste| actuellement| plutôt| moi)*'
const I_AM = `(?:(?:moi )?je suis${STILL} |^)`
const IM = `(?:moi )?je suis${STILL} `
const WORK = '(?:travaille|bosse|taffe)'
const JOB = '(?:travail|boulot|job|poste|taf|emploi)'
const IN = '(?<k>à|a|en|au|aux|dans|sur|près de|vers)'
const CALLED_AS =
  "(?!(?:comme|quand|si|vite|plus|ce|demain|un jour|dès|pas|bébé|papa|chérie?|mon|ma|le|la|tout|maintenant|après|avant|sur|à|ça)(?!\\p{L})|l')"

/** Who the fan is, in French: name, age, birthday, place, work. */
export const FRENCH_SELF: FactRule[] = [
  {
    frame: 'called',
    says: rule`(?:je m'appelle|mon (?:vrai )?(?:prénom|nom|petit nom)(?:,? c'est| est)|moi c'est|moi,? je m'appelle) ${NAME}`,
    confidence: 0.95,
    isName: true,
  },
  {
    frame: 'called',
    says: rule`(?:tu peux m'appeler|vous pouvez m'appeler|^appelle[- ]moi) ${CALLED_AS}${NAME}(?=$| si tu| comme tout)`,
    confidence: 0.88,
    isName: true,
  },
  {
    frame: 'called',
    says: rule`(?:mes (?:potes|amis|copains|collègues)|les (?:potes|copains|collègues|gens|gars)|tout le monde) m'appellent? ${NAME}`,
    confidence: 0.85,
    isName: true,
  },
  { frame: 'called', says: rule`on m'appelle ${NAME}`, confidence: 0.85, isName: true },
  { frame: 'called', says: rule`^c'est ${NAME}(?=$| de l'| du compte)`, confidence: 0.7, isName: true },
  {
    frame: 'called',
    says: rule`^je suis (?!(?:\p{L}+ée?|\p{Ll}+ant|bon)(?!\p{L}))${NAME}(?=$| et je| enchantée?)`,
    confidence: 0.7,
    isName: true,
  },
  {
    frame: 'old',
    says: rule`(?:moi )?(?:j'ai(?: bien| déjà| que)?|je viens d'avoir|j'ai (?:eu|fêté(?: mes)?)|je viens de fêter mes) (?<v>[1-9]\d) ans(?! (?:de|d'|que|en|dans))`,
    confidence: 0.9,
  },
  {
    frame: 'born',
    says: rule`(?:mon anniversaire(?: c'est| c'était| est| tombe| était|,)?|c'(?:est|était) mon anniversaire|je fête mon anniversaire)(?: le| en| toujours)* ?(?<v>.{3,40})$`,
    confidence: 0.9,
    isDay: true,
  },
  {
    frame: 'born',
    says: rule`^(?<v>(?:aujourd'hui|demain|hier|\p{L}+di(?: dernier| prochain)?)) (?:c'est|c'était) mon anniversaire`,
    confidence: 0.9,
    isDay: true,
  },
  { frame: 'born', says: rule`(?:${I_AM}née?|^née?) (?:le |un |en )(?<v>.{3,40})$`, confidence: 0.88, isDay: true },
  {
    frame: 'born',
    says: rule`${IM}du (?<v>\d{1,2}(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre))(?!\p{L})`,
    confidence: 0.88,
    isDay: true,
  },
  {
    frame: 'lives',
    says: rule`(?:j'ai|on a|je viens|on vient|nous avons)(?: enfin| juste)?(?: de)? (?:déménagé|déménager)(?: de (?<from>(?!à)[\p{L}' -]{2,30}?))? (?<k>à|a|en|au|aux|sur|vers) ${PLACE}`,
    confidence: 0.9,
  },
  {
    frame: 'lives',
    says: rule`(?:j'habite${STILL}|je vis${STILL}|je loge|j'ai (?:enfin )?emménagé|je viens d'emménager|on (?:habite|vit)${STILL}|ça fait \d+ ans que (?:j'habite|je vis)|je suis (?:revenue?|retournée?|partie?) (?:vivre|habiter)|je suis installée?|on s'est installés|je me suis installée?|^installée?) ${IN} ${PLACE}`,
    confidence: 0.9,
  },
  {
    frame: 'lives',
    says: rule`j'habite(?: sur)? (?!à|au|chez|un|une|le|la|les|dans|en|près|avec|seul|plus|pas|toujours|encore|maintenant|loin|aux|actuellement|ici|là|juste|vers|tout|aussi|moi)${PLACE}`,
    confidence: 0.8,
  },
  { frame: 'lives', says: rule`je suis ${IN} ${PLACE}(?= (?:depuis|en ce moment)(?!\p{L}))`, confidence: 0.8 },
  {
    frame: 'used-to-live',
    says: rule`(?:j'ai|on a) déménagé (?:de|d') ?(?!à|chez|nouveau)${PLACE}`,
    confidence: 0.85,
    ends: true,
  },
  {
    frame: 'used-to-live',
    says: rule`(?:je n'habite plus|j'habite plus|je (?:ne )?vis plus|je (?:ne )?suis plus|on (?:n')?habite plus) ${IN} ${PLACE}`,
    confidence: 0.87,
    ends: true,
  },
  {
    frame: 'used-to-live',
    says: rule`(?:j'ai quitté|on a quitté|on est partis? de|je suis partie? de) ${PLACE}(?= (?:il y a|y a|depuis|en \d|l'an|à la|pour|cet|après|quand)|$)`,
    confidence: 0.75,
    ends: true,
  },
  {
    frame: 'used-to-live',
    says: rule`(?:avant,? )?(?:j'habitais|je vivais|on habitait|on vivait)(?: avant)? ${IN} ${PLACE}`,
    confidence: 0.85,
    ends: true,
  },
  {
    frame: 'from',
    says: rule`(?:je viens|${IM}originaire|${IM}) ?(?:de|d') ?(?!la|l'|le|là|chez|loin|ce|cette|nuit|retour|repos|garde|service|bonne|mauvaise|toi|mon|ma|tout|plus|jour|sortie|nature|gauche|droite|\p{L}+(?:er|ir|re)(?!\p{L}))${PLACE}(?= (?:à la base|d'origine|mais|et)|$)`,
    confidence: 0.78,
  },
  { frame: 'used-to-work', says: rule`je (?:ne )?${WORK} plus comme (?:une? )?${THING}`, confidence: 0.86, ends: true },
  {
    frame: 'used-to-work',
    says: rule`(?:^avant,? |^avant )j'étais (?:une? )?(?<v>(?:\p{L}+ )?(?:${JOBS.fr}))(?!\p{L})`,
    confidence: 0.87,
    ends: true,
  },
  {
    frame: 'used-to-work',
    says: rule`j'étais (?:une? )?(?<v>${JOBS.fr})(?!\p{L}) avant`,
    confidence: 0.87,
    ends: true,
  },
  {
    frame: 'worked',
    says: rule`(?:avant,? )?je (?:travaillais|bossais) (?<v>(?:avant )?(?:à|au|aux|chez|dans|pour|en) (?:(?:un|une|la|le|l'|les) ?)?[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)`,
    confidence: 0.84,
    ends: true,
  },
  {
    frame: 'worked',
    says: rule`je (?:ne )?${WORK} plus (?<v>(?:à|au|aux|chez|dans|pour|en) (?:(?:un|une|la|le|l'|les) ?)?[\p{L}'-]+)`,
    confidence: 0.85,
    ends: true,
  },
  {
    frame: 'worked',
    says: rule`(?:j'ai (?:quitté|perdu|lâché|plaqué) mon ${JOB}|j'ai démissionné|(?:je me suis fait|ils m'ont) virer?|j'ai été (?:viré|virée|licenciée?)|on m'a (?:virée?|licenciée?)|ils m'ont (?:virée?|licenciée?))(?!\p{L})`,
    confidence: 0.86,
    value: '*',
    ends: true,
  },
  {
    frame: 'works-as',
    says: rule`(?:je ${WORK}(?: maintenant)?|j'ai commencé|je viens de commencer|^${WORK})(?: à travailler)? (?:comme|en tant que?) (?:une? |qu')?${THING}`,
    confidence: 0.9,
  },
  {
    frame: 'works-as',
    says: rule`(?:moi )?je suis (?:toujours |aussi |actuellement |maintenant )?(?:une? )?(?<v>(?:${JOBS.fr})(?: (?:en|de|d'|du|des|à|au|aux|dans) ?(?!ce|cette|mon|ma|nuit|jour|plein|repos|toi|garde|la (?:vie|maison))[\p{L}-]+| routier| scolaire| libéral| indépendante?| commercial)?)(?![\p{L}-])`,
    confidence: 0.87,
  },
  {
    frame: 'works',
    says: rule`${IM}(?<v>à mon compte|(?:à la |en )?retraite|au chômage|sans emploi|auto-?entrepreneur(?:e|se)?|intérimaire|en intérim|fonctionnaire|retraitée?|au rsa|freelance)(?!\p{L})`,
    confidence: 0.87,
  },
  {
    frame: 'works',
    says: rule`je ${WORK}(?: maintenant| actuellement)? (?!de nuit|la nuit|le |les |en (?:3x8|2x8|horaires|équipe|télétravail|soirée|semaine|ce|journée)|à (?:domicile|mi-temps|temps|côté|\d|fond|partir)|chez moi|de chez|pour (?:toi|moi|vivre|ça|rien)|dans (?:\d|une heure|le vide))(?<v>(?:à|au|aux|chez|dans|pour|en) (?:l'|la |le |les |une? )?[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+| (?:de|d'|du) ?[\p{L}-]+)?)`,
    confidence: 0.8,
  },
  {
    frame: 'works',
    says: rule`mon (?:nouveau |futur )?${JOB} (?:c'est|est) (?:chez|dans|à|au|avec|comme|pour) (?:une? |la |le )?${THING}`,
    confidence: 0.82,
  },
  {
    frame: 'works',
    says: rule`(?:j'ai signé|j'ai décroché|j'ai eu) (?:un |mon )?(?:cdi|cdd|contrat|poste|boulot|job) (?:chez|à|au) ${PLACE}`,
    confidence: 0.8,
  },
  {
    frame: 'works',
    says: rule`(?<v>j'enseigne (?:le |la |l'|les )?[\p{L}]+)(?= (?:à|au|aux|en|dans)|$)`,
    confidence: 0.82,
  },
  {
    frame: 'works',
    says: rule`je (?<v>(?:tiens|gère|dirige) (?:un|une|mon|ma|le|la) (?:petite? )?(?:bar|café|resto|restaurant|garage|boutique|magasin|boîte|entreprise|ferme|salon|boulangerie|hôtel|salle|librairie|pizzeria|épicerie|camping|agence))(?!\p{L})`,
    confidence: 0.85,
  },
  {
    frame: 'works',
    says: rule`${IM}en (?<v>(?:première|deuxième|troisième|quatrième|dernière) année (?:de|d')\s?\p{L}+)`,
    confidence: 0.82,
  },
]
