import type { Words } from '../words.ts'
import type { en } from './en.ts'
import { audit } from './fr/audit.ts'
import { discord } from './fr/discord.ts'
import { fans } from './fr/fans.ts'
import { fanvue } from './fr/fanvue.ts'
import { health } from './fr/health.ts'
import { paste } from './fr/paste.ts'
import { people } from './fr/people.ts'
import { personality } from './fr/personality.ts'
import { queue } from './fr/queue.ts'
import { rights } from './fr/rights.ts'
import { settings } from './fr/settings.ts'
import { shell } from './fr/shell.ts'
import { tryIt } from './fr/try.ts'
import { webhook } from './fr/webhook.ts'

/** The same in French; a missing or extra key does not compile. */
export const fr: Words<typeof en> = {
  ...audit,
  ...discord,
  ...fans,
  ...fanvue,
  ...health,
  ...paste,
  ...people,
  ...personality,
  ...queue,
  ...rights,
  ...settings,
  ...shell,
  ...tryIt,
  ...webhook,
}
