import { api, unwrap } from '../client.ts'

export const readSettings = () => unwrap(api.settings.$get())
export type CreatorSettings = Awaited<ReturnType<typeof readSettings>>['creators'][number]
export interface TabProps {
  creator: CreatorSettings
  again: () => void
}
