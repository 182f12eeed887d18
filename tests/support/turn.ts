import { Persona } from '../../core/creators/persona.ts'
import type { Recalled } from '../../core/draft/draft-notes.ts'
import type { Turn } from '../../core/draft/turn.ts'
import type { FanStyle } from '../../core/personality/fan-style.ts'
import type { Taste } from '../../core/tastes/tastes-of.ts'

const NOW = new Date('2026-11-20T20:00:00Z')

export interface TurnOptions {
  says: string | string[]
  language?: 'en' | 'fr'
  name?: string
  persona?: Partial<Persona>
  saidBefore?: string[]
  sentBefore?: string[]
  inCare?: boolean
  rules?: { kind: string; rule: string }[]
  facts?: { text: string; neverForSelling?: boolean; daysAgo?: number }[]
  style?: Partial<FanStyle>
  tastes?: Taste[]
  moods?: Turn['moods']
  menu?: [title: string, priceMinor: number, currency?: string][]
}

const blank = { tenantId: 't', creatorId: 'c', fanId: 'f' }

/** A turn without a database, for pure functions. */
export function aTurn(options: TurnOptions): Turn {
  const { says, language = 'en', name = 'Tom' } = options
  const message = (body: string, direction: 'inbound' | 'outbound', index: number) => ({
    ...blank,
    id: `m${index}`,
    conversationId: 'conv',
    direction,
    body,
    media: [],
    replyToId: null,
    status: 'received',
    draftId: null,
    sentAt: NOW,
    editedAt: null,
    sourceEditedAt: null,
    deletedAt: null,
    notRecalled: false,
    createdAt: NOW,
  })
  return {
    tenantId: 't',
    creator: {
      id: 'c',
      tenantId: 't',
      name: 'Nova',
      language: 'en',
      persona: {},
      modelsSealed: null,
      disclosure: null,
      burstSeconds: 8,
      expireHours: 24,
      retentionMonths: 24,
      isDemo: false,
      createdAt: NOW,
    },
    persona: Persona.parse({
      bio: 'Warm and a little teasing.',
      canon: ['has a cat called Miso', 'lives in Lyon'],
      emojis: ['🫶', '✨'],
      tone: 'playful',
      ...options.persona,
    }),
    style: { tone: undefined, length: undefined, emojis: [], isDrifting: false, ...options.style },
    fan: {
      ...blank,
      id: 'f',
      name,
      language,
      inCare: options.inCare ?? false,
      isMuted: false,
      memoryOff: false,
      forgetOn: null,
      keptAt: null,
      keptBy: null,
      keptReason: undefined,
      isDemo: false,
      rev: 1,
      engagementScore: null,
      engagementDueAt: NOW,
      engagement: undefined,
      isDrifting: false,
      firstSeenAt: NOW,
      lastSeenAt: NOW,
      profile: {},
    },
    conversation: {
      ...blank,
      id: 'conv',
      channel: 'telegram',
      addressHash: '',
      addressSealed: Buffer.alloc(0),
      version: 1,
      draftDueAt: null,
      draftLeaseUntil: null,
      draftAttempts: 0,
      lastInboundAt: NOW,
      lastMessageAt: NOW,
      unread: 1,
      unreachable: null,
      businessAccountId: null,
      windowTickAt: null,
    },
    unanswered: [says].flat().map((body, index) => message(body, 'inbound', index + 10)),
    recent: [message('hello you', 'outbound', 1)],
    memories: factsOf(options).map(({ text, neverForSelling = false, id, at }) => ({
      ...blank,
      id,
      slot: 'other',
      fact: text,
      quote: undefined,
      value: undefined,
      sourceMessageId: null,
      author: 'machine',
      extractor: null,
      confidence: 1,
      sensitivity: 'ordinary',
      isPinned: false,
      neverForSelling,
      isPrivate: false,
      status: 'active',
      supersededBy: null,
      validFrom: null,
      validTo: null,
      timesSeen: 1,
      lastSeenAt: at,
      expiresAt: null,
      recordedAt: at,
      retractedAt: null,
      updatedAt: at,
    })),
    preferences: (options.rules ?? []).map(({ kind, rule }, index) => ({
      ...blank,
      id: `p${index}`,
      kind,
      rule,
      evidence: undefined,
      status: 'active' as const,
      isPinned: false,
      author: 'Kim',
      createdAt: NOW,
      updatedAt: NOW,
    })),
    promises: [],
    purchases: [],
    offers: (options.menu ?? []).map(([title, priceMinor, currency = 'EUR'], index) => ({
      id: `o${index}`,
      tenantId: 't',
      creatorId: 'c',
      title,
      category: 'other',
      priceMinor,
      currency,
      isActive: true,
      mediaSealed: null,
      createdAt: NOW,
    })),
    offersMade: [],
    tastes: options.tastes ?? [],
    moods: options.moods ?? [],
    saidBefore: options.saidBefore ?? [],
    sentBefore: options.sentBefore ?? [],
    now: NOW,
  }
}

/** The turn's facts as recall hands them over. */
export function recalledOf(options: TurnOptions): Recalled[] {
  return factsOf(options).map(({ text, id, at }) => ({
    kind: 'memory',
    id,
    text,
    at: at.toISOString(),
    why: { en: '', fr: '' },
    score: 1,
  }))
}

function factsOf({ facts = [] }: TurnOptions) {
  return facts.map((fact, index) => ({
    ...fact,
    id: `k${index}`,
    at: new Date(NOW.getTime() - (fact.daysAgo ?? 3) * 86_400_000),
  }))
}
