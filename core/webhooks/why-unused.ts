/** Why an event is acknowledged and not used, in words for the log; the console says each in the language of its reader. */
export const WHY_UNUSED = {
  'no-use': 'Souvenir has no use for this event.',
  'no-price': 'It names no price, so there is nothing to keep of it.',
  'sales-apart': 'Tips and unlocked messages come as events of their own; counted here too, each would count twice.',
  'tips-apart': 'Tips come as events of their own; counted here too, each would count twice.',
  'preset-gone': 'The preset of this webhook is gone. Choose another.',
} as const

export type WhyUnused = keyof typeof WHY_UNUSED
