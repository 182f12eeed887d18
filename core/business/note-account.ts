import { noteAudit } from '../../db/audit.ts'
import {
  type BusinessAccount,
  businessAccountOfConnection,
  businessAccountOfOwner,
  businessAccountsOf,
  touchDraftsOfAccount,
  upsertBusinessAccount,
} from '../../db/business-accounts.ts'
import type { Scope } from '../../db/db.ts'
import type { Delivery } from '../../db/deliveries.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import type { Deps } from '../deps.ts'
import { backToCards } from './stop-replies.ts'

export type { BusinessAccount }

/** An account as the platform describes it at this moment. */
export interface ToldAccount {
  tenantId: string
  creatorId: string
  /** The platform's id of the connection. */
  connectionId: string
  ownerId: string
  ownerName: string
  isEnabled: boolean
  canReply: boolean
  connectedAt: Date
  /** The number of the notice; undefined when we asked. */
  toldNumber?: number | undefined
}

/** After so long without a notice the platform may begin to count anew. */
const NUMBERS_RISE_FOR_MS = 7 * 24 * 60 * 60_000

type World = Pick<Deps, 'store' | 'now' | 'wake' | 'events' | 'log'>

/**
 * Somebody connected the creator's bot to their own account, changed what it may do, or ended it. What waits to leave goes back to
 * its card at once where it may not leave any more. The first account of a creator is taken for hers; for any other, which may
 * be a stranger's, a person has to say so before a word of it is read.
 */
export async function noteBusinessAccount(deps: World, told: ToldAccount): Promise<BusinessAccount> {
  const { store, now, events, log } = deps
  const at = now()
  const { account, taken } = await inTenant(store, told.tenantId, (scope) => noteAccount(scope, told, at))
  const { tenantId } = told
  log.info(account.isEnabled ? 'business account connected' : 'business account disconnected', {
    tenantId,
    accountId: account.id,
    canReply: account.canReply,
    standing: account.standing,
    withdrawn: taken.length,
  })
  publishTaken(deps, tenantId, taken)
  events.publish(tenantId, { kind: 'health', id: account.id })
  return account
}

/** Cards are drawn anew, and open consoles hear of it. */
export function publishTaken(
  { events, wake, now }: Pick<Deps, 'events' | 'wake' | 'now'>,
  tenantId: string,
  taken: Delivery[],
) {
  for (const { draftId, conversationId, fanId } of taken) {
    events.publish(tenantId, { kind: 'draft', id: draftId, conversationId, fanId })
  }
  wake(now())
}

async function noteAccount(
  scope: Scope,
  told: ToldAccount,
  now: Date,
): Promise<{ account: BusinessAccount; taken: Delivery[] }> {
  const known = await businessAccountOfOwner(scope, told)
  // The end of an earlier connection, told late, says nothing about the one that stands.
  if (known && told.connectionId !== known.connectionId && told.connectedAt < known.connectedAt) {
    return { account: known, taken: [] }
  }
  if (known && isOlder(told, known, now)) return { account: known, taken: [] }
  const { creatorId, connectionId, ownerId, ownerName, isEnabled, canReply, connectedAt } = told
  const isFirst = (await businessAccountsOf(scope, told.creatorId)).length === 0
  const standing = known?.standing ?? (isFirst ? 'accepted' : 'asked')
  const account = await upsertBusinessAccount(scope, {
    id: known?.id ?? newId(),
    creatorId,
    standing,
    connectionId,
    ownerId,
    ownerName,
    isEnabled,
    canReply: isEnabled && canReply,
    connectedAt,
    toldNumber: told.toldNumber ?? known?.toldNumber ?? null,
    now,
  })
  await noteAudit(scope, {
    actor: 'souvenir',
    action: account.isEnabled ? 'business.connect' : 'business.disconnect',
    subjectId: account.id,
    happenedAt: now,
  })
  await sayStanding(scope, account, now)
  const taken = account.isEnabled && account.canReply ? [] : await backToCards(scope, account.id, now)
  await touchDraftsOfAccount(scope, account.id)
  return { account, taken }
}

/** An earlier state of this connection, told late or again: it may have been ended since. */
function isOlder({ connectionId, toldNumber }: ToldAccount, known: BusinessAccount, now: Date): boolean {
  if (toldNumber === undefined || known.toldNumber === null || connectionId !== known.connectionId) return false
  return toldNumber <= known.toldNumber && now.getTime() - known.changedAt.getTime() < NUMBERS_RISE_FOR_MS
}

/** What Health says of an account, for as long as something is to be done about it. */
export async function sayStanding(scope: Scope, account: BusinessAccount, now: Date): Promise<void> {
  const about = { stage: 'connection', subjectId: account.id, now } as const
  const problem = standingProblem(account)
  await (problem ? noteTrouble(scope, { ...about, problem }) : resolveTrouble(scope, about))
}

function standingProblem({ standing, isEnabled, canReply, ownerName }: BusinessAccount): string | undefined {
  if (standing === 'refused') return undefined
  if (!isEnabled) {
    return `${ownerName} disconnected their Telegram account. Nothing is sent from it; replies that waited are back on their cards. They can connect the bot again in Telegram: Settings, Chatbots.`
  }
  if (standing === 'asked') {
    return `${ownerName} connected this bot to their Telegram account. Nothing of it is read until somebody says in Settings, Telegram, that it is the creator’s.`
  }
  return canReply
    ? undefined
    : `${ownerName} took the right to answer away from the bot. Replies that waited are back on their cards. They can give it back in Telegram: Settings, Chatbots, Reply to messages.`
}

/** The account that the platform calls by this id; undefined when it was never told about. */
export async function knownBusinessAccount(
  { store }: Pick<Deps, 'store'>,
  { tenantId, ...of }: { tenantId: string; creatorId: string; connectionId: string },
): Promise<BusinessAccount | undefined> {
  return inTenant(store, tenantId, (scope) => businessAccountOfConnection(scope, of))
}

/** Every account of a creator as it stands now, for whoever sends from one. */
export async function businessAccountsHere(
  { store }: Pick<Deps, 'store'>,
  { tenantId, creatorId }: { tenantId: string; creatorId: string },
): Promise<BusinessAccount[]> {
  return inTenant(store, tenantId, (scope) => businessAccountsOf(scope, creatorId))
}
