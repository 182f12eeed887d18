/** The parts that Discord draws messages of, by its numbers. */
export type Component = { type: number } & Record<string, unknown>

/** Says that a message consists of components alone. */
export const COMPONENTS_V2 = 1 << 15
/** Only the person who tapped sees it. */
export const EPHEMERAL = 1 << 6

export const STYLE = { main: 1, plain: 2, send: 3, danger: 4 } as const

export const text = (content: string): Component => ({ type: 10, content })
export const separator: Component = { type: 14 }
export const row = (components: Component[]): Component => ({ type: 1, components })
export const container = (accent_color: number, components: Component[]): Component => ({
  type: 17,
  accent_color,
  components,
})
export const button = (label: string, custom_id: string, style: number): Component => ({
  type: 2,
  label: label.length > 80 ? `${label.slice(0, 79).toWellFormed()}…` : label,
  custom_id,
  style,
})
/** Leads out of Discord, and decides nothing. */
export const link = (label: string, url: string): Component => ({ type: 2, style: 5, label, url })
export const select = (
  custom_id: string,
  placeholder: string,
  options: { label: string; value: string }[],
): Component => ({
  type: 3,
  custom_id,
  placeholder,
  options,
})
