import { z } from 'zod'

/** How a creator sounds and what is true of her. Stored as JSON with the creator. */
export const Persona = z.object({
  /** One or two sentences: who she is. */
  bio: z.string().max(2_000).default(''),
  tone: z.enum(['warm', 'playful', 'flirty', 'friendly', 'calm']).default('warm'),
  /** 0 = not at all, 1 = as far as the platform allows. */
  flirtation: z.number().min(0).max(1).default(0.3),
  emojis: z.array(z.string().max(16)).max(20).default([]),
  /** Words she uses. */
  phrases: z.array(z.string().max(120)).max(50).default([]),
  /** Words she never uses. */
  avoid: z.array(z.string().max(120)).max(200).default([]),
  /** What is true of her and must never be contradicted: "has a cat called Miso". */
  canon: z.array(z.string().max(300)).max(200).default([]),
  /** Target length of a reply, in characters. */
  length: z.number().int().min(20).max(2_000).default(220),
  /** How often a draft may mention a piece of the menu unasked, 0 to 1. */
  softOffers: z.number().min(0).max(1).default(0.1),
  /** IANA name. */
  timeZone: z.string().default('Europe/Paris'),
})
export type Persona = z.infer<typeof Persona>
