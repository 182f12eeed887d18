import type { Update } from '@grammyjs/types'
import type { Deps } from '../../core/deps.ts'
import { fanUnlocked, purchaseRefunded } from '../../core/paid-media/fan-unlocked.ts'
import { readBusinessAddress } from './business-address.ts'
import type { TelegramBot } from './telegram-bot.ts'

/** Takes what Telegram says of Stars: somebody unlocked media, or got the Stars back. False when it is nothing of the kind. */
export async function handlePayment(deps: Deps, bot: TelegramBot, update: Update): Promise<boolean> {
  if (!bot.hearsFans) return false
  const { tenantId, creatorId } = bot
  const bought = update.purchased_paid_media
  if (bought) {
    const payload = bought.paid_media_payload
    await fanUnlocked(deps, { tenantId, creatorId, payload, isAt: isChatOf(bought.from.id), boughtAt: deps.now() })
    return true
  }
  const refunded = update.message?.refunded_payment
  if (!refunded || !update.message) return false
  const isAt = isChatOf(update.message.chat.id)
  await purchaseRefunded(deps, { tenantId, creatorId, payload: refunded.invoice_payload, isAt })
  return true
}

/** A private chat has the number of the person in it, also in the creator's own account. */
const isChatOf = (personId: number) => (address: string) =>
  (readBusinessAddress(address)?.chatId ?? address) === String(personId)
