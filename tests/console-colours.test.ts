import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

/** Text on ground, as the console pairs them. WCAG AA: 4.5 for text, 3 for the edges of controls and the ring of focus. */
const TEXT_PAIRS: [string, string[]][] = [
  [
    'text',
    [
      'ground',
      'surface',
      'raised',
      'sunken',
      'hover',
      'selected',
      'accent-tint',
      'waiting-tint',
      'failed-tint',
      'editing-tint',
    ],
  ],
  ['text-soft', ['ground', 'surface', 'raised', 'sunken', 'hover', 'selected', 'accent-tint', 'waiting-tint']],
  ['text-on-accent', ['accent', 'accent-hover']],
  ['accent', ['ground', 'surface', 'raised', 'accent-tint']],
  ['waiting', ['waiting-tint', 'surface', 'raised', 'selected', 'hover']],
  ['editing', ['editing-tint', 'surface', 'raised']],
  ['sent', ['sent-tint', 'surface', 'raised']],
  ['superseded', ['superseded-tint', 'surface', 'raised']],
  ['failed', ['failed-tint', 'surface', 'raised']],
  ['care', ['care-tint', 'surface', 'raised']],
]
const EDGE_PAIRS: [string, string[]][] = [
  ['line-strong', ['surface', 'raised', 'ground']],
  ['focus', ['ground', 'surface', 'raised', 'sunken', 'selected']],
]

describe.each(['light', 'dark'] as const)('colours in the %s', (theme) => {
  test.each(TEXT_PAIRS)('%s can be read on every ground it stands on', async (text, grounds) => {
    const colours = await tokens(theme)
    for (const ground of grounds)
      expect.soft(contrast(colours, text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
  })

  test.each(EDGE_PAIRS)('%s can be seen on every ground it stands on', async (edge, grounds) => {
    const colours = await tokens(theme)
    for (const ground of grounds)
      expect.soft(contrast(colours, edge, ground), `${edge} on ${ground}`).toBeGreaterThanOrEqual(3)
  })
})

async function tokens(theme: 'light' | 'dark'): Promise<Map<string, string>> {
  const css = await readFile('console/web/styles/tokens.css', 'utf8')
  const pairs = css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)
  return new Map([...pairs].map(([, name = '', light = '', dark = '']) => [name, theme === 'light' ? light : dark]))
}

function contrast(colours: Map<string, string>, one: string, other: string): number {
  const [lighter = 0, darker = 0] = [one, other]
    .map((name) => luminance(colours.get(name) ?? ''))
    .toSorted((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  if (!/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`"${hex}" is no colour of the tokens.`)
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
