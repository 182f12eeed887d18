/** The French half of what goes together: the same names lead the lines as in English. */
export const ASSOCIATIONS_FR = {
  school:
    'école classe cours leçon collège lycée | prof professeur maître maîtresse instituteur directeur | camarade élève étudiant étudiante | devoirs exposé dissertation | université fac campus licence master | diplôme diplômé | semestre trimestre rentrée | maternelle crèche | récré récréation | cahier tableau bureau | apprendre apprentissage enseigner',
  exam: 'examen contrôle interro test partiel bac concours oral | note résultat moyenne mention | réviser révision révisions bûcher préparer | réussir rater échouer | parfait impeccable | question réponse | stress pression trac',
  sums: 'maths mathématiques algèbre géométrie calcul | nombre équation problème | physique chimie biologie science scientifique expérience laboratoire',
  contest:
    'concours compétition tournoi championnat match course coupe finale | gagner gagné victoire vainqueur champion premier médaille trophée prix | perdre perdu défaite dernier raté échec | classement place podium deuxième troisième | participer adversaire rival | équipe coéquipier entraîneur arbitre | jury',
  praise:
    'féliciter félicitations compliment applaudir applaudissements reconnaissance encourager encouragement bravo | fier fière fierté exploit réussite succès réussi excellent | récompense médaille prix',
  failure:
    'échec échouer échoué raté rater loupé manqué erreur faute mauvais nul pire | déçu déçue déception découragé démoralisé frustré | abandonner inutile | critiquer critiqué gronder engueuler',
  sports:
    'sport sportif athlète exercice musculation entraînement | foot football but | basket | tennis badminton raquette ping pong | volley handball rugby hockey golf | courir course jogging footing marathon sprint | nager nage natation piscine | vélo cyclisme bicyclette rouler | gym salle fitness haltères yoga pilates étirement | ski skier patin patinage snowboard | escalade grimper | sauter corde | ballon balle joueur | boxe karaté judo lutte',
  outdoors:
    'randonnée rando marche marcher balade promenade sentier | camping camper tente bivouac | pique nique sortie excursion | parc pelouse jardin prairie champ extérieur dehors | montagne colline sommet forêt bois arbre | rivière lac cascade pêche pêcher | nature sauvage | cerf volant frisbee | couchage duvet',
  play: 'jouer joué jeu amuser | cache cachette chat | balançoire toboggan bac | jouet jouets poupée peluche robot figurine | lego briques puzzle maquette | ballon bulles | billes toupie cartes | déguisement',
  videogames:
    'jeu jeux gamer | console manette playstation xbox nintendo switch | niveau boss quête multijoueur | échecs dames monopoly plateau | minecraft zelda mario pokémon',
  amusement:
    'attraction attractions fête foraine parc | manège carrousel roue montagnes russes | frisson sensations | billet file | cirque clown magie magicien tour',
  animals:
    'animal animaux bête | zoo safari aquarium | éléphant girafe rhinocéros hippopotame | lion tigre léopard panthère | singe gorille chimpanzé | panda ours koala | pingouin manchot phoque dauphin baleine requin | serpent lézard tortue crocodile grenouille | oiseau perroquet aigle hibou canard | cheval poney vache mouton chèvre cochon ferme | lapin hamster écureuil souris | papillon abeille fourmi insecte araignée | dinosaure fossile',
  pets: 'animal compagnie | chien chiot labrador caniche | chat chaton minou | hamster lapin tortue perroquet | vétérinaire véto | adopter adopté adoption refuge | promener laisse aboyer patte queue | nourrir croquettes mignon',
  food: 'manger mangé repas plat faim délicieux bon goûter nourriture | déjeuner dîner souper brunch | pain tartine sandwich crêpe céréales | pizza burger pâtes nouilles riz sushi | soupe salade légume carotte patate brocoli | viande poulet boeuf porc steak poisson | fruit pomme banane mangue orange raisin fraise pastèque | restaurant resto café cantine | cuisine cuisiner cuisinier recette four | épicé goût saveur',
  sweets:
    'sucré dessert bonbon sucre | gâteau tarte brownie biscuit cookie pâtisserie muffin beignet | glace sorbet | chocolat vanille caramel | boulangerie',
  drinks:
    'boire bu boisson soif | café expresso thé | jus soda limonade lait eau | bière vin cocktail whisky vodka champagne alcool ivre bourré gueule | bar apéro',
  birthday:
    'anniversaire fête fêter célébrer | cadeau cadeaux surprise | gâteau bougie bougies ballon voeu | invité invitation inviter | âge',
  holidays:
    'noël sapin réveillon guirlande | réveillon artifice | halloween citrouille | pâques oeuf | dinde grâce | festival défilé lanterne fête | valentin | décorer décoration | cadeau cadeaux',
  gifts:
    'cadeau cadeaux offrir offert recevoir reçu donner | surprise | récompense prix | jouet poupée peluche voiture robot | collier boucles bague bracelet bijou montre pendentif | fleurs bouquet | carte emballer boîte | acheter achat',
  art: 'art artiste artistique oeuvre | peindre peinture peintre dessin dessiner dessiné croquis tableau gribouillage | couleur couleurs coloré crayon pinceau stylo feutre | musée galerie exposition expo | bricolage origami papier ciseaux colle argile poterie sculpture | créer créatif créativité imagination | illustration graphisme | tricot tricoter couture coudre crochet',
  colors:
    'couleur coloré arc ciel multicolore | rouge | bleu turquoise | vert émeraude | rose | jaune doré or | violet | argent | noir blanc marron gris',
  shapes: 'forme rond cercle ovale cylindre | carré rectangle boîte | coeur étoile',
  music:
    'musique musical musicien chanson mélodie | chanter chant chanteur chorale karaoké | piano clavier | guitare basse ukulélé | violon violoncelle | batterie tambour | concert festival récital scène spectacle | groupe orchestre album playlist écouter | instrument répéter',
  stage:
    'spectacle scène public représentation | danse danser danseur danseuse ballet | théâtre pièce acteur actrice rôle jouer | talent | magie magicien | concert récital | applaudissements trac | tenue costume',
  films:
    'film films cinéma ciné | dessin animé animation | série épisode saison télé télévision netflix | vidéo youtube regarder | acteur actrice réalisateur | horreur comédie thriller documentaire | popcorn avant première | superhéros héros',
  books:
    'livre livres roman lire lecture lecteur | histoire conte récit | bd manga bande | bibliothèque librairie | auteur écrire écrit écrivain poème poésie journal | aventure policier fantastique | personnage chapitre page | image',
  science:
    'science scientifique expérience recherche | espace planète univers étoile galaxie lune astronaute fusée astronomie | dinosaure fossile musée | écosystème environnement écologie | invention robot technologie | projet maquette',
  tech: 'ordinateur ordi pc tablette écran | téléphone portable smartphone iphone | internet site appli application | code coder programmer logiciel développeur | photo caméra selfie | robot drone | instagram tiktok réseaux post',
  family:
    'famille proches foyer | mère parent parents père | soeur frère jumeau jumelle | mamie papi grands | oncle tante cousin cousine neveu nièce | fils fille enfant bébé | mari femme époux épouse | réunion',
  friends:
    'ami amie amis amitié pote copain copine | camarade collègue voisin voisine | ensemble partager traîner | rencontrer rencontre nouveau | soirée | compagnie | confiance soutien',
  lonely:
    'seul seule solitude isolé exclu ignoré abandonné | ami amis compagnie | nouveau déménager inconnu | timide intégrer | manquer manque',
  conflict:
    'dispute disputer disputé engueuler engueulade bagarre battre conflit désaccord | colère furieux énervé agacé rage | crier hurler | excuser excuses pardonner réconcilier réconciliation | malentendu incompris | accuser reprocher',
  bullying:
    'moquer moqué moquerie harceler harcèlement rire ridiculiser insulte insulter | gêné honte embarrassé humilié | surnom moche gros | ragot rumeur | méchant | critiquer critiqué',
  talk: 'parler discuter discussion communiquer expliquer | écouter comprendre compris malentendu | avouer honnête dire | confier partager exprimer | excuser',
  happy:
    'heureux heureuse bonheur joie joyeux ravi ravie gai content | excité enthousiaste emballé | amuser amusant plaisir profiter rire sourire | génial super formidable | fier | détendu',
  sad: 'triste tristesse malheureux déprimé cafard déprime chagrin | pleurer pleuré larmes | déçu déception | blessé mal peine douleur seul | manque deuil',
  anxious:
    'anxieux anxiété angoisse angoissé nerveux inquiet inquiète inquiétude stress stressé tendu pression panique débordé | peur effrayé terrifié | respirer calme calmer détendre soulagé soulagement | examen présentation entretien scène compétition | hésiter doute',
  angry:
    'colère fâché furieux énervé agacé rage frustré | injuste injustice tricher tricheur | détester | dispute crier hurler | casser cassé abîmer voler volé',
  brave:
    'courage courageux confiance oser | persévérer persévérance effort déterminé détermination pratique travailler progrès progresser améliorer surmonter | défi difficile difficulté | essayer',
  weather:
    'météo temps prévisions | pluie pleuvoir pleut imperméable parapluie averse mouillé | orage tempête tonnerre éclair typhon ouragan | neige neiger flocon glace | soleil ensoleillé chaud chaleur canicule | froid gel givre | vent brise | nuage brouillard | annulé reporté retard',
  cancelled:
    'annuler annulé annulation reporter reporté repousser retard | projet prévu | déçu déception triste | manquer rater | pluie orage neige malade',
  seasons: 'printemps fleur fleurs | été plage chaud | automne feuilles | hiver neige froid noël | saison',
  sea: 'plage mer océan côte rivage sable | vague vagues surf surfer | coquillage étoile crabe | nager maillot | île voile bateau navire | poisson dauphin baleine corail plongée plonger',
  garden:
    'jardin jardiner jardinage potager cour | fleur fleurs rose tulipe tournesol marguerite lys bouquet | planter plante plantes graine graines pousser pot arroser | arbre herbe feuille pelouse | légume',
  travel:
    'voyage voyager voyagé séjour vacances tourisme touriste visite visiter visité | avion vol aéroport | train gare bus voiture route | hôtel auberge airbnb | passeport valise bagage bagages | étranger pays ville | carte perdu chemin',
  lost: 'perdu perdre égaré disparu disparaître | trouver trouvé retrouver chercher | chemin direction carte | rendre rendu propriétaire',
  move: 'déménager déménagement emménager | maison appartement chambre voisin quartier | ville pays | nouveau adapter installer',
  health:
    'malade maladie souffrant | rhume grippe fièvre toux tousser température | hôpital clinique | médecin docteur infirmière infirmier dentiste chirurgien | médicament pilule comprimé vaccin piqûre | blessé blessure cassé cheville jambe bras genou tomber tombé pansement | mal douleur migraine | opération guérir guérison repos | dent dents carie',
  sleep:
    'dormir sommeil sieste lit oreiller matelas | insomnie réveillé fatigué fatigue épuisé crevé | rêve rêver cauchemar | nuit minuit | réveil',
  body: 'cheveux coiffure coupe frange boucles | yeux lunettes | tatouage piercing | poids régime mince gros | grand petit taille | maquillage peau acné ongles | beau belle joli mignon moche',
  clothes:
    'vêtements habits tenue porter robe jupe chemise pull veste manteau pantalon jean | chaussures baskets bottes talons | chapeau casquette écharpe gants | mode style | boucles collier bijou bracelet bague | lingerie bikini maillot | uniforme costume',
  shopping:
    'magasin boutique courses centre marché supermarché | acheter acheté achat vendre vendu | argent prix cher payer économies | coût soldes promo | foule monde file',
  money:
    'argent salaire paie paye revenu | dette prêt loyer facture factures crédit banque | économiser économies épargne budget fauché pauvre riche | investir crypto bourse | cher',
  work: 'travail carrière métier profession | patron chef manager | collègue équipe client | bureau entreprise boîte usine | réunion projet présentation | entretien embauché embauche cv candidature postuler | viré licencié chômage démission démissionner | promotion augmentation | horaires équipe garde',
  home: 'maison appartement chambre cuisine salle bain | nettoyer ménage ranger laver vaisselle lessive | meuble lit canapé chaise table | réparer cassé | colocataire coloc propriétaire loyer',
  help: 'aider aide soutien soutenir bénévole bénévolat don | gentil gentillesse | remercier reconnaissant gratitude | rendre partager',
  love: 'amour aimer amoureux amoureuse romance romantique | rencard rendez compagnon compagne | bisou embrasser câlin | marier marié mariage noces fiancé fiançailles | rupture divorce divorcé séparé séparation ex trompé | flirter draguer sexy | valentin',
  baby: 'bébé nourrisson | enceinte grossesse naissance naître accouchement | enfant | couche poussette | mère père parent',
  death: 'mourir décès décédé mort | enterrement tombe cimetière deuil | manquer manque | paradis | cancer',
  car: 'voiture véhicule camion moto | conduire conduite conducteur permis | accident | garage réparer mécanicien pneu | train bus métro | course télécommandée',
  promise: 'promettre promis promesse | oublier oublié rappeler | retard attendre attendu | tenir',
  late: 'retard retardé | dépêcher pressé | attendre attente | heure réveil montre | excuse',
  spill: 'renverser renversé tomber casser cassé abîmer déchirer | accident maladroit | nettoyer réparer',
  bored:
    'ennui ennuyer ennuyeux ennuyé monotone | lent | intéressant amusant | loisir loisirs passe temps libre weekend',
  hobby:
    'passion loisir loisirs passe temps intérêt | collection collectionner timbre timbres pièce cartes | club groupe atelier activité activités | apprendre pratique',
  responsibility:
    'tâche tâches corvée responsabilité | paresseux flemme tricher injuste | groupe équipe coopérer collaborer ensemble | chef',
  faith: 'église mosquée temple synagogue prier prière dieu religion foi | bible coran | spirituel méditer méditation',
  choose: 'choisir choisi choix décider décision hésiter dilemme indécis | option options',
  wait: 'attendre attente impatient impatiente hâte espérer espoir | excité | bientôt',
  culture:
    'musée galerie exposition historique histoire ancien | château monument palais | peinture art | visite guide visiter | dinosaure fossile',
  shows: 'feu artifice | défilé festival lanterne | concert spectacle cirque | photo souvenir',
}
