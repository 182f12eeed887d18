export const fanvue = {
  'settings.fanvue': 'Fanvue',
  'fanvue.title': 'Fanvue',
  'fanvue.none': 'No Fanvue account is connected for {name}. It takes an app of your own at Fanvue, set up below.',
  'fanvue.signed-out': 'The app is set up. Sign in at Fanvue as {name} to connect the account.',
  'fanvue.working': 'Connected as @{handle}.',
  'fanvue.failing': 'Connected as @{handle}, and not working at the moment.',
  'fanvue.read': 'Last read',
  'fanvue.waiting': {
    one: 'Something new in {count} chat waits to be fetched.',
    other: 'Something new in {count} chats waits to be fetched.',
  },
  'fanvue.no-events':
    'Without a signing secret Fanvue brings nothing by itself: new messages are looked for every five minutes.',
  'fanvue.connect': 'Connect Fanvue',
  'fanvue.again': 'Sign in again',
  'fanvue.fetch': 'Fetch now',
  'fanvue.fetched': {
    one: 'Read. There is something new in {count} chat; it comes in now.',
    other: 'Read. New in {count} chats.',
  },
  'fanvue.fetched.none': 'Read. Nothing new.',
  'fanvue.fetch.busy': 'It is being read at this moment.',
  'fanvue.guide': 'At Fanvue, once',
  'fanvue.step.1':
    'Open fanvue.com/developers/apps with the creator’s account and create an app. A private app needs no review.',
  'fanvue.step.2':
    'Add the redirect address below to the app, and allow its scopes for chats, fans, creator and media.',
  'fanvue.step.3': 'Copy the client id and the client secret into the form below, save, and press Connect Fanvue.',
  'fanvue.step.4':
    'In the app’s Events tab, enter the address for events and choose messages, payments and refunds. Copy its signing secret into the form.',
  'fanvue.redirect': 'Redirect address',
  'fanvue.events': 'Address for events',
  'fanvue.app': 'Your app',
  'fanvue.app.hint': 'Each operator registers an app of their own; Fanvue does not allow sharing one.',
  'fanvue.client': 'Client id',
  'fanvue.secret': 'Client secret',
  'fanvue.secret.hint': 'Stored sealed; never shown again.',
  'fanvue.webhook-secret': 'Signing secret of events',
  'fanvue.webhook-secret.hint': 'From the Events tab. Stored sealed; never shown again.',
  'fanvue.kept': 'One is stored. Leave empty to keep it.',
  'fanvue.stored': 'Stored.',
  'fanvue.connected': 'Connected as @{handle}. Messages come in from now on.',
  'fanvue.not-connected': 'Fanvue is not connected',
  'fanvue.to-settings': 'Back to Settings',
  'fanvue.removed': 'Disconnected, and Fanvue took the access back. Fans and conversations stay.',
  'fanvue.removed.here':
    'Disconnected, and the tokens are deleted here. Fanvue did not confirm; take the access back in its settings, too.',
  'health.by-hand.fanvue':
    'What cannot wait goes by hand: open Fanvue, copy what was said, and send the approved reply yourself.',
  'health.fanvue': 'Fanvue for {name}',
  'health.paused.fanvue': 'Fanvue asked for a pause until',
} as const
