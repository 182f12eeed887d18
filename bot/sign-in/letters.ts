import type { Letter } from './auth.ts'
import type { Mail } from './mail.ts'

/** Where a letter's link leads. The token stands behind `#`, so no server and no preview ever sees it. */
export function linkOf({ kind, token }: Pick<Letter, 'kind' | 'token'>, site: string): string {
  const name = { 'sign-in': 'link', 'confirm-email': 'confirm', 'reset-password': 'reset' }[kind]
  return `${site}/sign-in#${name}=${token}`
}

/** Both languages in one mail: the reader's is not known before they sign in. */
export function mailOf({ kind, email, token }: Letter, site: string): Mail {
  const link = linkOf({ kind, token }, site)
  const [subject, en, fr] = {
    'sign-in': [
      'Your sign-in link · Votre lien de connexion',
      'Open this link and press the button to sign in. It works once, within 30 minutes.',
      'Ouvrez ce lien et appuyez sur le bouton pour vous connecter. Il sert une fois, dans les 30 minutes.',
    ],
    'confirm-email': [
      'Confirm your e-mail address · Confirmez votre adresse',
      'Open this link to confirm your address for Souvenir. If you do not know Souvenir, do nothing.',
      'Ouvrez ce lien pour confirmer votre adresse pour Souvenir. Si vous ne connaissez pas Souvenir, ne faites rien.',
    ],
    'reset-password': [
      'Choose a new password · Choisissez un nouveau mot de passe',
      'Open this link to choose a new password. It works once, within 30 minutes. If you did not ask, do nothing.',
      'Ouvrez ce lien pour choisir un nouveau mot de passe. Il sert une fois, dans les 30 minutes. Sinon, ne faites rien.',
    ],
  }[kind] as [string, string, string]
  return { to: email, subject, text: `${en}\n\n${fr}\n\n${link}\n` }
}

export function invitationMail(of: { email: string; link: string; tenantName: string }): Mail {
  return {
    to: of.email,
    subject: `Invitation · Souvenir · ${of.tenantName}`,
    text: [
      `You are invited to work in "${of.tenantName}". The link works once, within three days.`,
      `Vous êtes invité à travailler dans « ${of.tenantName} ». Le lien sert une fois, dans les trois jours.`,
      of.link,
      '',
    ].join('\n\n'),
  }
}
