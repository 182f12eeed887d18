import type { Store } from '../../db/db.ts'

/** What this process did since it began, every workspace together. */
export interface FiguresHere {
  /** What creators' programs told, by what became of it; `unsigned`: nobody's signature, so nothing of it was read. */
  webhooks: Record<'taken' | 'ignored' | 'refused' | 'unsigned', number>
  /** Drafts made and turns that failed, and how long the making took. */
  drafts: { made: number; failed: number; seconds: number }
  /** Replies whose process died, or whose answer was lost: the platform or a person was asked. */
  lost: number
}

const figuresOf = new WeakMap<Store['vault'], FiguresHere>()

export function figuresHere({ vault }: Pick<Store, 'vault'>): FiguresHere {
  const known = figuresOf.get(vault) ?? {
    webhooks: { taken: 0, ignored: 0, refused: 0, unsigned: 0 },
    drafts: { made: 0, failed: 0, seconds: 0 },
    lost: 0,
  }
  figuresOf.set(vault, known)
  return known
}
