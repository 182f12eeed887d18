/** What kinds of things are remembered of a fan. */
export const SLOTS = [
  'name',
  'age',
  'birthday',
  'place',
  'work',
  'partner',
  'family',
  'pet',
  'like',
  'dislike',
  'interest',
  'allergy',
  'health',
  'limit',
  'schedule',
  'plan',
  'promise',
  'other',
] as const
export type Slot = (typeof SLOTS)[number]

interface SlotRule {
  /** `one`: a newer value takes the place of the older. `many`: values stand beside each other. */
  holds: 'one' | 'many'
  /** `sensitive`: shown with care, and never used to sell. */
  sensitivity: 'ordinary' | 'sensitive'
  /** After so many days it is no longer worth taking up; undefined: it stays true. */
  daysGood?: number
  /** What the console and a card call it. */
  label: { en: string; fr: string }
}

export const SLOT_RULES: Record<Slot, SlotRule> = {
  name: { holds: 'one', sensitivity: 'ordinary', label: { en: 'Name', fr: 'Prénom' } },
  age: { holds: 'one', sensitivity: 'ordinary', label: { en: 'Age', fr: 'Âge' } },
  birthday: { holds: 'one', sensitivity: 'ordinary', label: { en: 'Birthday', fr: 'Anniversaire' } },
  place: { holds: 'one', sensitivity: 'ordinary', label: { en: 'Place', fr: 'Lieu' } },
  work: { holds: 'one', sensitivity: 'ordinary', label: { en: 'Work', fr: 'Travail' } },
  partner: { holds: 'one', sensitivity: 'sensitive', label: { en: 'Partner', fr: 'Couple' } },
  family: { holds: 'many', sensitivity: 'ordinary', label: { en: 'Family', fr: 'Famille' } },
  pet: { holds: 'many', sensitivity: 'ordinary', label: { en: 'Pet', fr: 'Animal' } },
  like: { holds: 'many', sensitivity: 'ordinary', label: { en: 'Likes', fr: 'Aime' } },
  dislike: { holds: 'many', sensitivity: 'ordinary', label: { en: 'Dislikes', fr: "N'aime pas" } },
  interest: { holds: 'many', sensitivity: 'ordinary', label: { en: 'Interest', fr: 'Loisir' } },
  allergy: { holds: 'many', sensitivity: 'sensitive', label: { en: 'Allergy', fr: 'Allergie' } },
  health: { holds: 'many', sensitivity: 'sensitive', daysGood: 180, label: { en: 'Health', fr: 'Santé' } },
  limit: { holds: 'many', sensitivity: 'sensitive', label: { en: 'Limit', fr: 'Limite' } },
  schedule: { holds: 'many', sensitivity: 'ordinary', label: { en: 'Schedule', fr: 'Horaires' } },
  plan: { holds: 'many', sensitivity: 'ordinary', daysGood: 60, label: { en: 'Plan', fr: 'Projet' } },
  promise: { holds: 'many', sensitivity: 'ordinary', daysGood: 60, label: { en: 'Promise', fr: 'Promesse' } },
  other: { holds: 'many', sensitivity: 'ordinary', label: { en: 'Other', fr: 'Autre' } },
}

/** The slot a stored name stands for; `other` when a later version of Souvenir wrote it. */
export function slotOf(name: string): Slot {
  return SLOTS.find((slot) => slot === name) ?? 'other'
}

/** What is handled with care whatever kind of thing it is: health, law, money troubles, faith, loss. */
const DELICATE =
  /(?<!\p{L})(?:therap\p{L}+|psy(?:chologue|chiatre)?|hospital|hôpital|surgery|operation|opération|opérer|mri|irm|scan|chemo|chimio|cancer|depress\p{L}*|dépress\p{L}*|suicid\p{L}*|antidepress\p{L}*|antidépress\p{L}*|sober|sobre|rehab|aa meeting|hiv|vih|pregnan\p{L}+|enceinte|abortion|avortement|miscarriage|court|tribunal|custody|garde|police|prison|jail|debt|dettes|bankrupt\p{L}*|church|mosque|synagogue|église|mosquée|gay|lesbian|bisexual|trans|died|passed away|funeral|morte?|décédée?|enterrement|obsèques)(?!\p{L})/iu

/** Decided by code alone, by the kind of fact and its words; no model has a say. */
export function sensitivityOf(slot: Slot, words: string): 'ordinary' | 'sensitive' {
  return SLOT_RULES[slot].sensitivity === 'sensitive' || DELICATE.test(words) ? 'sensitive' : 'ordinary'
}
