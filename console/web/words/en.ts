import { audit } from './en/audit.ts'
import { discord } from './en/discord.ts'
import { fans } from './en/fans.ts'
import { fanvue } from './en/fanvue.ts'
import { health } from './en/health.ts'
import { paste } from './en/paste.ts'
import { people } from './en/people.ts'
import { personality } from './en/personality.ts'
import { queue } from './en/queue.ts'
import { rights } from './en/rights.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { tryIt } from './en/try.ts'
import { webhook } from './en/webhook.ts'

/** Every word of the console in English; one file a room, so that two people can write at once. */
export const en = {
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
