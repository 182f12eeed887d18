import type { Act } from './acts.ts'

export const DARK: ReadonlySet<Act> = new Set(['crisis', 'grief', 'in-care', 'breakup', 'jobloss'])
export const LEAVING: ReadonlySet<Act> = new Set(['goodnight', 'goodbye'])
/** Nothing from before is brought up while these are on the table. */
export const ONLY_THIS: ReadonlySet<Act> = new Set([...DARK, 'complaint', 'asks-if-software'])
/** To these no is the answer, and nothing personal is added to it. */
export const REFUSED: ReadonlySet<Act> = new Set(['orders', 'asks-contact', 'asks-to-meet'])
export const SERIOUS: ReadonlySet<Act> = new Set([...ONLY_THIS, 'sick', 'bad-day'])
export const SELLING: ReadonlySet<Act> = new Set(['wants-content', 'asks-price'])
/** These say little by themselves, so that what is talked about says more. */
export const OPEN: ReadonlySet<Act> = new Set(['talk', 'question', 'plan', 'laugh'])
/** What is told in these is more than the act they were taken for. */
export const TOLD: ReadonlySet<Act> = new Set([
  'in-care',
  'sick',
  'worried',
  'bad-day',
  'good-news',
  'tired',
  'longing',
  'compliment',
  'asks-favour',
  'asks-about-her',
  'thanks',
  'boredom',
  'plan',
  'laugh',
  'greeting',
  'short',
  'question',
  'talk',
  'photo',
  'still-there',
])
/** So little is said in these that anything from before may come up. */
export const ROOM: ReadonlySet<Act> = new Set([
  'greeting',
  'asks-her-day',
  'asks-doing',
  'asks-about-her',
  'short',
  'laugh',
  'sticker',
  'goodbye',
  'goodnight',
  'longing',
  'love',
  'compliment',
  'boredom',
  'thanks',
  'remember-me',
  'sorry',
  'fan-birthday',
  'flirt',
  'still-there',
  'voice',
])
/** Light enough that a piece of the menu may be mentioned unasked. */
export const OPEN_TO_OFFERS: ReadonlySet<Act> = new Set([
  'greeting',
  'laugh',
  'compliment',
  'flirt',
  'love',
  'good-news',
  'thanks',
  'boredom',
  'talk',
])
