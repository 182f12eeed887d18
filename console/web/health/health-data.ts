import { api, unwrap } from '../client.ts'

/** Everything the Health page shows. */
export const readHealth = () => unwrap(api.health.$get())
export type Health = Awaited<ReturnType<typeof readHealth>>
