import type { Phrases } from './phrases.ts'

/** `{name}` a name that was told, `{what}` a noun as it was told, `{when}` a day. */
export const KNOWN_FR: Phrases['known'] = {
  pet: {
    ask: [
      'comment va {name} ?',
      '{name} est sage ?',
      '{name} fait encore des siennes ?',
      'tu as pu dormir au moins, avec {name} ?',
      "c'est toujours {name} qui commande à la maison ?",
      '{name} te tient compagnie ?',
    ],
    tell: [
      'Fais une caresse à {name} de ma part.',
      'Dis bonjour à {name} pour moi.',
      'Je parie que {name} est juste à côté de toi.',
      "{name} a de la chance de t'avoir.",
    ],
  },
  'pet-plain': {
    ask: ['comment va ton {animal} ?', 'il te tient compagnie, ton {animal} ?', 'il est sage, ton {animal} ?'],
    tell: ['Fais une caresse à ton {animal} de ma part.', 'Je parie que ton {animal} est juste à côté de toi.'],
  },
  relative: {
    ask: ['comment va {name} ?', 'tu as vu {name} récemment ?', '{name} devient quoi ?'],
    tell: ["J'aime bien comment tu parles de {name}.", 'Embrasse {name} de ma part.'],
  },
  kids: {
    ask: [
      'comment vont les enfants ?',
      'les enfants te laissent respirer un peu ?',
      'ils ont encore inventé quoi, les enfants ?',
    ],
    tell: ['Les enfants ne doivent pas te laisser une minute.', "Tes enfants ont de la chance de t'avoir."],
  },
  job: {
    ask: [
      'ça se passe comment au boulot ?',
      "ils t'en demandent encore trop au travail ?",
      "c'est plus calme au boulot cette semaine ?",
    ],
    tell: ["J'espère que le boulot est plus doux avec toi.", 'Ne laisse pas le travail te manger tout cru.'],
  },
  'job-new-before': {
    ask: [
      'tu as hâte pour {when} ?',
      'tu le sens comment, ce nouveau boulot ?',
      'pas trop de trac pour {when} ?',
      "tu sais déjà comment tu t'habilles pour ton premier jour ?",
    ],
    tell: ['Je croise les doigts pour ton nouveau boulot.', "Ils ont de la chance de t'avoir, dans ce nouveau boulot."],
  },
  'job-new-after': {
    ask: [
      'alors, ce nouveau boulot ?',
      "ça s'est passé comment, les premiers jours au nouveau boulot ?",
      'ils sont sympas, tes nouveaux collègues ?',
      'tu trouves tes marques au nouveau boulot ?',
    ],
    tell: ["J'espère que ton nouveau boulot te plaît.", "J'ai repensé à ton nouveau boulot."],
  },
  'night-work': {
    ask: [
      'tu es encore de nuit ce soir ?',
      'tu tiens le rythme, avec les nuits ?',
      'tu as pu dormir après ta nuit de boulot ?',
    ],
    tell: ["J'espère que tes nuits de boulot passent vite."],
  },
  study: {
    ask: ['ça avance, les études ?', "tu t'en sors avec {what} ?", '{what}, ça se passe bien ?'],
    tell: ['Je suis à fond derrière toi pour {what}.', 'Tu vas y arriver.'],
  },
  place: {
    ask: ['comment est la vie {where} ?', 'il fait quel temps {where} ?', "c'est quoi ton coin préféré {where} ?"],
    tell: ["J'aime bien t'imaginer {where}.", 'Salue {name} pour moi.'],
  },
  moving: {
    ask: ['ça avance, le déménagement ?', 'tu es déjà sous les cartons ?', "tu t'installes tranquillement ?"],
    tell: ["J'espère que le déménagement ne te mange pas tout ton temps."],
  },
  'trip-before': {
    ask: [
      'tu as hâte pour {name} ?',
      'la valise est prête pour {name} ?',
      "c'est quoi la première chose que tu feras {where} ?",
      'tu comptes les jours avant {name} ?',
    ],
    tell: ["J'avoue, {name} ça fait envie.", 'Envoie-moi une pensée de là-bas.'],
  },
  'trip-after': {
    ask: ["alors, {name}, c'était comment ?", "c'était quoi le meilleur moment {where} ?", 'tu es déjà de retour ?'],
    tell: ['Je veux tout savoir sur {name}.', "J'ai pensé à toi {where}."],
  },
  'interview-before': {
    ask: [
      "tu te sens d'attaque pour l'entretien ?",
      'tu le sens comment, cet entretien ?',
      "tu as choisi ta tenue pour l'entretien ?",
    ],
    tell: ['Je croise tout ce que je peux pour ton entretien.', 'Tu vas assurer à cet entretien.'],
  },
  'interview-after': {
    ask: ['alors, cet entretien ?', "tu as des nouvelles depuis l'entretien ?", "ils ont rappelé, après l'entretien ?"],
    tell: ['Je croise encore les doigts pour ton entretien.'],
  },
  'exam-before': {
    ask: ['ça avance, les révisions ?', 'tu le sens comment, cet examen ?'],
    tell: ['Je croise les doigts pour ton examen.'],
  },
  'exam-after': {
    ask: ['alors, cet examen ?', 'tu as eu tes résultats ?'],
    tell: ["J'ai croisé les doigts pour ton examen."],
  },
  'race-before': {
    ask: [
      'ça avance, la préparation pour {what} ?',
      'tes jambes sont prêtes pour {what} ?',
      'tu le sens comment, {what} ?',
    ],
    tell: ["Ça m'impressionne vraiment que tu fasses {what}.", 'Je penserai à toi pour {what}.'],
  },
  'race-after': {
    ask: ['alors, {what}, ça a donné quoi ?', "tes jambes t'ont pardonné {what} ?"],
    tell: ["Je n'en reviens toujours pas pour {what}."],
  },
  'event-before': {
    ask: ['tu as hâte pour {what} ?', 'tu le sens comment, {what} ?', 'tout est prêt pour {what} ?'],
    tell: ['Ça me fait plaisir pour toi, {what}.', 'Tu me raconteras {what}, hein.'],
  },
  'event-after': {
    ask: ["alors, {what}, c'était comment ?", "ça s'est bien passé, {what} ?"],
    tell: ["Je me demandais comment s'était passé {what}."],
  },
  'birthday-soon': {
    ask: [
      'tu fais quoi pour ton anniversaire ?',
      'tu voudrais quoi pour cette année ?',
      'déjà une idée pour ton anniversaire ?',
    ],
    tell: ["Crois pas que j'oublie que ton anniversaire approche."],
  },
  'birthday-past': {
    ask: ['il était bien, ton anniversaire ?', 'tu as eu de beaux cadeaux pour ton anniversaire ?'],
    tell: ["J'espère qu'on a pensé à te gâter pour ton anniversaire."],
  },
  like: {
    ask: [
      'tu as eu un peu de temps pour {what} ?',
      'toujours à fond dans {what} ?',
      "c'est quoi qui te plaît tant dans {what} ?",
      'et {what}, ça en est où ?',
    ],
    tell: [
      "J'ai pensé à toi et à {what} l'autre jour.",
      "J'espère qu'il y a un peu de place pour {what} dans ta semaine.",
    ],
  },
  plays: {
    ask: [
      'tu as joué un peu, ces jours-ci ?',
      'et {what}, ça en est où ?',
      'quand est-ce que tu me reparles de {what} ?',
    ],
    tell: ["J'aime bien t'imaginer en train de jouer.", 'Continue à jouer, ça te va bien.'],
  },
  team: {
    ask: ['et {name}, ça donne quoi ?', 'tu as regardé {name} ?', '{name} te donne le sourire ou des cheveux blancs ?'],
    tell: ["J'espère que {name} t'a fait sourire cette semaine."],
  },
  sport: {
    ask: [
      'tu as pu faire un peu de sport cette semaine ?',
      'et {what}, ça avance ?',
      'tu tiens le rythme avec {what} ?',
    ],
    tell: ["J'aime bien que tu lâches pas {what}."],
  },
  learning: {
    ask: ['ça avance, {what} ?', 'tu as pratiqué un peu ?', "tu peux déjà m'apprendre un truc ?"],
    tell: ['Je trouve ça super que tu apprennes {what}.'],
  },
  vehicle: {
    ask: ['tu as sorti {what} ces jours-ci ?', 'et {what}, ça roule ?'],
    tell: ['Prudence avec {what}, hein.'],
  },
  health: { ask: ['comment va {what} ?', 'ça va mieux, {what} ?'], tell: ["J'espère que ça va mieux, {what}."] },
  dislike: {
    ask: ["j'espère qu'on ne t'a pas infligé {what} aujourd'hui, si ?", 'toujours en guerre avec {what} ?'],
    tell: ["Promis, avec moi, {what} c'est interdit."],
  },
  allergy: {
    ask: [
      "tu as bien vérifié ce qu'il y avait dedans, avec ton allergie ?",
      'tu fais attention à toi, avec ton allergie ?',
    ],
    tell: ['Fais attention à ton allergie, hein.'],
  },
  drink: {
    ask: ['tu as déjà pris {what} ?', 'il y a {what} pas loin de toi, là ?'],
    tell: ['Prends {what} à ma santé.'],
  },
  favourite: {
    ask: ["c'est toujours {what}, ton truc préféré ?", "et {what}, c'est toujours ton truc ?"],
    tell: ["Je me souviens que {what}, c'est ton truc."],
  },
}
