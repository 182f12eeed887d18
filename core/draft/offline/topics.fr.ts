import type { Phrases } from './phrases.ts'

export const TOPICS_FR: Phrases['topics'] = {
  work: {
    react: [
      'Le boulot te prend vraiment tout.',
      "On dirait que le travail t'a fait courir.",
      "J'espère qu'ils se rendent compte de ce que tu fais.",
      'Le boulot, toujours le boulot.',
    ],
    ask: [
      "C'était une de ces journées au boulot ?",
      'Ils sont sympas avec toi au moins ?',
      "C'est quoi ce que tu aimes vraiment dans une journée de travail ?",
      'Tu arrives à décrocher, là ?',
    ],
  },
  gym: {
    react: ['Quelle motivation, bravo.', "J'aime cette discipline.", "Quelqu'un prend des muscles."],
    ask: ["T'auras mal où demain ?", "Tu t'entraînes pour quoi ?", 'Tu y vas combien de fois par semaine ?'],
  },
  running: {
    react: [
      'Rien que de lire ça je suis à bout de souffle.',
      'La course, ça te va bien.',
      "J'adore que tu continues à courir.",
    ],
    ask: ["Tu cours jusqu'où, d'habitude ?", 'Tu cours avec ou sans musique ?', 'Tu vises une course en particulier ?'],
  },
  football: {
    react: ["Encore le foot, j'aurais dû m'en douter.", "Je sens la fièvre du match d'ici.", 'Toi et ton foot.'],
    ask: [
      'Ton équipe a bien joué ?',
      'Tu regardais ça avec qui ?',
      "Tu cries devant l'écran ou tu souffres en silence ?",
    ],
  },
  climbing: {
    react: ["L'escalade, donc tu aimes le frisson.", "Moi là-haut, je m'accrocherais de toutes mes forces."],
    ask: [
      'En salle ou sur du vrai rocher ?',
      "C'est quoi la plus dure que tu aies faite ?",
      'Tes doigts tiennent encore ?',
    ],
  },
  cycling: {
    react: ['Le vent dans la figure, je comprends.', "Je t'imagine bien sur ce vélo."],
    ask: ['Tu as roulé où ?', 'Tu as fait combien de kilomètres ?'],
  },
  hiking: {
    react: ['La montagne, ça remet les idées en place.', "Je sens presque l'air frais."],
    ask: ['Tu as marché où ?', 'On voyait quoi de là-haut ?', 'Tu y vas en solo ou à plusieurs ?'],
  },
  swimming: {
    react: ["L'eau, ça répare presque tout.", "Ça a l'air rafraîchissant."],
    ask: ['Piscine ou mer ?', 'Tu as fait combien de longueurs ?'],
  },
  sea: {
    react: ['La mer, là ça fait envie.', 'Du sel, du soleil et rien à faire, le rêve.'],
    ask: ['Sable ou rochers ?', "Tu as mis les pieds dans l'eau au moins ?", 'Elle était bonne ?'],
  },
  gaming: {
    react: ["C'est donc là que tu te cachais.", 'Je vois, tu joues.', 'Je ne demande pas à quelle heure ça a fini.'],
    ask: ['Tu joues à quoi ?', "Tu gagnes ou tu t'acharnes ?", 'Au moins tu as gagné ?'],
  },
  film: {
    react: ['Une bonne histoire le soir, on ne se trompe jamais.', "J'aime bien les soirées film."],
    ask: ['Tu regardes quoi ?', 'Ça me plairait, tu crois ?', "Tu t'endors au milieu ou tu tiens jusqu'à la fin ?"],
  },
  music: {
    react: ["La musique en dit long sur quelqu'un.", "J'aime les gens qui aiment la musique."],
    ask: [
      'Tu écoutes quoi en ce moment ?',
      'Je mets quelle chanson, là, maintenant ?',
      'Tu joues ou tu écoutes seulement ?',
    ],
  },
  reading: {
    react: ["Quelqu'un qui lit, j'aime ça.", "Les livres, c'est très bon signe."],
    ask: ['Ça parle de quoi ?', 'Tu lis quoi ?', 'Tu me le conseillerais ?'],
  },
  food: {
    react: ["Maintenant j'ai faim.", "Dès qu'on parle de manger, tu as mon attention.", "Ça a l'air délicieux."],
    ask: [
      'Tu as mangé quoi ?',
      'Tu cuisines ou on cuisine pour toi ?',
      'Il y avait un dessert ?',
      "Tu m'aurais gardé une assiette ?",
    ],
  },
  coffee: {
    react: ["Les gens qui aiment le café, c'est ma famille.", "Je le sens d'ici."],
    ask: ['Tu le prends comment ?', "C'est le combien aujourd'hui ?"],
  },
  drinks: {
    react: ['Ça sent la bonne soirée.', 'À la tienne.'],
    ask: ['Il y a quoi dans le verre ?', "C'était plutôt fou ou plutôt calme ?", 'Il y avait qui ?'],
  },
  pet: {
    react: [
      "J'ai un faible pour les animaux.",
      "J'imagine la bouille.",
      'Au fond, ce sont eux les patrons de la maison.',
    ],
    ask: [
      "Qu'est-ce qu'il a encore inventé, ce petit monstre ?",
      "C'est qui le vrai patron chez toi ?",
      'Tu me montreras une photo un jour ?',
    ],
  },
  family: {
    react: ["La famille, c'est tout et c'est trop à la fois.", "J'aime bien comment tu parles de ta famille."],
    ask: ['Comment ils vont, tous ?', 'Vous êtes proches ?', "Ça t'a fait du bien de les voir ?"],
  },
  friends: {
    react: ["De bonnes personnes autour de toi, j'aime ça.", 'Les potes, y a pas mieux comme remède.'],
    ask: ['Vous avez fait quoi ?', 'Vous vous connaissez depuis longtemps ?'],
  },
  study: {
    react: ['Toutes ces révisions, chapeau.', 'Ton pauvre cerveau.'],
    ask: ['Ça avance ?', "C'est fini quand ?", 'Tu étudies quoi exactement ?'],
  },
  interview: {
    react: ['Tu vas assurer à cet entretien.', 'Ils seraient bêtes de passer à côté de toi.'],
    ask: ['Tu le sens comment ?', "C'est pour quel poste ?", 'Tu mettras quoi ?'],
  },
  travel: {
    react: [
      'Emmène-moi dans ta valise.',
      'Tu me donnes envie de faire mon sac.',
      "Changer d'air, ça fait un bien fou.",
    ],
    ask: [
      'Tu pars où ?',
      'Tu restes combien de temps ?',
      'Hublot ou couloir ?',
      "C'est quoi la première chose que tu feras là-bas ?",
    ],
  },
  car: {
    react: ['La route et de la musique, je comprends.', 'Prudence sur la route, pour moi.'],
    ask: ['Tu vas où comme ça ?', 'Tu écoutes quoi en voiture ?'],
  },
  motorbike: {
    react: ['Une moto, évidemment.', 'Roule doucement, pour moi.'],
    ask: ['Tu as roulé où ?', "Tu m'emmènerais faire un tour tranquille ?"],
  },
  home: {
    react: ['Se faire un chez-soi, quel bonheur.', 'Des cartons et de la peinture partout, je vois le tableau.'],
    ask: ['Tu en es où ?', "C'est quoi ta pièce préférée ?"],
  },
  garden: {
    react: ["La main verte, j'aime bien.", 'Les plantes, ça apaise.'],
    ask: ['Il pousse quoi en ce moment ?', 'Tu parles à tes plantes ?'],
  },
  weather: {
    react: ['Un temps à rester sous le plaid.', 'La météo a vraiment ses humeurs.'],
    ask: ['Tu es au chaud au moins ?', 'Tu fais quoi, les jours comme ça ?'],
  },
  sleep: {
    react: ["Le sommeil, c'est sacré.", 'Ton lit te réclame.'],
    ask: ["Qu'est-ce qui t'empêche de dormir ?", "Tu as dormi combien d'heures ?"],
  },
  photo: {
    react: ["J'aime que tu regardes les choses à travers un objectif.", 'Ça me donne envie de voir ce que tu vois.'],
    ask: ['Tu aimes photographier quoi ?', "C'est laquelle ta plus belle, ces temps-ci ?"],
  },
  art: {
    react: ["J'adore ce côté créatif chez toi.", "Une âme d'artiste, je le savais."],
    ask: ['Tu travailles sur quoi ?', 'Tu me montreras un jour ?'],
  },
  money: {
    react: ["Les soucis d'argent, c'est jamais drôle.", "Pense à toi d'abord, toujours."],
    ask: ["Tu t'en sors ?", 'Ça va se calmer bientôt ?'],
  },
  weekend: {
    react: ['Les week-ends devraient durer quatre jours.', "Ça, c'est un week-end."],
    ask: ['Ce sera quoi le meilleur moment ?', 'Plutôt canapé ou aventure cette fois ?'],
  },
  dance: {
    react: ["J'aimerais bien te voir danser.", "Quelqu'un a le rythme dans la peau."],
    ask: ['Tu danses sur quoi ?', 'Tu guides ou tu suis ?'],
  },
}
