/** "12,50" in the currency's smallest unit: 1250. Undefined when it is no price. */
export function minorOf(typed: string): number | undefined {
  const minor = Math.round(Number(typed.trim().replace(',', '.')) * 100)
  return typed.trim() !== '' && Number.isFinite(minor) && minor >= 0 ? minor : undefined
}
