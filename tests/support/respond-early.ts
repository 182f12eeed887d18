import { registerHooks } from 'node:module'

/* Loaded before the real process, it plants the fault that the story must see: a writer that gathers entries for half a second, and
 * nobody who waits for it. */
const FAULTS: [RegExp, string][] = [
  [/return (?:look\.)?first\.committed/g, 'return Promise.resolve()'],
  [/const GROUP_MS = \d+/g, 'const GROUP_MS = 500'],
]
registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.endsWith('/db/audit-writer.ts')) return loaded
    let source = String(loaded.source)
    for (const [sound, fault] of FAULTS) {
      if (!sound.test(source)) throw new Error(`There is no ${sound} to plant the fault in.`)
      source = source.replaceAll(sound, fault)
    }
    return { ...loaded, source }
  },
})
