import type { Words } from '../../words.ts'
import type { fanvue as source } from '../en/fanvue.ts'

export const fanvue: Words<typeof source> = {
  'settings.fanvue': 'Fanvue',
  'fanvue.title': 'Fanvue',
  'fanvue.none':
    'Aucun compte Fanvue n’est connecté pour {name}. Il faut une application à vous chez Fanvue, à préparer ci-dessous.',
  'fanvue.signed-out': 'L’application est prête. Connectez-vous chez Fanvue en tant que {name} pour relier le compte.',
  'fanvue.working': 'Connecté en tant que @{handle}.',
  'fanvue.failing': 'Connecté en tant que @{handle}, mais ne marche pas en ce moment.',
  'fanvue.read': 'Dernière lecture',
  'fanvue.waiting': {
    one: 'Du nouveau dans {count} discussion attend d’être cherché.',
    other: 'Du nouveau dans {count} discussions attend d’être cherché.',
  },
  'fanvue.no-events':
    'Sans secret de signature, Fanvue n’apporte rien de lui-même : les nouveaux messages sont cherchés toutes les cinq minutes.',
  'fanvue.connect': 'Connecter Fanvue',
  'fanvue.again': 'Se reconnecter',
  'fanvue.fetch': 'Chercher maintenant',
  'fanvue.fetched': {
    one: 'Lu. Il y a du nouveau dans {count} discussion ; il arrive.',
    other: 'Lu. Du nouveau dans {count} discussions.',
  },
  'fanvue.fetched.none': 'Lu. Rien de nouveau.',
  'fanvue.fetch.busy': 'La lecture est en cours.',
  'fanvue.guide': 'Chez Fanvue, une fois',
  'fanvue.step.1':
    'Ouvrez fanvue.com/developers/apps avec le compte du créateur et créez une application. Privée, elle n’attend aucun examen.',
  'fanvue.step.2':
    'Ajoutez-y l’adresse de retour ci-dessous, et autorisez ses droits pour discussions, fans, créateur et médias.',
  'fanvue.step.3':
    'Copiez l’identifiant et le secret du client dans le formulaire ci-dessous, enregistrez, puis appuyez sur Connecter Fanvue.',
  'fanvue.step.4':
    'Dans l’onglet Events de l’application, entrez l’adresse des événements et choisissez messages et paiements. Copiez son secret de signature dans le formulaire.',
  'fanvue.redirect': 'Adresse de retour',
  'fanvue.events': 'Adresse des événements',
  'fanvue.app': 'Votre application',
  'fanvue.app.hint': 'Chaque exploitant enregistre la sienne ; Fanvue n’autorise pas à la partager.',
  'fanvue.client': 'Identifiant du client',
  'fanvue.secret': 'Secret du client',
  'fanvue.secret.hint': 'Gardé scellé ; plus jamais montré.',
  'fanvue.webhook-secret': 'Secret de signature des événements',
  'fanvue.webhook-secret.hint': 'De l’onglet Events. Gardé scellé ; plus jamais montré.',
  'fanvue.kept': 'Il y en a un. Laissez vide pour le conserver.',
  'fanvue.stored': 'Enregistré.',
  'fanvue.connected': 'Connecté en tant que @{handle}. Les messages arrivent dès maintenant.',
  'fanvue.not-connected': 'Fanvue n’est pas connecté',
  'fanvue.to-settings': 'Retour aux réglages',
  'fanvue.removed': 'Déconnecté, et Fanvue a repris l’accès. Les fans et les conversations restent.',
  'fanvue.removed.here':
    'Déconnecté, et les jetons sont effacés ici. Fanvue n’a pas confirmé ; reprenez aussi l’accès dans ses réglages.',
  'health.by-hand.fanvue':
    'Ce qui ne peut pas attendre passe à la main : ouvrez Fanvue, copiez ce qui a été dit, et envoyez vous-même la réponse approuvée.',
  'health.fanvue': 'Fanvue pour {name}',
  'health.paused.fanvue': 'Fanvue demande une pause jusqu’à',
}
