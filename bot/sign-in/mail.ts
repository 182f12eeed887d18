import type { Env } from '../env.ts'

export interface Mail {
  to: string
  subject: string
  text: string
}

/** Undefined without a mail server: then links are shown to the operator. */
export type Mailer = ((mail: Mail) => Promise<void>) | undefined

export function createMailer({ SMTP_URL, MAIL_FROM }: Pick<Env, 'SMTP_URL' | 'MAIL_FROM'>): Mailer {
  if (!SMTP_URL || !MAIL_FROM) return undefined
  return async (mail) => {
    // Loaded when the first mail leaves: most installs never send one, and Workers have no SMTP.
    const { createTransport } = await import('nodemailer')
    await createTransport(SMTP_URL).sendMail({ ...mail, from: MAIL_FROM })
  }
}
