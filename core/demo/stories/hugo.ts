import type { Story } from '../story.ts'

export const HUGO: Story = {
  name: 'Hugo',
  language: 'fr',
  profile: { tags: ['étudiant'] },
  history: `
    -21 19:40
    < bonjour ! je savais pas qu'on pouvait t'écrire pour de vrai
    > pour de vrai ! bonjour Hugo. tu es arrivé par quelle vidéo ?
    < celle où tu cours sous la pluie en parlant de rater des choses
    > ah, ma spécialité. tu rates quoi de beau, toi ?
    < ma licence de droit, doucement. j'ai 21 ans et je suis étudiant à Rennes
    > à 21 ans j'avais raté deux licences et trouvé un tour de potier. rien n'est perdu
    -16 20:10
    < j'ai eu 14 en droit civil. QUATORZE
    > Hugo !! tu vois. tu as fêté ça comment ?
    < une crêpe. j'adore les crêpes au caramel
    > une fête très digne. moi je ne sais faire que ça, les crêpes
    -9 21:25
    < j'ai un partiel dans onze jours et j'ai ouvert le livre aujourd'hui
    > aujourd'hui c'est mieux que demain. c'est quelle matière ?
    < droit des contrats. ça me donne envie de tout annuler
    > annuler un contrat, c'est déjà dans le cours non ?
    < ok j'ai ri tout seul à la bibliothèque
    -5 22:05
    < je bosse le week-end dans une boulangerie pour payer le loyer. je me lève à 4h
    > quatre heures ! moi c'est le four qui se lève avant moi. tu arrives à dormir un peu ?
    < pas assez. mais je mange gratuit
    > c'est une bourse en croissants
  `,
  waiting: { minutesAgo: 180, says: ["j'ai peur pour le partiel. je relis tout et rien ne reste"] },
  isHeld: true,
}
