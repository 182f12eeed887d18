/**
 * Words of everyday life that call each other up, in French; written by hand. Words of one
 * line stand for one another: what one calls "le mariage" another tells as "on se marie".
 */
export const SAME_FR = `
  marier mariage mari épouse femme fiancé fiançailles noces
  compagne compagnon copine copain chéri
  couple relation
  célibataire seul
  divorce divorcé séparé séparation rupture ex
  enceinte grossesse bébé naissance accouchement
  parents mère père
  adopter adoption
  famille proches
  ami pote copain amitié
  collègue boulot
  voisin voisine
  travail métier profession emploi poste carrière
  embaucher embauche recruter
  licencié chômage viré démission
  patron chef manager
  entreprise société boîte
  argent salaire paie revenu fric thune
  dette crédit emprunt prêt
  pauvre fauché galère
  maison appartement logement chez
  loyer louer propriétaire bail
  colocataire coloc colocation
  déménager déménagement emménager
  acheter achat courses shopping
  vendre vente
  cadeau offrir
  prix cher coûter
  école lycée collège fac université études
  étudier apprendre cours leçon
  élève étudiant
  prof professeur enseignant instituteur
  entraîneur coach
  diplôme bac licence master
  examen contrôle partiel concours
  livre roman bouquin lire lecture
  écrire écrivain auteur
  poème poésie
  film cinéma
  série épisode télé
  acteur actrice comédien
  chanson musique
  groupe concert
  chanter chanteur chanteuse chorale
  danse danser danseur danseuse
  peindre peinture peintre toile tableau
  dessin dessiner dessinateur
  photo photographe photographie appareil
  art artiste artistique
  poterie argile céramique
  coudre couture tricot tricoter
  cuisine cuisiner cuisinier recette
  gâteau pâtisserie tarte
  repas dîner déjeuner souper
  nourriture plat manger bouffe
  restaurant brasserie
  végétarien végan
  régime maigrir poids
  boire boisson verre
  bon délicieux miam
  café expresso
  alcool bière vin apéro
  fumer cigarette clope vapoter
  médecin docteur
  hôpital clinique opération
  malade maladie
  blessé blessure
  douleur mal
  médicament traitement
  allergie allergique
  thérapie psy psychologue thérapeute
  anxieux anxiété angoisse inquiet stress stressé
  détendre relax calme reposer repos
  triste tristesse déprimé dépression malheureux
  heureux bonheur joie content
  colère énervé fâché furieux
  peur effrayé phobie
  fier fierté
  fatigué épuisé crevé fatigue
  dormir sommeil insomnie sieste lit
  solitude seul
  pleurer larmes
  rire drôle blague humour
  ennui ennuyer
  jaloux jalousie
  manquer manque
  loisir passion hobby
  sport gym muscu entraînement
  courir course footing marathon
  bicyclette cyclisme
  randonnée rando marcher marche sentier
  montagne escalade grimper sommet
  camping tente
  nager natation piscine
  plage mer océan côte
  bateau voile
  pêche pêcher poisson
  ski skier neige
  forêt bois
  jardin jardinage plantes
  fleur bouquet
  voyage voyager partir séjour vacance
  avion vol aéroport
  hôtel auberge airbnb
  voiture auto permis conduire
  accident accrochage
  ville village
  pays étranger
  visiter visite
  animal bête
  jeu jouer gamer
  tournoi compétition concours championnat
  gagner victoire gagnant
  perdre défaite
  équipe club
  prix trophée médaille
  rêve but objectif ambition
  projet prévoir
  aider aide soutien soutenir
  bénévole bénévolat association
  don donner
  fête soirée anniversaire fêter
  noël réveillon
  église foi religion dieu
  armée militaire soldat
  police policier flic
  politique élection voter
  avocat loi justice tribunal
  conseil conseiller recommander
  dispute disputer engueuler
  promesse promettre jurer
  secret avouer
  mentir mensonge
  rencontrer rencontre
  parler discuter conversation
  téléphone portable appel
  commencer début débuter
  arrêter arrêt
  finir terminer
  créer fabriquer construire
  réparer panne cassé
  ménage nettoyer rangement
  vêtement habit tenue mode fringues
  chaussure basket botte
  collier bijou pendentif
  cheveux coiffure coiffeur
  tatouage piercing
  maquillage maquiller
  enfance enfant petit
  jeune jeunesse
  quartier voisinage
  météo temps
  ordinateur ordi pc
  développeur programmer informatique code
  langue parler
  origine racines natal
  surnom appeler prénom
  difficile dur galère
  réussir réussite succès
  préféré favori
  détester horreur
  nue nu lingerie
  sexy canon
  embrasser bisou câlin
`

/** What is asked for by its kind and told by its name: "des animaux ?", "j’ai un chien". The kind leads to the names, not back. */
export const KINDS_FR = `
  activité loisir hobby passion: randonnée camping natation course peinture poterie danse yoga jeux lecture écriture cuisine pêche vélo escalade surf ski jardinage photo tricot échecs musée concert cinéma dessin
  sport: foot football basket tennis rugby hockey golf volley natation course vélo yoga boxe gym ski surf escalade judo karaté handball pétanque muscu
  instrument: guitare piano violon clarinette batterie flûte violoncelle saxophone trompette basse accordéon
  musique genre: rock jazz classique pop rap métal techno chanson concert album
  animal: chien chat hamster lapin tortue poisson oiseau perroquet cheval serpent
  enfant: fils fille bébé
  famille parent: mère père frère sœur fils fille tante oncle cousin cousine grand-mère grand-père neveu nièce
  travail métier profession: professeur infirmier infirmière médecin avocat ingénieur designer écrivain artiste cuisinier boulanger comptable développeur acteur musicien mécanicien chauffeur serveur serveuse caissier photographe plombier électricien pompier coiffeur
  manger nourriture plat repas: pizza pâtes burger salade soupe sushi sandwich poulet steak fromage pain gâteau chocolat curry riz fruit légume crêpe raclette couscous
  fruit: pomme banane orange fraise mangue raisin pêche cerise citron
  dessert: gâteau glace chocolat tarte crêpe mousse
  boire boisson: café thé bière vin jus cocktail eau whisky
  voyage vacance endroit lieu: plage montagne lac ville parc pays hôtel île musée château mer
  pays: france espagne italie allemagne angleterre irlande suède portugal grèce japon chine inde mexique canada brésil australie thaïlande maroc suisse belgique tunisie algérie
  ville: paris lyon marseille bordeaux lille nantes toulouse nice rennes strasbourg bruxelles genève montréal londres rome berlin madrid
  véhicule: voiture bicyclette camion moto bus train scooter
  météo: pluie neige soleil orage froid chaud
  vêtement tenue: robe chemise chaussures veste chapeau jean jupe pull bottes manteau
  bijou: bague collier bracelet boucle montre
  santé maladie: asthme diabète allergie anxiété dépression cancer grippe blessure migraine
  allergie allergique: arachides cacahuètes noix lait gluten lactose pollen poils crustacés
  film genre: comédie drame thriller horreur action romance documentaire
  jeu console: playstation xbox nintendo échecs cartes
  matière études: maths sciences histoire anglais biologie psychologie physique droit médecine
  émotion sentiment: heureux triste fier peur excité nerveux seul anxieux stressé colère
  religion: église dieu foi prier bible mosquée
  couleur: rouge bleu vert jaune violet rose noir blanc orange gris
  saison: été hiver printemps automne
  événement fête: festival concert mariage soirée réunion spectacle cérémonie exposition noël
  appareil technologie: téléphone ordinateur tablette caméra
  meuble: canapé table chaise lit bureau lampe
  fleur plante: rose tulipe tournesol orchidée
  langue: anglais français espagnol allemand italien japonais chinois
`
