import type { Scope } from '../../db/db.ts'
import { type Reviewer, reviewersOf, reviewersOfUser } from '../../db/reviewers.ts'
import { type Actor, userOf } from '../actor.ts'
import { mayChangeReviewer } from './change-reviewer.ts'

export interface ReviewerView
  extends Pick<Reviewer, 'id' | 'channel' | 'name' | 'role' | 'isActive' | 'addedBy' | 'createdAt'> {
  /** The team member whose chat account this is. */
  account: { name: string; isYou: boolean; hasLeft: boolean } | undefined
  /** Whoever asks may take this one off the list, and make the account nobody's. */
  mayChange: boolean
}

/** Everybody who may decide in a chat app, or might once. */
export async function readReviewers(scope: Scope, actor: Actor): Promise<ReviewerView[]> {
  return (await reviewersOf(scope)).map((one) => view(one, actor))
}

/** The chat accounts of whoever asks. */
export async function readOwnAccounts(scope: Scope, actor: Actor): Promise<ReviewerView[]> {
  const userId = userOf(actor)
  return userId ? (await reviewersOfUser(scope, userId)).map((one) => view(one, actor)) : []
}

function view(reviewer: Reviewer, actor: Actor): ReviewerView {
  const { userId, account, id, channel, name, role, isActive, addedBy, createdAt } = reviewer
  return {
    ...{ id, channel, name, role: account?.role ?? role, isActive, addedBy, createdAt },
    account: account && {
      name: account.name,
      isYou: userId === userOf(actor),
      hasLeft: account.role === undefined,
    },
    mayChange: mayChangeReviewer(reviewer, actor),
  }
}
