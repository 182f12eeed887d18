/** The smallest picture: one point. */
export const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
)

/** A file as Telegram names it to a bot. */
export const sentFile = (id: string) => ({ file_id: id, file_unique_id: `u-${id}` })
