import type { Words } from '../../words.ts'
import type { discord as source } from '../en/discord.ts'

export const discord: Words<typeof source> = {
  'settings.discord': 'Discord',
  'discord.title': 'Discord',
  'discord.none': 'Aucun bot n’est connecté pour {name}.',
  'discord.working': 'Le bot @{bot} est en marche.',
  'discord.failing': 'Le bot de {name} ne marche pas encore. Cela peut prendre quelques secondes.',
  'discord.environment': 'Il est nommé par DISCORD_BOT_TOKEN au démarrage de Souvenir. Changez-le là-bas.',
  'discord.guide': 'En dix minutes',
  'discord.step.1':
    'Sur discord.com/developers/applications, appuyez sur New Application. À sa page Bot, appuyez sur Reset Token et copiez le jeton.',
  'discord.step.2':
    'À sa page Installation, choisissez Guild Install avec le scope bot et View Channels, Send Messages, Read Message History. Ouvrez le lien et ajoutez le bot au serveur que vos fans et votre équipe partagent.',
  'discord.step.3':
    'Créez un salon privé pour les personnes qui décident et laissez-y entrer le bot. Pour un fil par fan, donnez-lui aussi Create Public Threads et Send Messages in Threads.',
  'discord.step.4':
    'Dans les paramètres de Discord, Avancés, activez le mode développeur. Puis copiez l’identifiant du salon, et le vôtre.',
  'discord.step.5': 'Collez le tout ci-dessous. Les fans écrivent au bot en privé ; les cartes sont dans votre salon.',
  'discord.settings': 'Bot',
  'discord.token': 'Jeton du bot',
  'discord.token.hint': 'De la page Bot. Gardé scellé ; plus jamais montré.',
  'discord.token.kept': 'Un jeton est gardé. Laissez vide pour le conserver.',
  'discord.channel': 'Salon de relecture',
  'discord.channel.hint': 'Un salon textuel ou un forum. Vide : les brouillons attendent dans la console seule.',
  'discord.people': 'Qui peut décider',
  'discord.people.hint': 'Identifiants Discord, séparés par des virgules. Ils s’ajoutent à la liste.',
  'discord.threads': 'Un fil par fan, nommé par un alias',
  'discord.connect': 'Connecter',
  'discord.test': 'Garder et tester',
  'discord.disconnect': 'Déconnecter',
  'discord.stored': 'Gardé. Le bot est essayé dans quelques secondes ; son état est ci-dessus.',
  'discord.removed': 'Déconnecté, et le jeton est effacé. Les fans et les conversations restent.',
  'discord.invite': 'Inviter quelqu’un',
  'health.discord': 'Discord pour {name}',
}
