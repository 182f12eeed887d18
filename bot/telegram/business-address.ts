/**
 * Where an answer from the creator's own account goes: whose account, and the fan's chat in it. It names the owner and not the
 * connection, which gets a new id each time it is made: the conversation goes on where it was.
 */
export const businessAddress = (ownerId: string, chatId: number) => `business/${ownerId}/${chatId}`

/** Undefined for an ordinary chat with the bot. */
export function readBusinessAddress(address: string): { ownerId: string; chatId: string } | undefined {
  const [, ownerId, chatId] = /^business\/(\d+)\/(-?\d+)$/.exec(address) ?? []
  return ownerId && chatId ? { ownerId, chatId } : undefined
}

/** The id by which we know a message of an account again: an account numbers the messages of all its chats. */
export const sentBusinessId = (ownerId: string, messageId: number) => `business/${ownerId}/${messageId}`
