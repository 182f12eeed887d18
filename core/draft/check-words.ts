import type { Conversation } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import type { Warning } from './draft-notes.ts'
import { runGuardrails } from './guardrails/run-guardrails.ts'
import { loadTurn } from './load-turn.ts'

/** Checks words that a person wrote by the same rules as a model's. */
export async function checkWords(
  scope: Scope,
  { conversation, text, now }: { conversation: Conversation; text: string; now: Date },
): Promise<Warning[]> {
  const turn = await loadTurn(scope, conversation, now)
  return turn ? runGuardrails(turn, text) : []
}
