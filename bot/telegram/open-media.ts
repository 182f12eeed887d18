import type { AskedMedia, OpenResult } from '../../core/deps.ts'
import type { BotClient } from './bot-client.ts'
import { explainError } from './explain-error.ts'

/** Opens what somebody sent to a bot: Telegram names its place for an hour, and hands it to the bot that was given it. */
export async function openMedia(
  client: Pick<BotClient, 'call' | 'download'>,
  { media, signal }: Pick<AskedMedia, 'media' | 'signal'>,
): Promise<OpenResult> {
  let path: string | undefined
  try {
    const file = await client.call('getFile', { file_id: media.reference }, { signal })
    path = file.file_path
  } catch (error) {
    return explainMissing(error)
  }
  if (path === undefined)
    return { kind: 'later', problem: 'Telegram has the file, and does not hand it over just now.' }
  if (path.startsWith('/')) {
    const problem =
      'Your own Bot API server runs with --local and keeps files on its disk, where Souvenir does not reach. Start it without --local.'
    return { kind: 'not-here', problem }
  }
  return client.download(path, signal)
}

function explainMissing(error: unknown): OpenResult {
  const trouble = explainError(error)
  if (trouble.kind === 'refused' && /too big/i.test(trouble.description)) {
    return { kind: 'too-large', problem: 'Telegram hands files to bots up to 20 MB only, and this one is larger.' }
  }
  if (trouble.kind === 'refused' || trouble.kind === 'forbidden') {
    const problem =
      'Telegram does not give this file to the bot any more: it was deleted, or sent to another bot than the one of today.'
    return { kind: 'gone', problem }
  }
  return { kind: 'later', problem: trouble.problem }
}
