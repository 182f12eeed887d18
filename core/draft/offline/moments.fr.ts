import type { Moments } from './moments.ts'

const DEAR =
  '[Mm](?:on|a) (?:mère|maman|père|papa|frère|sœur|soeur|fils|fille|femme|mari|copine|copain|grand-mère|grand-père|mamie|papi|oncle|tante|ami|amie|bébé|chien|chienne|chat|chatte|chiot|cheval)'

export const MOMENTS_FR: Moments = {
  told: [
    {
      when: /(?<!\p{L})(?:ça (?:m')?(?:a )?(?:aidé?|fait du bien)|un peu mieux)(?!\p{L})/iu,
      react: [
        'Contente que ça aide{, name}, même un peu.',
        'Ça me fait du bien de lire ça{, name}. Un peu, en ce moment, c’est déjà beaucoup.',
      ],
      ask: ['Tu recommences demain ?'],
      inCare: true,
      isGrave: true,
    },
    {
      when: new RegExp(
        `(?<!\\p{L})(${DEAR}(?: \\p{Lu}\\p{Ll}+)?)(?!\\p{L}).{0,40}(?<!\\p{L})(?:hôpital|malade|véto|vétérinaire|opérée?|opération|accident|infarctus|avc|urgences)(?!\\p{L})`,
        'u',
      ),
      react: [
        "Oh non, {it}. J'espère que ce n'est rien de grave{, name}.",
        'Oh non{, name}, {it}. Je pense fort à vous deux.',
        'Je croise les doigts pour {it}{, name}.',
      ],
      ask: ['Tu as eu des nouvelles ?', 'Et toi, tu tiens le coup ?', "Qu'est-ce qu'ils disent ?"],
      isGrave: true,
    },
    {
      when: /(?<!\p{L})(\p{Lu}\p{Ll}+|m(?:on|a) (?:chien|chienne|chat|chatte|chiot)(?: \p{Lu}\p{Ll}+)?) (?:a|m'a) (?:encore )?(?:mangé|bouffé|volé|détruit|dévoré|piqué|avalé)(?!\p{L})/u,
      unless: /véto|vétérinaire/iu,
      react: [
        'Haha, aucune honte, {it}.',
        'Je devrais gronder {it}, mais je ris trop{, name}.',
        'Évidemment, {it}. Qui d’autre{, name}.',
      ],
      ask: [
        'Il en restait quelque chose ?',
        'Et il y a un peu de remords, au moins ?',
        'Et toi, tu as réussi à te fâcher ?',
      ],
    },
    {
      when: /(?:peur|stress\p{L}*|trac|angoiss\p{L}*|flippe|inqui\p{L}*|dormi)[\s\S]{0,80}(?:partiels?|examens?|concours|permis|bac)(?!\p{L})|(?<!\p{L})(?:partiels?|examens?|concours|permis|bac)(?!\p{L})[\s\S]{0,80}(?:peur|stress|trac|angoiss|flippe|inqui|rien ne reste|dormi)/iu,
      react: [
        "Avant un examen, on croit toujours que rien n'est resté{, name}, et le jour même ça revient.",
        "C'est le stress qui parle{, name}. Ferme le livre dix minutes, bois un verre d'eau, et respire.",
        'Cette impression, elle vient toujours juste avant{, name}. Elle ne dit rien de ce que tu sais.',
      ],
      ask: [
        "C'est quelle partie qui ne veut pas rentrer ?",
        "Tu m'expliquerais un truc du cours, là, juste pour voir tout ce qui reste ?",
        'Tu commences à quelle heure ?',
      ],
      isGrave: true,
    },
    {
      when: /(?:peur|stress\p{L}*|trac|angoiss\p{L}*|flippe)[\s\S]{0,80}entretien|entretien[\s\S]{0,80}(?:peur|stress|trac|angoiss|flippe)/iu,
      react: [
        "Un entretien, ça fait cet effet à tout le monde{, name}. Et s'ils t'ont fait venir, c'est pour une bonne raison.",
        "Le trac, c'est que tu en as envie{, name}, et ça se verra.",
      ],
      ask: ["C'est à quelle heure ?", 'Quelle question tu redoutes le plus ?', "C'est pour quel poste ?"],
      isGrave: true,
    },
    {
      when: /(?<!\p{L})(?:à la hauteur|imposteur|pas assez bonn?e?)(?!\p{L})/iu,
      react: [
        'Ceux qui font mal leur travail ne se posent jamais cette question{, name}.',
        "Cette peur-là, c'est que ça compte pour toi{, name}.",
      ],
      ask: ["C'est quoi qui te met le plus la pression ?", "Il s'est passé quelque chose pour que tu te dises ça ?"],
      isGrave: true,
    },
    {
      when: /(?<!\p{L})(?:déménage|m'installe|emménage) (?:à|en|au) (\p{Lu}\p{L}+)/u,
      react: ["Oh, {it}, c'est un grand pas{, name}.", 'Une nouvelle vie qui commence{, name}, normal que ça remue.'],
      ask: ["Qu'est-ce qui t'emmène là-bas ?", 'Tu y connais déjà du monde ?'],
    },
    {
      when: /(?<!\p{L})(m(?:on|a) (?:genou|dos|cheville|épaule|poignet|pied|jambe|nuque|hanche))(?!\p{L})[^.!?\n]{0,30}(?:pire|mal|non|gonflée?|cassée?|empire)/iu,
      react: ["Oh non, {it}. J'espérais que ça se calmerait{, name}.", 'Pauvre de toi{, name}, et pauvre {it}.'],
      ask: ['Ils disent quoi, ça va durer longtemps ?', 'Tu le prends comment ?'],
      isGrave: true,
    },
    {
      when: /(?<!\p{L})(?:annulée?s?|tombe à l'eau|c'est mort pour)(?!\p{L})/iu,
      react: ['Oh non{, name}, quelle déception.', 'Aïe{, name}, après tout ça.'],
      ask: ['Tu le prends comment ?', 'Et maintenant, tu fais quoi ?'],
      isGrave: true,
    },
    {
      when: /(?<!\p{L})(?:fini|finir|couru|courir|terminé|bouclé|fait) (m(?:on|a) (?:premier |première |deuxième )?(?:10 ?km|semi(?:-marathon)?|marathon|trail|triathlon|course))(?!\p{L})/iu,
      react: [
        "{it}, mais c'est énorme{, name} !",
        "Tu l'as fait{, name} ! Bravo, vraiment.",
        '{it}, chapeau{, name} !',
      ],
      ask: [
        'Il était comment, le dernier kilomètre ?',
        "T'as pensé à quoi en passant la ligne ?",
        'Tu as mangé quoi après ?',
      ],
    },
    {
      when: /(?<!\p{L})peux (?:re)?(?:courir|marcher|m'entraîner|jouer|conduire|grimper|nager)(?!\p{L})|(?:kiné|médecin|docteur) dit que (?:je peux|oui)/iu,
      react: [
        "Alors c'est oui{, name}, ça c'est une bonne nouvelle.",
        "C'est le meilleur truc qu'on pouvait te dire{, name}.",
      ],
      ask: ['Et tu vas vraiment faire attention ?', 'Tu recommences quand ?'],
    },
    {
      when: /(?<!\p{L})inscrite? (?:à|au|pour) ((?:un|une|le|la) (?:\p{L}+ )?(?:course|semi|marathon|trail|triathlon))/iu,
      react: ['{it}, quel courage{, name}.', 'Plus moyen de reculer{, name}.'],
      ask: ["C'est laquelle, et quand ?", "Qu'est-ce qui t'a décidé à le faire ?"],
    },
    {
      when: /(?<!\p{L})(?:eu|décroché|obtenu) (?:le|mon) (?:poste|job|boulot|taf)(?!\p{L})/iu,
      react: [
        'Tu l’as eu{, name} ! Bravo, ça me fait tellement plaisir.',
        'Ils ont dit oui{, name} ! Ils ont bien fait.',
      ],
      ask: ['Tu fêtes ça comment ?', "Tu l'as dit à qui en premier ?", 'Tu commences quand ?'],
    },
    {
      when: /(?<!\p{L})j'ai eu (\d{1,2}(?:[.,]\d+)?)(?! ?(?:ans|€|euros?|ou|fois|jours|heures|minutes|appels|messages))(?!\d)/iu,
      react: [
        '{it} ! Mais bravo{, name}.',
        '{it}, tu vois{, name}, il en restait des choses.',
        '{it} ! Je savais que ça paierait{, name}.',
      ],
      ask: ['Tu fêtes ça comment ?', "Tu t'y attendais ?", "Tu l'as dit à qui en premier ?"],
    },
    {
      when: /(?<!\p{L})pleuré[\s\S]{0,60}(?:joie|bonheur|parents|fierté)|!![\s\S]{0,120}pleuré/iu,
      react: [
        'Ces larmes-là, ce sont les meilleures{, name}.',
        "Tout ce travail, et d'un coup ça y est{, name}. J'aurais pleuré aussi.",
      ],
      ask: ["Qui t'a serré dans ses bras en premier ?", 'Ils ont dit quoi, après ?'],
    },
    {
      when: /(?<!\p{L})(?:(?:deux|trois|double|gros|long|fini (?:mon|le)|sors d[ue](?: mon)?) services?|mal aux pieds|fini (?:ma|de) (?:garde|nuit))(?!\p{L})/iu,
      react: [
        "Après ça, t'as le droit de ne plus rien faire du tout{, name}.",
        "Chaussures enlevées, pieds en l'air{, name}, et plus personne ne te demande rien.",
        'Tu dois être sur les rotules{, name}.',
      ],
      ask: ["C'était quoi, le seul bon moment là-dedans ?", 'Tu as mangé, au moins ?', 'Tu peux dormir demain ?'],
    },
    {
      when: /(?<!\p{L})(?:embouteillages?|bouchons?|coincée? sur (?:la route|l'autoroute))(?!\p{L})/iu,
      react: [
        'Aïe, les bouchons, ça vole une journée entière{, name}.',
        'Courage{, name}, rien n’est plus lent qu’une route arrêtée.',
      ],
      ask: ['Tu écoutes quoi en attendant ?', 'Il te reste combien de route ?'],
    },
    {
      when: /(?<!\p{L})(?:raconte|dis)[- ]moi une blague|(?<!\p{L})une blague \?/iu,
      react: [
        "Que fait une fraise sur un cheval ? Tagada, tagada. Je t'avais dit que j'étais nulle en blagues.",
        "J'en connais que des mauvaises{, name} : c'est quoi une chauve-souris avec une perruque ? Une souris.",
      ],
      ask: ["À toi, c'est quoi ta pire ?", "T'as souri, au moins un peu ?"],
    },
    {
      when: /(?<!\p{L})((?:son|sa|mon|ma|ses|mes) (?:première|premier|premiers) (?:dent|pas|mot|mots|rentrée|but|jour d'école))(?!\p{L})/iu,
      react: ['{it}, ça compte{, name}.', "{it} ! Ça n'arrive qu'une fois{, name}."],
      ask: ['Larmes ou fierté ?', 'Tu as dit quoi ?'],
    },
    {
      when: /(?<!\p{L})(?:pars|vais|part|vole|roule|direction|voyage|vacances) (?:\p{L}+ )?(?:à|en|au|aux|pour|vers) (?:le |la |l')?(\p{Lu}\p{L}+)/u,
      react: ['Oh, {it}, ça fait envie{, name}.', 'Oh, {it}, quelle chance{, name}.'],
      ask: [
        'Tu restes combien de temps ?',
        "C'est quoi la première chose que tu feras là-bas ?",
        "Tu y es déjà passé une fois, ou c'est la première ?",
      ],
    },
    {
      when: /(?<!\p{L})((?:le|la|mon|ma) (?:\p{L}+ )?(?:tasse|bol|assiette|mug|colis|paquet|vase|carte)) (?:est |vient d')(?:bien |enfin )?arriv/iu,
      react: ['Ouf, {it} a survécu au voyage{, name}.', '{it}, enfin{, name} ! Ça me fait plaisir.'],
      ask: ["C'est comme tu l'imaginais ?", 'Tu l’as mis où ?'],
    },
    {
      when: /(?<!\p{L})(?:brûlé|cramé|carbonisé|alarme incendie)(?!\p{L})/iu,
      react: ["Haha{ name}, je sens l'odeur d'ici.", 'Un petit incendie, ça fait partie de la cuisine{, name}.'],
      ask: ["C'était encore mangeable ?", 'Et tu as mangé quoi, finalement ?'],
    },
    {
      when: /(?<!\p{L})(?:partie?s?|vendue?s?|mangée?s?|disparue?s?) en (\p{L}+ (?:minutes?|heures?))(?!\p{L})/iu,
      react: ['En {it}{, name}, y a pas plus beau compliment.', '{it} ! Tu peux être fier de toi{, name}.'],
      ask: ["Tu t'en es gardé un, au moins ?", 'Ils ont dit quoi en salle ?'],
    },
    {
      when: /(?<!\p{L})m'ennuie[\s\S]{0,30}(?:travail|boulot|taf|bureau|cours)(?!\p{L})/iu,
      react: [
        'Alors on va faire tourner l’horloge plus vite{, name}.',
        "Fais semblant d'être très concentré{, name}, je dirai rien.",
      ],
      ask: ['Il te reste combien d’heures ?', 'Tu devrais être en train de faire quoi, là ?'],
    },
    {
      when: /(?<!\p{L})(?:chef|patron|patronne|manager|boss)(?!\p{L})[\s\S]{0,40}(?:engueul|crié|hurlé|humili|gueul)/iu,
      react: [
        'Personne ne devrait te parler comme ça{, name}.',
        'Et devant les autres en plus, ça reste en travers{, name}.',
      ],
      ask: ["C'était à propos de quoi, au fond ?", "Quelqu'un a pris ta défense ?"],
      isGrave: true,
    },
    {
      when: /(?<!\p{L})ça va (?:aller|le faire|passer)(?!\p{L})|(?<!\p{L})t'inquiète(?!\p{L})/iu,
      unless: /\?/u,
      react: [
        "D'accord{, name}, mais je garde un œil sur toi.",
        'OK{ name}, je te crois. Et si ça va pas, tu me le dis.',
      ],
      ask: ["C'est quoi la partie douce de ta soirée ?", 'Tu fais un truc rien que pour toi ce soir ?'],
      isGrave: true,
    },
    {
      when: /(?<!\p{L})(?:livres?|livrez|envoies?|envoyez) (?:en|au|aux|à) (\p{Lu}\p{L}+)/u,
      react: ['Je vérifie ça comme il faut{, name}, pour ne pas te dire de bêtise.'],
      ask: ["C'est pour toi ou pour offrir ?"],
    },
    {
      when: /(?<!\p{L})(?:découvr\p{L}+|découvert|tombée? sur) (?:tes? |ta |ton )|(?<!\p{L})première fois que j'écris/iu,
      react: ["Bienvenue{, name}, ça me fait plaisir que tu m'écrives.", 'Oh, bienvenue par ici{, name}.'],
      ask: ['Tu as vu laquelle en premier ?', "Qu'est-ce qui t'a fait rester ?"],
    },
    {
      when: /(?<!\p{L})film(?!\p{L})[\s\S]{0,60}(?:idée|conseil\p{L}*|recommand\p{L}*)|regarder? quoi/iu,
      react: ["Ça dépend de l'humeur{, name}.", "Une soirée film, j'aime bien l'idée{, name}."],
      ask: [
        'Plutôt un truc qui fait rire ou un truc qui fait peur ?',
        'Vous êtes plutôt larmes ou fous rires ce soir ?',
      ],
    },
    {
      when: /^(?:\s|\ufe0f|\u200d|[❤🧡💛💚💙💜🤍🖤💕💗💖💞💓💘🫶😘🥰😍])+$/u,
      react: ['Je prends tout{, name}.', 'Et autant pour toi{, name}.', "Tu m'as fait sourire{, name}."],
      ask: ["J'ai fait quoi pour mériter ça ?", "Qu'est-ce qui te rend si tendre ?"],
    },
    {
      when: /(?<!\p{L})(?:où|ça) en est ((?:notre|le|la|l') ?[\p{L} ]{3,24}?) ?\?/iu,
      react: ['Je regarde vraiment où en est {it} et je te dis{, name}.'],
      ask: ["T'en attends quoi, toi ?"],
    },
  ],
  answer: [
    "{it}, j'aime bien la réponse{, name}.",
    '{it}, je vois le tableau{, name}.',
    "{it}, j'aurais dû deviner{, name}.",
    'Ah, {it}{, name}.',
    '{it}, pas mal du tout{, name}.',
  ],
  yesOrNo: {
    react: ['Voilà qui est clair{, name}.', "Court et honnête{, name}, j'aime bien.", "D'accord{, name}, je prends."],
    ask: ['Et la version longue ?', "Tu m'en dis un peu plus ?", "C'est quoi l'histoire derrière ?"],
  },
  echo: [
    '{it}, je veux en savoir plus{, name}.',
    "J'imagine bien {it}{, name}.",
    '{it}, là tu m’intrigues{, name}.',
    '{it}, rien que ça{, name}.',
    'Ah, {it}{, name}.',
  ],
  followUp: [
    'Et ensuite ?',
    'Et toi, tu le vis comment ?',
    "C'est quoi le meilleur là-dedans ?",
    'Tu me racontes la suite ?',
    "Ça t'a fait quoi ?",
    'Et alors ?',
  ],
  owed: ["Je n'oublie pas que je te dois {it}{, name}."],
  owedSomething: ["Je n'oublie pas ce que je t'ai promis là-dessus{, name}."],
}
