/** Discord in the settings and on Health. */
export const discord = {
  'settings.discord': 'Discord',
  'discord.title': 'Discord',
  'discord.none': 'No bot is connected for {name}.',
  'discord.working': 'The bot @{bot} is working.',
  'discord.failing': 'The bot of {name} is not working yet. This can take a few seconds.',
  'discord.environment': 'It is named by DISCORD_BOT_TOKEN where Souvenir was started. Change it there.',
  'discord.guide': 'In ten minutes',
  'discord.step.1':
    'On discord.com/developers/applications press New Application. On its page Bot press Reset Token and copy it.',
  'discord.step.2':
    'On its page Installation choose Guild Install with the scope bot and View Channels, Send Messages, Read Message History. Open the link and add the bot to the server that your fans and your team share.',
  'discord.step.3':
    'Make a private channel for the people who decide, and let the bot in. For a thread per fan give it Create Public Threads and Send Messages in Threads, too.',
  'discord.step.4':
    'In Discord’s settings, Advanced, switch on Developer Mode. Then Copy Channel ID on the channel, and Copy User ID on yourself.',
  'discord.step.5': 'Paste all three below. Fans write to the bot in private; cards stand in your channel.',
  'discord.settings': 'Bot',
  'discord.token': 'Token of the bot',
  'discord.token.hint': 'From the page Bot. Stored sealed; never shown again.',
  'discord.token.kept': 'A token is stored. Leave empty to keep it.',
  'discord.channel': 'Review channel',
  'discord.channel.hint': 'A text channel or a forum. Empty: drafts wait in the console alone.',
  'discord.people': 'Who may decide',
  'discord.people.hint': 'Discord user ids, with commas between. They are added to the list.',
  'discord.threads': 'A thread for each fan, named by an alias',
  'discord.connect': 'Connect',
  'discord.test': 'Save and test',
  'discord.disconnect': 'Disconnect',
  'discord.stored': 'Stored. The bot is tried within a few seconds; how it does stands above.',
  'discord.removed': 'Disconnected, and the token is deleted. Fans and conversations stay.',
  'discord.invite': 'Invite somebody',
  'health.discord': 'Discord for {name}',
} as const
