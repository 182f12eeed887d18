import { randomBytes } from 'node:crypto'
import type { FakeApp, FakeChannel, FakeDiscord, FakeMessage, FakeUser } from './fake-discord.ts'
import { type Interaction, signed } from './fake-discord-interactions.ts'
import { ACKNOWLEDGE_WITHIN_MS, asDiscord, noteAnswer } from './fake-discord-rest.ts'
import { buttonsOf, selectsOf } from './fake-discord-rules.ts'

/** After this an answer is put off; a note may follow, or there is nothing to say. */
const LATE_MS = 1_400
const LATE_NOTE_MS = 10_000

const NO_MESSAGE: FakeMessage = {
  id: '',
  channelId: '',
  author: { id: '0', username: '', global_name: null },
  content: '',
  components: [],
  flags: 0,
  nonce: undefined,
  at: 0,
  editedAt: undefined,
  before: [],
  more: {},
}

/** Somebody with Discord on their phone. */
export function discordPerson(fake: FakeDiscord, name: string, { locale = 'en-US' }: { locale?: string } = {}) {
  const user: FakeUser = { id: fake.snowflake(), username: name.toLowerCase(), global_name: name }
  fake.users.set(user.id, user)

  const say = (
    app: FakeApp,
    channel: FakeChannel,
    content: string,
    more: Record<string, unknown> = {},
  ): FakeMessage => {
    const message: FakeMessage = {
      id: fake.snowflake(),
      channelId: channel.id,
      author: user,
      content,
      components: [],
      flags: 0,
      nonce: undefined,
      at: fake.now(),
      editedAt: undefined,
      before: [],
      more,
    }
    fake.messages.push(message)
    fake.gateway.dispatch(app, 'MESSAGE_CREATE', asDiscord(fake, message))
    fake.changed()
    return message
  }

  /** Brings an interaction as Discord does, by the way its app has chosen. */
  async function interact(app: FakeApp, type: number, data: object, message?: FakeMessage): Promise<Interaction> {
    const interaction: Interaction = {
      id: fake.snowflake(),
      token: `aW50ZXJhY3Rpb24.${randomBytes(12).toString('hex')}`,
      app,
      user,
      channelId: message?.channelId ?? '',
      messageId: message?.id,
      at: Date.now(),
      answer: undefined,
      modal: undefined,
      notes: [],
    }
    fake.interactions.set(interaction.token, interaction)
    const channel = fake.channels.get(interaction.channelId)
    const payload = {
      id: interaction.id,
      application_id: app.applicationId,
      type,
      token: interaction.token,
      version: 1,
      locale,
      entitlements: [],
      authorizing_integration_owners: {},
      attachment_size_limit: 10_485_760,
      channel_id: interaction.channelId,
      channel: {
        id: interaction.channelId,
        type: channel?.type,
        ...(channel?.parentId ? { parent_id: channel.parentId } : {}),
      },
      ...(channel?.guildId ? { guild_id: channel.guildId, member: { user, roles: [], permissions: '0' } } : { user }),
      ...(message ? { message: asDiscord(fake, message) } : {}),
      data,
    }
    if (app.interactionsUrl) await bringByHttp(interaction, payload)
    else fake.gateway.dispatch(app, 'INTERACTION_CREATE', payload)
    await fake.until(() => interaction.answer !== undefined, `an answer to ${name}'s tap`, 10_000)
    // Put off with nothing to see: what there is to say follows.
    if (interaction.answer === 5) await fake.until(() => interaction.notes.length > 0, 'what was put off')
    // Or it came late, on a machine that is busy: then what there is to say follows, too.
    const isLate = interaction.answer === 6 && Date.now() - interaction.at > LATE_MS
    if (isLate)
      await fake.until(() => interaction.notes.length > 0, 'what was late', LATE_NOTE_MS).catch(() => undefined)
    return interaction
  }

  async function bringByHttp(interaction: Interaction, payload: object): Promise<void> {
    const body = JSON.stringify(payload)
    const answer = await fetch(interaction.app.interactionsUrl ?? '', {
      method: 'POST',
      body,
      headers: signed(interaction.app, body, Math.floor(fake.now() / 1_000)),
    })
    const given = answer.status === 200 ? ((await answer.json()) as { type?: number }) : undefined
    if (given && Date.now() - interaction.at > ACKNOWLEDGE_WITHIN_MS) {
      throw new Error(`Waited in vain for an answer to ${name}'s tap within three seconds.`)
    }
    if (given) noteAnswer(fake, interaction, given)
    else fake.violations.push(`an interaction was answered with ${answer.status}`)
  }

  const told = ({ notes }: Interaction) => notes.at(-1)?.text ?? ''

  return {
    ...user,
    user,
    writes: (app: FakeApp, content: string, more: Record<string, unknown> = {}) =>
      say(app, fake.directChat(app, user), content, more),
    /** Says something in a channel of a server. */
    chats: (app: FakeApp, channel: FakeChannel, content: string) => say(app, channel, content),
    edits(app: FakeApp, message: FakeMessage, content: string) {
      message.before.push(message.content)
      message.content = content
      message.editedAt = fake.now()
      fake.gateway.dispatch(app, 'MESSAGE_UPDATE', asDiscord(fake, message))
    },
    /** An edit of a second before the last one is told only now. */
    tellsAnEarlierEdit(app: FakeApp, message: FakeMessage, content: string) {
      const earlier = { ...message, content, editedAt: (message.editedAt ?? fake.now()) - 1_000 }
      fake.gateway.dispatch(app, 'MESSAGE_UPDATE', asDiscord(fake, earlier))
    },
    deletes(app: FakeApp, message: FakeMessage) {
      fake.messages.splice(0, fake.messages.length, ...fake.messages.filter(({ id }) => id !== message.id))
      fake.gateway.dispatch(app, 'MESSAGE_DELETE', { id: message.id, channel_id: message.channelId })
    },
    /** What this person reads from the bot in private, oldest first. */
    heard: (app: FakeApp) => {
      const { id } = fake.directChat(app, user)
      return fake.messages.filter(({ channelId, author }) => channelId === id && author.id === app.user.id)
    },
    interact,
    /** Presses a button. @returns what only they are told */
    async taps(app: FakeApp, card: FakeMessage, words: string): Promise<string> {
      const button = buttonsOf(card).find(({ label }) => label?.includes(words))
      if (!button) throw new Error(`There is no button “${words}”.`)
      return told(await interact(app, 3, { component_type: 2, custom_id: button.custom_id }, card))
    },
    /** Presses a button, and stays for what it opens. */
    async opens(app: FakeApp, card: FakeMessage, words: string): Promise<Interaction> {
      const button = buttonsOf(card).find(({ label }) => label?.includes(words))
      if (!button) throw new Error(`There is no button “${words}”.`)
      return interact(app, 3, { component_type: 2, custom_id: button.custom_id }, card)
    },
    /** Presses a button, or picks from a list, under what only this person was told. */
    async answers(app: FakeApp, asked: Interaction, words: string): Promise<string> {
      const under = asked.notes.at(-1) ?? { components: [] }
      const button = buttonsOf(under).find(({ label }) => label?.includes(words))
      const select = selectsOf(under)[0]
      const option = select?.options?.find(({ label }) => label.includes(words))
      if (!button && !option) throw new Error(`There is nothing “${words}” to answer with.`)
      const note = { id: fake.snowflake(), channelId: asked.channelId, flags: 64 }
      const data = button
        ? { component_type: 2, custom_id: button.custom_id }
        : { component_type: 3, custom_id: select?.custom_id, values: [option?.value] }
      return told(await interact(app, 3, data, { ...NO_MESSAGE, ...note }))
    },
    /** Picks from a list under a card. */
    async picks(app: FakeApp, under: FakeMessage, words: string): Promise<string> {
      for (const select of selectsOf(under)) {
        const option = select.options?.find(({ label }) => label.includes(words))
        if (!option) continue
        const data = { component_type: 3, custom_id: select.custom_id, values: [option.value] }
        return told(await interact(app, 3, data, under))
      }
      throw new Error(`There is nothing “${words}” to pick.`)
    },
    /** Sends a modal with these words, each in the next of its fields. */
    async submits(app: FakeApp, from: Interaction, ...words: string[]): Promise<Interaction> {
      const { modal } = from
      if (!modal) throw new Error('No modal is open.')
      const components = modal.components.map(({ component }, index) => ({
        type: 18,
        component: { type: 4, custom_id: component?.custom_id, value: words[index] ?? component?.value ?? '' },
      }))
      const card = fake.messages.find(({ id }) => id === from.messageId)
      return interact(app, 5, { custom_id: modal.custom_id, components }, card)
    },
  }
}
export type DiscordPerson = ReturnType<typeof discordPerson>
