import type { Slot } from './slots.ts'

/**
 * How a fact is worded, in the language it was said in, told of a third person and without a pronoun: {v} is the thing itself,
 * {k} a word beside it (the animal, the preposition). Two facts of one frame contradict each other where a slot holds one value.
 */
export const FRAMES = {
  called: { slot: 'name', en: 'is called {v}', fr: "s'appelle {v}" },
  old: { slot: 'age', en: 'is {v} years old', fr: 'a {v} ans' },
  born: { slot: 'birthday', en: 'has a birthday on {v}', fr: 'a son anniversaire le {v}' },
  'born-in': { slot: 'birthday', en: 'has a birthday in {v}', fr: 'a son anniversaire en {v}' },
  lives: { slot: 'place', en: 'lives in {v}', fr: 'habite {k} {v}' },
  from: { slot: 'place', en: 'comes from {v}', fr: 'vient de {v}' },
  'used-to-live': { slot: 'place', en: 'used to live in {v}', fr: 'habitait avant {k} {v}' },
  'works-as': { slot: 'work', en: 'works as {k} {v}', fr: 'travaille comme {v}' },
  'works-at': { slot: 'work', en: 'works {k} {v}', fr: 'travaille {k} {v}' },
  works: { slot: 'work', en: 'work: {v}', fr: 'travail : {v}' },
  'used-to-work': { slot: 'work', en: 'used to work as {k} {v}', fr: 'travaillait avant comme {v}' },
  worked: { slot: 'work', en: 'used to {v}', fr: 'travaillait avant {v}' },
  partner: { slot: 'partner', en: 'has a {k} called {v}', fr: '{k} : {v}' },
  'has-partner': { slot: 'partner', en: 'has a {v}', fr: 'en couple : {v}' },
  single: { slot: 'partner', en: 'is {v}', fr: 'est {v}' },
  parted: { slot: 'partner', en: 'is no longer with the {v}', fr: "n'est plus en couple : {v}" },
  pet: { slot: 'pet', en: 'has a {k} called {v}', fr: "a {k} qui s'appelle {v}" },
  'has-pet': { slot: 'pet', en: 'has a {v}', fr: 'a {k} {v}' },
  'has-pets': { slot: 'pet', en: 'has {v}', fr: 'a {v}' },
  'lost-pet': { slot: 'pet', en: 'lost a {v}', fr: 'a perdu : {v}' },
  family: { slot: 'family', en: 'has a {k} called {v}', fr: '{k} : {v}' },
  children: { slot: 'family', en: 'has {v}', fr: 'a {v}' },
  relative: { slot: 'family', en: 'family: {v}', fr: 'famille : {v}' },
  friend: { slot: 'other', en: 'has a {k} called {v}', fr: '{k} : {v}' },
  likes: { slot: 'like', en: 'likes {v}', fr: 'aime {v}' },
  favourite: { slot: 'like', en: 'favourite {k}: {v}', fr: '{k} préféré : {v}' },
  'used-to-like': { slot: 'like', en: 'used to like {v}', fr: 'aimait avant {v}' },
  dislikes: { slot: 'dislike', en: 'does not like {v}', fr: "n'aime pas {v}" },
  hobby: { slot: 'interest', en: 'hobby: {v}', fr: 'loisir : {v}' },
  'used-to-do': { slot: 'interest', en: 'used to do: {v}', fr: 'faisait avant : {v}' },
  allergic: { slot: 'allergy', en: 'is allergic to {v}', fr: 'est allergique {k} {v}' },
  health: { slot: 'health', en: 'health: {v}', fr: 'santé : {v}' },
  'not-called': { slot: 'limit', en: 'does not want to be called {v}', fr: "ne veut pas qu'on l'appelle {v}" },
  limit: { slot: 'limit', en: 'does not want {v}', fr: 'ne veut pas {v}' },
  budget: { slot: 'limit', en: 'spends at most {v}', fr: 'dépense au plus {v}' },
  schedule: { slot: 'schedule', en: 'schedule: {v}', fr: 'horaires : {v}' },
  'no-longer': { slot: 'schedule', en: 'no longer: {v}', fr: 'ne fait plus : {v}' },
  'plan-event': { slot: 'plan', en: 'has {v} {k}', fr: 'a {v} {k}' },
  'plan-doing': { slot: 'plan', en: 'planned {k}: {v}', fr: 'prévu {k} : {v}' },
  promised: { slot: 'promise', en: 'promised to {v}', fr: 'a promis : {v}' },
  noted: { slot: 'other', en: '{v}', fr: '{v}' },
} as const satisfies Record<string, { slot: Slot; en: string; fr: string }>

export type Frame = keyof typeof FRAMES

/** How a thing that is over is worded, when it was not known before it ended. */
export const PAST_FRAMES: ReadonlySet<Frame> = new Set<Frame>([
  'used-to-live',
  'used-to-work',
  'worked',
  'parted',
  'lost-pet',
  'used-to-like',
  'used-to-do',
  'no-longer',
])

/** A fact in words. */
export function wordFact(frame: Frame, language: 'en' | 'fr', { v, k = '' }: { v: string; k?: string }): string {
  return FRAMES[frame][language].replace('{k}', k).replace('{v}', v).replaceAll("' ", "'").replace(/\s+/g, ' ').trim()
}

/** The frame that a stored fact was worded in; undefined when a person wrote it freely. */
export function frameOf(slot: Slot, fact: string): Frame | undefined {
  const words = fact.toLowerCase()
  const fits = Object.entries(FRAMES).filter(
    ([, frame]) => frame.slot === slot && [frame.en, frame.fr].some((worded) => isWordedAs(words, worded)),
  )
  // "has a dog called Bruno" begins like "has a dog" does: the longer wording is meant.
  const [frame] = fits.toSorted((a, b) => fixedLength(b[1].en) - fixedLength(a[1].en))[0] ?? []
  return frame as Frame | undefined
}

/** The thing itself in a fact worded by a frame, "Bruno" in "has a dog called Bruno"; undefined when a person wrote it freely. */
export function valueIn(slot: Slot, fact: string): string | undefined {
  const frame = frameOf(slot, fact)
  if (!frame) return undefined
  for (const worded of [FRAMES[frame].en, FRAMES[frame].fr]) {
    const pattern = worded
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace('{k}', '.+?')
      .replace('{v}', '(?<v>.+)')
    const value = new RegExp(`^${pattern}$`, 'iu').exec(fact.trim())?.groups?.v?.trim()
    if (value) return value
  }
  return undefined
}

function isWordedAs(words: string, worded: string): boolean {
  const parts = worded.split(/\{[kv]\}/).map((part) => part.trim())
  const first = parts[0] ?? ''
  return first !== '' && words.startsWith(first) && parts.every((part) => words.includes(part))
}

const fixedLength = (worded: string) => worded.replace(/\{[kv]\}/g, '').length
