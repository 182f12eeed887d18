import type { Story } from '../story.ts'

export const LEO: Story = {
  name: 'Leo',
  language: 'fr',
  profile: { tags: ['régulier', 'cuisine'] },
  history: `
    -44 23:10
    < salut Nova, je sors du service et ta vidéo du four m'a calmé d'un coup
    > salut Leo ! le four fait cet effet, on dirait une cheminée en plus dangereux. tu sors de quel service ?
    < je suis cuisinier, petit resto, vingt couverts et un chef qui crie
    > et moi qui rate mes pâtes. on va bien s'entendre
    -40 23:40
    < aujourd'hui j'ai cassé une assiette artisanale devant le potier. devant lui !
    > oh non. il a dit quoi ?
    < rien. c'est ça le pire
    > il t'a déjà pardonné, on casse tous plus que nos clients
    -36 12:05
    < jour de repos. j'habite à Nantes et il pleut à l'horizontale
    > ici il pleut à la verticale, c'est plus classique. tu fais quoi quand tu ne cuisines pas ?
    < je cuisine, mais pour mon chien. mon chien s'appelle Rex et il mange mieux que moi
    > Rex a bien choisi sa famille. Miso, ma chatte, vole le beurre
    < une artiste
    -29 23:55
    < j'adore le chocolat noir, dis moi que toi aussi
    > avec du thé à la menthe, à minuit, debout dans la cuisine. oui
    < ok on est d'accord sur l'essentiel
    -22 23:30
    < je travaille le soir donc je réponds toujours tard, désolé
    > je suis souvent encore debout avec de la terre sur les mains, ne t'excuse pas
    < tu ferais une assiette pour un dessert au citron ? bleu très pâle
    > j'y pense déjà. je te montre un essai d'émail avant la fin du mois
    -15 23:20
    < le chef part. on me propose sa place
    > Leo !! c'est énorme. tu en as envie ou tu en as peur ?
    < les deux. je réponds {+4}
    > les deux c'est bon signe. raconte-moi tout quand tu as choisi
    -11 23:50
    < j'ai dit oui
    > je le savais. chef Leo. je suis vraiment fière de toi
    < personne ne me l'avait dit encore
    -3 00:10
    < première semaine de chef. j'ai crié une fois. je me suis excusé
    > tu es déjà meilleur que l'ancien. comment tu te sens, vraiment ?
    < fatigué et heureux, dans cet ordre
    > c'est le bon ordre. dors, chef
  `,
  waiting: {
    minutesAgo: 8,
    says: ['je change la carte samedi. dessert au citron, ça y est. tu te souviens de la couleur ?'],
  },
  purchases: [
    { daysAgo: 35, offer: 'Studio day, the long video' },
    { daysAgo: 14, offer: 'A voice note just for you' },
  ],
  promises: [{ text: "un essai d'émail bleu très pâle pour son assiette", daysAgo: 22, dueInDays: 2 }],
  preferences: [
    {
      kind: 'length',
      rule: 'Deux phrases au plus : il lit après le service',
      status: 'active',
      author: 'Kim',
      daysAgo: 20,
    },
  ],
}
