import { z } from 'zod'

const User = z.looseObject({
  id: z.string(),
  username: z.string().catch(''),
  global_name: z.string().nullish().catch(undefined),
  bot: z.boolean().optional(),
})
const Field = z.looseObject({ custom_id: z.string().catch(''), value: z.string().optional() })

/** The parts of an interaction that we act on, as Discord documents them. */
export const Interaction = z.looseObject({
  id: z.string().regex(/^\d{1,20}$/),
  application_id: z.string(),
  type: z.number().int(),
  token: z.string().max(2_000),
  channel_id: z.string().optional(),
  channel: z.looseObject({ parent_id: z.string().nullish() }).optional().catch(undefined),
  locale: z.string().optional(),
  user: User.optional(),
  member: z.looseObject({ user: User }).optional(),
  message: z.looseObject({ id: z.string(), flags: z.number().catch(0) }).optional(),
  data: z
    .looseObject({
      custom_id: z.string().optional(),
      values: z.array(z.string()).optional().catch(undefined),
      components: z
        .array(z.looseObject({ component: Field.optional(), components: z.array(Field).optional() }))
        .optional()
        .catch(undefined),
    })
    .optional(),
})
export type Interaction = z.infer<typeof Interaction>

export const PING = 1
export const MODAL_SUBMIT = 5

/** Whoever tapped, as Discord names them now. */
export function whoTapped({ user, member }: Interaction): { id: string; name: string; isBot: boolean } | undefined {
  const who = member?.user ?? user
  const name = (who?.global_name || who?.username || '').toWellFormed().replaceAll('\u0000', '').trim().slice(0, 60)
  return who && { id: who.id, name: name.toWellFormed(), isBot: who.bot === true }
}

/** What was typed in a modal's field. */
export function typed({ data }: Interaction, field: string): string | undefined {
  const fields = (data?.components ?? []).flatMap(({ component, components }) => [component, ...(components ?? [])])
  return fields.find((one) => one?.custom_id === field)?.value
}
