import type { Accepted } from '../../core/reviewers/accept-invite.ts'
import { type Language, say } from '../../core/words/say.ts'

/** A button takes 80 letters on Discord. */
const LONGEST_NAME = 60

/** What somebody is asked who opened an invitation, and the words on its button. */
export function askToJoin(
  language: Language,
  { creator, account }: { creator: string; account: string | undefined },
): { text: string; button: string } {
  if (account === undefined) {
    return { text: say(language, 'invite.ask', { creator }), button: say(language, 'button.join') }
  }
  const name = account.slice(0, LONGEST_NAME).toWellFormed()
  return {
    text: say(language, 'invite.ask-own', { creator, name: account }),
    button: say(language, 'button.join-own', { name }),
  }
}

/** What came of the tap. @param welcome said to somebody who decides from now on without an account in the console */
export function sayAccepted(
  language: Language,
  accepted: Accepted,
  welcome: { key: 'invite.done' | 'invite.joined'; name: string },
): string {
  switch (accepted.kind) {
    case 'joined':
      return accepted.account === undefined
        ? say(language, welcome.key, { name: welcome.name })
        : say(language, 'invite.own', { name: accepted.account })
    case 'taken':
      return say(language, 'invite.taken', { name: accepted.account })
    case 'gone':
    case 'left':
    case 'stopped':
      return say(language, `invite.${accepted.kind}`)
  }
}
