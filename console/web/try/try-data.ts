import { api, unwrap } from '../client.ts'
import { readHistory, type SaidLine } from '../fans/fan-data.ts'

export const readPlayers = () => unwrap(api.try.players.$get())
export const readThread = async (fanId: string): Promise<SaidLine[]> => (await readHistory(fanId)).lines
export const readJourney = (fanId: string, messageId: string) =>
  unwrap(api.try[':fanId'][':messageId'].$get({ param: { fanId, messageId } }))

export type Player = Awaited<ReturnType<typeof readPlayers>>['players'][number]
export type Journey = Awaited<ReturnType<typeof readJourney>>

/** Whose message it is: somebody who exists, or somebody new. */
export type Who = { fanId: string; name: string } | { name: string; language: 'en' | 'fr' }

export async function writeAs(who: Who, body: string): Promise<{ fanId: string; messageId: string }> {
  const from = 'fanId' in who ? { fanId: who.fanId } : { name: who.name, language: who.language }
  return unwrap(api.try.messages.$post({ json: { ...from, body } }))
}
