import { creatorsOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { type OpenDeliveries, openDeliveries } from '../../db/delivery-figures.ts'
import { accountsOf, standingPause, usedSince } from '../../db/send-log.ts'
import type { Channel } from '../deps.ts'

/** One creator's account on one channel, as it stands. */
export interface AccountStatus {
  creatorId: string
  creatorName: string
  channel: string
  queued: number
  sending: number
  /** Sends within the last minute, where this account has a limit. */
  usedThisMinute: number
  /** The platform asked to wait until then, and why. */
  pausedUntil: Date | undefined
  pausedBecause: string | undefined
  /** Its minute is full until then. */
  fullUntil: Date | undefined
}

/** What waits, what leaves, and what a person has to look at. */
export interface QueueStatus {
  /** Approved and not yet begun. */
  depth: number
  inFlight: number
  /** A person carries them over by hand. */
  byHand: number
  /** Nobody knows whether they arrived: a person looks. */
  unknown: number
  /** Given up: a person says "again" or leaves it. */
  deadLetters: number
  /** Since when the oldest of what waits to leave does. */
  oldestAt: Date | undefined
  accounts: AccountStatus[]
}

/** @param channels only these; every one, when left out */
export async function readQueueStatus(
  scope: Scope,
  { now, channels }: { now: Date; channels?: readonly Channel[] },
): Promise<QueueStatus> {
  const isMeant = ({ channel }: { channel: string }) => !channels || (channels as readonly string[]).includes(channel)
  const figures = (await openDeliveries(scope)).filter(isMeant)
  const known = (await accountsOf(scope)).filter(isMeant)
  const creators = await creatorsOf(scope)
  const used = await usedSince(scope, new Date(now.getTime() - 60_000))
  const number = (...statuses: OpenDeliveries['status'][]) =>
    sum(figures.filter(({ status }) => statuses.includes(status)))
  const waiting = figures.filter(({ status }) => status === 'ready' || status === 'sending')
  const keys = new Set([...known, ...waiting].map(({ creatorId, channel }) => `${creatorId}/${channel}`))
  return {
    depth: number('ready'),
    inFlight: number('sending'),
    byHand: number('by-hand'),
    unknown: number('unknown'),
    deadLetters: number('failed'),
    oldestAt: waiting.flatMap(({ oldest }) => oldest ?? []).toSorted((a, b) => a.getTime() - b.getTime())[0],
    accounts: [...keys].map((key) => {
      const isIt = (one: { creatorId: string; channel: string }) => `${one.creatorId}/${one.channel}` === key
      const account = known.find(isIt)
      const own = figures.filter(isIt)
      const [creatorId = '', channel = ''] = key.split('/')
      const pausedUntil = account && standingPause(account, now)
      return {
        creatorId,
        creatorName: creators.find(({ id }) => id === creatorId)?.name ?? '',
        channel,
        queued: sum(own.filter(({ status }) => status === 'ready')),
        sending: sum(own.filter(({ status }) => status === 'sending')),
        usedThisMinute: used.find(isIt)?.used ?? 0,
        pausedUntil,
        pausedBecause: pausedUntil && (account.pausedBecause ?? undefined),
        fullUntil: account?.fullUntil && account.fullUntil > now ? account.fullUntil : undefined,
      }
    }),
  }
}

const sum = (figures: { count: number }[]) => figures.reduce((total, { count }) => total + count, 0)
