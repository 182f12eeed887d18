import type { Actor } from '../../core/actor.ts'
import { cardOfDraft } from '../../core/approval/card-at.ts'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import type { Deps } from '../../core/deps.ts'
import { CoreError } from '../../core/errors.ts'
import { firstTime } from '../../core/inbound/first-time.ts'
import { problemOf } from '../../core/problem-of.ts'
import { acceptInvite } from '../../core/reviewers/accept-invite.ts'
import { actorAt, namesOfReviewers } from '../../core/reviewers/find-reviewer.ts'
import { languageOf, say } from '../../core/words/say.ts'
import { actOnCard } from '../review/act-on-card.ts'
import { type Button, readButton } from '../review/card-verbs.ts'
import { sayAccepted } from '../review/invitation-words.ts'
import { isPick, menuRow } from './card-rows.ts'
import { type Component, EPHEMERAL } from './components.ts'
import { type DiscordBot, inBackground } from './discord-bot.ts'
import { openEdit, takeEdit } from './edit-modal.ts'
import { literal } from './markdown.ts'
import { Interaction, MODAL_SUBMIT, PING, whoTapped } from './read-interaction.ts'
import { messageIdAt, placeOf } from './review.ts'

/** Discord waits three seconds for the first answer; this leaves time for the way there. */
const ANSWER_WITHIN_MS = 1_500
const LONGEST_NOTE = 1_900

/** Discord's numbers of first answers. */
const PONG = 1
const NOTE = 4
const DEFERRED = 6

/** The first answer to an interaction, in Discord's form. */
export interface FirstAnswer {
  type: number
  data?: object
}

/** What one person is told. */
export type Told =
  | { kind: 'note'; markdown: string; components?: Component[] }
  | { kind: 'modal'; modal: object }
  /** The card says it all. */
  | { kind: 'nothing' }

/**
 * Somebody tapped, chose or typed. What is asked for is done by the core, which knows the truth; the card follows by itself. The
 * first answer is there in time whatever happens: what takes longer is told when it is done.
 * @param asStored the bot as the deed should see it, where looking may take a while; undefined: it is connected no more
 */
export async function answerInteraction(
  deps: Deps,
  bot: DiscordBot,
  raw: unknown,
  asStored: () => Promise<DiscordBot | undefined> = async () => bot,
): Promise<FirstAnswer> {
  const parsed = Interaction.safeParse(raw)
  if (!parsed.success) return noteAnswer(plain(say('en', 'said.not-a-button')))
  const interaction = parsed.data
  if (interaction.type === PING) return { type: PONG }
  const language = languageOf(interaction.locale)
  const deed = async () => {
    const now = await asStored()
    return now ? told(deps, now, interaction) : plain(say(language, 'said.not-a-button'))
  }
  const work = deed().catch((error: unknown): Told => {
    if (error instanceof CoreError) return plain(error.message)
    deps.log.warn('tap failed', { connectionId: bot.connectionId, problem: problemOf(error) })
    return plain(say(language, 'said.failed'))
  })
  const timer = Promise.withResolvers<undefined>()
  const timeout = setTimeout(() => timer.resolve(undefined), ANSWER_WITHIN_MS)
  const inTime = await Promise.race([work, timer.promise])
  clearTimeout(timeout)
  if (inTime) return firstOf(inTime)
  inBackground(deps, bot, 'late answer', followUp(bot, interaction, work, say(language, 'said.too-slow')))
  return { type: DEFERRED }
}

export const plain = (words: string): Told => (words ? { kind: 'note', markdown: literal(words) } : { kind: 'nothing' })

function firstOf(told: Told): FirstAnswer {
  if (told.kind === 'nothing') return { type: DEFERRED }
  return told.kind === 'modal' ? { type: 9, data: told.modal } : noteAnswer(told)
}

const noteAnswer = (told: Told): FirstAnswer => ({ type: NOTE, data: noteBody(told) })

function noteBody(told: Told): object {
  const { markdown = '…', components = [] } = told.kind === 'note' ? told : {}
  const content = markdown.length <= LONGEST_NOTE ? markdown : `${markdown.slice(0, LONGEST_NOTE).toWellFormed()}…`
  return { flags: EPHEMERAL, content, components, allowed_mentions: { parse: [] } }
}

/** A form cannot be opened once the first answer is given: whoever wanted one taps again. */
async function followUp(
  bot: DiscordBot,
  { application_id, token }: Interaction,
  work: Promise<Told>,
  tooSlow: string,
): Promise<void> {
  const late = await work
  if (late.kind === 'nothing') return
  const body = noteBody(late.kind === 'modal' ? plain(tooSlow) : late)
  await bot.rest.call({ method: 'POST', path: `/webhooks/${application_id}/${token}`, body, withoutToken: true })
}

async function told(deps: Deps, bot: DiscordBot, interaction: Interaction): Promise<Told> {
  const language = languageOf(interaction.locale)
  const button = readButton(interaction.data?.custom_id)
  const who = whoTapped(interaction)
  const { channel_id: channelId = '', message } = interaction
  if (!button || !who || who.isBot) return plain(say(language, 'said.not-a-button'))
  const { tenantId, creatorId, settings } = bot
  if (button.kind === 'join') {
    const invite = { tenantId, token: button.token, channel: 'discord', externalId: who.id, name: who.name } as const
    return plain(sayAccepted(language, await acceptInvite(deps, invite), { key: 'invite.joined', name: who.name }))
  }
  const { botId = '', reviewChannelId = '' } = settings
  // A thread of a fan lies below the channel.
  const isReviewChannel =
    reviewChannelId !== '' && [channelId, interaction.channel?.parent_id].includes(reviewChannelId)
  const actor = isReviewChannel ? await actorOf(deps, bot, who) : undefined
  if (!actor) return refusal(deps, bot, isReviewChannel, language)
  const source = `discord/${botId}`
  if (!(await firstTime(deps, { tenantId, source, externalId: interaction.id }))) return { kind: 'nothing' }

  const isNote = ((message?.flags ?? 0) & EPHEMERAL) !== 0
  const place = placeOf(botId, reviewChannelId)
  const externalId = messageIdAt(reviewChannelId, channelId, message?.id ?? '')
  const found = await cardOfDraft(deps, { tenantId, creatorId, draftId: button.draftId, place, externalId })
  if (!found) return plain(say(language, 'said.gone'))
  // A note for one person stands nowhere; a form comes from a card that may have been drawn anew since.
  if (found.isElsewhere && !isNote && interaction.type !== MODAL_SUBMIT) {
    const path = `/channels/${channelId}/messages/${message?.id ?? ''}`
    inBackground(deps, bot, 'old card', bot.rest.call({ method: 'DELETE', path }))
    return plain(say(found.card.language, 'said.moved'))
  }
  return act(deps, bot, { interaction, actor, card: found.card, button })
}

interface Tapped {
  interaction: Interaction
  actor: Actor
  card: ReviewCard
  button: Extract<Button, { kind: 'card' }>
}

async function act(deps: Deps, bot: DiscordBot, { interaction, actor, card, button }: Tapped): Promise<Told> {
  if (interaction.type === MODAL_SUBMIT) return takeEdit(deps, { interaction, actor, card })
  if (button.verb === 'edit' || button.verb === 'take-over') {
    return openEdit(deps, { actor, card, takeOver: button.verb === 'take-over' })
  }
  const picked = interaction.data?.values?.[0]
  const components: Component[] = []
  const words = await actOnCard({
    deps,
    actor,
    card,
    button: picked !== undefined && isPick(picked) ? { ...button, verb: picked } : button,
    async openMenu(menu, said) {
      if (menu) components.push(menuRow(card, menu))
      return said
    },
    behind: (what, work) => inBackground(deps, bot, what, work),
  })
  return words ? { kind: 'note', markdown: literal(words), components } : { kind: 'nothing' }
}

const actorOf = (deps: Deps, { tenantId }: DiscordBot, { id, name }: { id: string; name: string }) =>
  actorAt(deps, { tenantId, channel: 'discord', externalId: id, name })

async function refusal(
  deps: Deps,
  { tenantId }: DiscordBot,
  isReviewChannel: boolean,
  language: 'en' | 'fr',
): Promise<Told> {
  // Who decides is told only where they work.
  if (!isReviewChannel) return plain(say(language, 'said.not-allowed-at-all'))
  const names = (await namesOfReviewers(deps, { tenantId, channel: 'discord' })).map(({ name }) => name)
  return plain(
    names.length > 0
      ? say(language, 'said.not-allowed', { names: names.slice(0, 5).join(', ') })
      : say(language, 'said.not-allowed-at-all'),
  )
}
