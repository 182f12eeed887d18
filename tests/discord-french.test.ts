import { expect, test } from 'vitest'
import { consoleHttp } from './support/console-http.ts'
import { createDiscordWorld, type DiscordWorld } from './support/discord-world.ts'
import type { FakeMessage } from './support/fake-discord.ts'
import { buttonsOf, pictureOf, selectsOf } from './support/fake-discord-rules.ts'

const SECOND = 1_000
const labels = (card: FakeMessage) => buttonsOf(card).map(({ label }) => label)
/** Words that only an English card has. */
const ENGLISH = /\b(Waiting|Draft|Sent|Send|Edit|Later|No reply|Details|Undo|Knows|Nothing|approved|seconds)\b/

/** Nova works in French, and so does her team. */
async function frenchWorld(): Promise<DiscordWorld> {
  const d = await createDiscordWorld()
  const api = await consoleHttp(d.world)
  await api.data('PATCH', `/creators/${d.creatorId}`, { language: 'fr' })
  return d
}

test('on a French desk a reply goes from draft to sent without one English word', async () => {
  const d = await frenchWorld()
  const chloe = d.person('Chloé', { locale: 'fr' })
  const card = await d.fanWrites(chloe, 'coucou Nova, j’ai eu mon examen')
  expect(pictureOf(card)).toMatch(/^🟠 En attente depuis/)
  expect(labels(card)).toEqual(['✅ Envoyer', '✏️ Modifier', '🕘 Plus tard', '🙅 Sans réponse', 'Détails'])
  expect(selectsOf(card)[0]).toMatchObject({
    options: ['Plus chaleureux', 'Plus court', 'Sans question', 'Sans offre'].map((label) => ({ label })),
  })
  const form = await d.kim.opens(d.app, card, 'Modifier')
  expect(JSON.stringify(form.modal)).not.toMatch(ENGLISH)
  await d.reads(card, /^🔵 Kim modifie/)
  const sent = await d.kim.submits(d.app, form, 'Bravo Chloé, raconte !')
  expect(sent.notes[0]?.text).not.toMatch(ENGLISH)
  await d.reads(card, /Brouillon de Kim[\s\S]*Bravo Chloé, raconte !/)
  expect(await d.taps(card, 'Envoyer')).toMatch(/5 secondes/)
  await d.reads(card, /^🟢 Part dans un instant · approuvé par Kim/)
  expect(labels(card)).toEqual(['↩️ Annuler'])
  await d.pass(6 * SECOND)
  await d.reads(card, /^🟢 Envoyé à .* par Kim, modifié/)
  expect(chloe.heard(d.app).map(pictureOf)).toEqual(['Bravo Chloé, raconte !'])
  for (const { content, components, before } of d.desk()) {
    expect(JSON.stringify([content, components, before])).not.toMatch(ENGLISH)
  }
  expect(d.fake.violations).toEqual([])
})

test('later, no reply, details, a tap too late and a stranger are told in French', async () => {
  const d = await frenchWorld()
  const [chloe, eve] = [d.person('Chloé', { locale: 'fr' }), d.person('Eve', { locale: 'fr' })]
  const card = await d.fanWrites(chloe, 'tu fais quoi ce soir ?')
  expect(await eve.taps(d.app, card, 'Envoyer')).toMatch(/^Seuls .* peuvent décider ici\. Rien n’a changé/)
  expect(await d.kim.taps(d.app, card, 'Détails')).not.toMatch(ENGLISH)
  const later = await d.kim.opens(d.app, card, 'Plus tard')
  expect(await d.kim.answers(d.app, later, 'Dans 1 heure')).not.toMatch(ENGLISH)
  await d.reads(card, /^🕘 Mis de côté jusqu’à .* par Kim/)
  const stale = structuredClone(card)
  const why = await d.kim.opens(d.app, card, 'Sans réponse')
  expect(await d.kim.answers(d.app, why, 'moment')).not.toMatch(ENGLISH)
  await d.reads(card, /^⚫ Sans réponse · Kim · /)
  expect(await d.taps(stale, 'Envoyer')).toMatch(/^Déjà/)
  expect(chloe.heard(d.app)).toEqual([])
})
