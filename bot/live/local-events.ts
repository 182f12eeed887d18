import type { Events, LiveEvent } from '../../core/deps.ts'

/** Live events inside one process. A listener that throws is a bug of its own and stops no other. */
export function createLocalEvents(): Events {
  const listeners = new Map<string, Set<(event: LiveEvent) => void>>()
  return {
    publish(tenantId, event) {
      for (const listener of listeners.get(tenantId) ?? []) queueMicrotask(() => listener(event))
    },
    subscribe(tenantId, listener) {
      const ours = listeners.get(tenantId) ?? new Set()
      listeners.set(tenantId, ours.add(listener))
      return () => ours.delete(listener)
    },
  }
}
