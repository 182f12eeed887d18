/** For Telegram's HTML mode. */
export const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** How long our own HTML is for Telegram: UTF-16 units of what is shown. */
export const shownLength = (html: string) => html.replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt);/g, '.').length
