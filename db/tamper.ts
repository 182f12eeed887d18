import { and, eq } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { conversations, decisions, deliveries, draftVersions } from './schema.ts'
import { seal } from './seal.ts'

/**
 * Changes rows behind the product's back, as a fault or an intruder with the database's password would: for the proof that
 * nothing leaves without a person's yes, in a transaction that is rolled back. Nothing else may import this; a test checks.
 */
export const tamper = {
  async words(scope: Scope, draft: { id: string; fanId: string; version: number }, text: string): Promise<void> {
    const place = { column: 'draft_versions.text', row: `${draft.id}/${draft.version}` } as const
    await scope.tx
      .update(draftVersions)
      .set({ textSealed: seal(await fanKey(scope, draft.fanId), place, text) })
      .where(
        and(
          eq(draftVersions.tenantId, scope.tenantId),
          eq(draftVersions.draftId, draft.id),
          eq(draftVersions.version, draft.version),
        ),
      )
  },

  async decision(
    { tx, tenantId }: Scope,
    id: string,
    change: Partial<Pick<typeof decisions.$inferSelect, 'version' | 'decidedBy' | 'verdict'>>,
  ): Promise<void> {
    await tx
      .update(decisions)
      .set(change)
      .where(and(eq(decisions.tenantId, tenantId), eq(decisions.id, id)))
  },

  async delivery(
    { tx, tenantId }: Scope,
    id: string,
    change: Partial<Pick<typeof deliveries.$inferSelect, 'fanId' | 'conversationId' | 'decisionId' | 'channel'>>,
  ): Promise<void> {
    await tx
      .update(deliveries)
      .set(change)
      .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.id, id)))
  },

  async address(scope: Scope, conversation: { id: string; fanId: string }, address: string): Promise<void> {
    const place = { column: 'conversations.address', row: conversation.id } as const
    await scope.tx
      .update(conversations)
      .set({ addressSealed: seal(await fanKey(scope, conversation.fanId), place, address) })
      .where(and(eq(conversations.tenantId, scope.tenantId), eq(conversations.id, conversation.id)))
  },
}
