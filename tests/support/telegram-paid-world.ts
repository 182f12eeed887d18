import { fanPage } from '../../core/fans/fan-page.ts'
import { inTenant } from '../../db/scope.ts'
import type { ChatMessage } from './fake-telegram.ts'
import type { Person } from './fake-telegram-people.ts'
import { createTelegramWorld, type TelegramWorldOptions } from './telegram-world.ts'

export const photo = (fileId: string) => ({ photo: [{ file_id: `${fileId}-small` }, { file_id: fileId }] })

/** Nova's menu gets media from Kim, who manages it by sending them to the bot. */
export async function createPaidWorld(options: TelegramWorldOptions = {}) {
  const t = await createTelegramWorld(options)
  return {
    ...t,
    /** What the bot answered, as soon as it did. */
    async kimGives(content: Record<string, unknown>): Promise<string> {
      const before = t.heard(t.kim).length
      await t.kim.sends(t.bot, content)
      return t.fake.until(() => t.heard(t.kim)[before], 'the answer to what was given')
    },
    /** Puts the one offer whose name contains this to the draft on the card. */
    async attaches(card: ChatMessage, name: string): Promise<string> {
      await t.opens(card, 'Paid media')
      return t.taps(card, name)
    },
    /** What a person got that is locked. */
    lockedFor: (fan: Person) => t.fake.messages.filter(({ chatId, locked }) => chatId === fan.id && locked),
    page: async (fanId: string) => inTenant(t.store, t.tenantId, (scope) => fanPage(scope, fanId, t.now())),
    async onlyFan() {
      const [draft] = await t.draftRows()
      if (!draft) throw new Error('There is no draft.')
      return draft.fanId
    },
  }
}
