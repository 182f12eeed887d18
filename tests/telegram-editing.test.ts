import { describe, expect, test } from 'vitest'
import { editWords } from '../bot/telegram/edit-words.ts'
import { takeDraft } from '../core/approval/lease-draft.ts'
import type { ChatMessage } from './support/fake-telegram.ts'
import { createTelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000
const labels = (card: ChatMessage) => card.buttons.flat().map(({ text }) => text)

describe('edit by replying to the card', () => {
  test('the answer shows what changed, and nothing is sent before one more tap', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    const [draft] = await t.drafts()
    const { text: before } = await t.card_(draft?.id ?? '')
    const edited = await t.repliesTo(card, `${before} kiss`)
    expect(edited.text).toMatch(/Draft by Kim\n/)
    expect(edited.text).toMatch(/Changed: /)
    const underlined = edited.entities.filter(({ type }) => type === 'u')
    expect(underlined.map(({ offset, length }) => edited.text.slice(offset, offset + length).trim())).toEqual(['kiss'])
    await t.pass(60 * SECOND)
    expect(t.heard(mia)).toEqual([])
    await t.taps(edited, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toEqual([`${before} kiss`])
    expect(edited.text).toMatch(/^🟢 Sent .* by Kim, edited/)
    // The card moved down: the old messages are gone from the chat.
    expect(t.desk()).toEqual([edited])
  })

  test('“+ more” adds and “s/old/new/” replaces', async () => {
    const t = await createTelegramWorld()
    const first = await t.repliesTo(await t.fanWrites(t.person('Mia'), 'hi'), 'see you monday')
    const second = await t.repliesTo(first, '+ at noon')
    expect(second.text).toContain('see you monday at noon')
    const third = await t.repliesTo(second, 's/monday/friday/')
    expect(third.text).toContain('see you friday at noon')
    expect(labels(third).slice(-3)).toEqual(['◀', '4/4', '▶'])
  })

  test('the button of the words before does not send the words after', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    const old = structuredClone(card)
    const edited = await t.repliesTo(card, 'new words')
    expect(await t.taps({ ...edited, buttons: old.buttons }, 'Send')).toMatch(/words changed/)
    await t.pass(10 * SECOND)
    expect(t.heard(mia)).toEqual([])
  })

  test.each([
    ['an empty swap', 's/monday/friday/', /not in the draft/],
    ['a text as long as a message', 'x'.repeat(4_000), undefined],
  ])('%s is said and kept', async (_, reply, said) => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    await t.kim.repliesTo(t.bot, card, reply)
    await t.settle()
    if (said) expect((await t.fake.until(() => t.desk().find(({ text }) => said.test(text)))).text).toMatch(said)
    else expect(t.desk().some(({ text }) => text.includes('xxx'))).toBe(true)
  })

  test('a reply with a picture or a voice says what can be used', async () => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    await t.kim.repliesWith(t.bot, card, { voice: { file_id: 'v', file_unique_id: 'v', duration: 2 } })
    expect(await t.fake.until(() => t.desk().find(({ text }) => /Only words/.test(text)))).toBeTruthy()
    expect(labels(card)[0]).toBe('✅ Send')
  })

  test('a reply to a card that is decided changes nothing', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.taps(card, 'Send')
    await t.kim.repliesTo(t.bot, card, 'no, wait')
    await t.fake.until(() => t.desk().find(({ text }) => /no longer open/.test(text)))
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).not.toContain('no, wait')
  })

  test('editWords is literal about what it is given', () => {
    expect(editWords('a', '+1 for you')).toEqual({ kind: 'words', text: '+1 for you' })
    expect(editWords('a', '+\nb')).toEqual({ kind: 'words', text: 'a\nb' })
    expect(editWords('a.c abc', 's/a.c/$&/')).toEqual({ kind: 'words', text: '$& abc' })
    expect(editWords('x x x', 's/x/y/g')).toEqual({ kind: 'words', text: 'y y y' })
    expect(editWords('1/2', 's/1\\/2/half/')).toEqual({ kind: 'words', text: 'half' })
    expect(editWords('yes', 's/no/yes/')).toEqual({ kind: 'not-found', wanted: 'no' })
    expect(editWords('a', 's/he/')).toEqual({ kind: 'words', text: 's/he/' })
  })
})

describe('one draft, one person', () => {
  test('Edit takes it: another sees who has it, may take it over, and the card returns when time is up', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const lee = t.person('Lee')
    await t.joins(lee)
    const card = await t.fanWrites(mia, 'hi')
    await t.taps(card, 'Edit')
    expect(card.text).toMatch(/^🔵 Kim is editing/)
    expect(await t.taps(card, 'Send', lee)).toBe('Kim has this open. Nothing was sent.')
    await t.taps(card, 'Take over', lee)
    expect(card.text).toMatch(/^🔵 Lee is editing · took over from Kim/)
    expect(await t.taps(card, 'Stop editing')).toMatch(/Lee has this open/)
    await t.taps(card, 'Stop editing', lee)
    expect(card.text).toMatch(/^🟠 Waiting/)
    await t.taps(card, 'Edit')
    await t.pass(121 * SECOND)
    expect(card.text).toMatch(/^🟠 Waiting/)
    expect(t.heard(mia)).toEqual([])
  })

  test('somebody edits in the console: the card says so, and a reply waits for them', async () => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    const [draft] = await t.drafts()
    const lee = { id: 'user:lee', name: 'Lee', role: 'manager', via: 'console' } as const
    await takeDraft(t.deps, { tenantId: t.tenantId, draftId: draft?.id ?? '', actor: lee })
    await t.settle()
    expect(card.text).toMatch(/^🔵 Lee is editing in the console/)
    await t.kim.repliesTo(t.bot, card, 'mine')
    await t.fake.until(() => t.desk().find(({ text }) => /Lee has this open/.test(text)))
    expect(card.text).not.toContain('mine')
  })
})

describe('a warning that must be read', () => {
  const price = { en: 'The price 500 € is not on the menu.', fr: 'Le prix de 500 € n’est pas au menu.' }

  test('the second yes names it, and a yes to another warning does not count', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.warns([{ rule: 'price', severity: 'stop', says: price }])
    expect(card.text).toContain(`⛔ ${price.en}`)
    const say = await t.opens(card, 'Send')
    expect(say).toBe(`Read this first: ${price.en}`)
    expect(labels(card)).toEqual([`⛔ Send all the same: ${price.en}`, '↩️ Back'])
    const stale = structuredClone(card)
    await t.pass(10 * SECOND)
    expect(t.heard(mia)).toEqual([])
    await t.warns([
      { rule: 'meeting', severity: 'stop', says: { en: 'It offers to meet.', fr: 'Ça propose de se voir.' } },
    ])
    const seal = stale.buttons[0]?.[0]?.data.split(':').at(-1)
    const ofNow = card.buttons[0]?.[0]?.data.replace(/^s:/, 'S:')
    expect(await t.kim.forges(t.bot, card, `${ofNow}:${seal}`)).toMatch(/Read this first: It offers to meet/)
    await t.fake.until(() => labels(card)[0]?.includes('It offers to meet'))
    await t.taps(card, 'Send all the same')
    await t.pass(10 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
  })

  test('a warning that only asks to look does not stand in the way', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.warns([{ rule: 'echo', severity: 'look', says: price }])
    expect(card.text).toContain(`⚠️ ${price.en}`)
    await t.taps(card, 'Send')
    await t.pass(10 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
  })
})
