import { businessAccount } from './fake-telegram-business.ts'
import { createTelegramWorld, type TelegramWorldOptions } from './telegram-world.ts'

const SECOND = 1_000

/** Nova connected her own account; Tom writes to her there. */
export async function createBusinessWorld(options: TelegramWorldOptions = {}) {
  const t = await createTelegramWorld(options)
  const nova = t.person('Nova')
  const tom = t.person('Tom')
  const account = businessAccount(t.fake, t.bot, nova)
  await account.connect()
  return {
    ...t,
    nova,
    tom,
    account,
    async tomWrites(text: string) {
      await account.fanWrites(tom, text)
      await t.pass(9 * SECOND)
      return t.card()
    },
    /** What Tom got in his chat with Nova, from our bot. */
    heardByTom: () =>
      t.fake.messages.filter(({ chatId, fromBot, business }) => chatId === tom.id && fromBot && business),
    health: async () => (await t.troubles()).map(({ problem }) => problem),
  }
}
