import { describe, expect, test } from 'vitest'
import { purchasesOf } from '../db/purchases.ts'
import { inTenant } from '../db/scope.ts'
import type { FakeFan } from './support/fake-fanvue.ts'
import { createFanvueWorld } from './support/fanvue-world.ts'

type World = Awaited<ReturnType<typeof createFanvueWorld>>

async function spent(f: World, tom: FakeFan) {
  await f.fanWrites(tom, 'hi')
  const { fanId } = await f.onlyDraft()
  const bought = await inTenant(f.store, f.tenantId, (scope) => purchasesOf(scope, fanId))
  return bought.map(({ amountMinor }) => amountMinor)
}

describe('what is taken back on Fanvue', () => {
  test('a message the fan deleted: its draft is void, nothing is drafted anew, and it is shown no more', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    const message = await f.fanWrites(tom, 'forget I said this')
    const { id, fanId } = await f.onlyDraft()
    const event = f.fake.deletes(tom, message)
    expect((await f.bring(event)).status).toBe(200)
    expect((await f.bring(event)).status).toBe(200)
    await f.pass(60_000)
    expect((await f.card(id)).state).toBe('superseded')
    expect(await f.drafts('pending')).toEqual([])
    expect((await f.messagesOf(fanId)).map(({ deletedAt }) => deletedAt !== null)).toEqual([true])
  })

  test('a message deleted after approval: the yes is void, and nothing leaves', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    const message = await f.fanWrites(tom, 'shall I come over?')
    const { id } = await f.onlyDraft()
    const { version } = await f.card(id)
    await f.api.data('POST', `/drafts/${id}/decision`, { verdict: 'approve', version })
    await f.bring(f.fake.deletes(tom, message))
    await f.pass(60_000)
    expect(f.fake.heard(tom)).toEqual([])
  })

  test('one that nobody here knows, or in another form, changes nothing', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    expect(
      (await f.bring(f.fake.event('creator.message.deleted', { uuid: 'x', fan: { uuid: tom.uuid } }))).status,
    ).toBe(200)
    expect((await f.bring(f.fake.event('creator.message.deleted', { uuid: 7 }))).status).toBe(200)
    expect((await f.bring(f.fake.event('creator.refund.created', { id: 're_0', amount: 5 }))).status).toBe(200)
    expect(await f.draftRows()).toEqual([])
  })

  test('a payment given back is none any more, told once, twice, or before the payment', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.bring(f.fake.paymentEvent(tom, { id: 'pay_1', gross: 1_250 }))
    await f.bring(f.fake.paymentEvent(tom, { id: 'pay_2', gross: 900 }))
    const refund = { id: 're_1', payment_id: 'pay_1', amount: 1_250, currency: 'USD' }
    await f.bring(f.fake.event('creator.refund.created', refund))
    await f.bring(f.fake.event('creator.refund.created', refund))
    await f.bring(f.fake.event('creator.refund.created', { id: 're_3', payment: { id: 'pay_3' }, amount: null }))
    await f.bring(f.fake.paymentEvent(tom, { id: 'pay_3', gross: 700 }))
    await f.bring(f.fake.paymentEvent(tom, { id: 'pay_1', gross: 1_250 }))
    expect(await spent(f, tom)).toEqual([900])
  })

  test('told at the same moment as the payment itself, both count', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    const ids = Array.from({ length: 20 }, (_, index) => `pay_${index}`)
    await Promise.all(
      ids.flatMap((id, index) => [
        f.bring(f.fake.paymentEvent(tom, { id, gross: 700 })),
        f.bring(
          f.fake.event('creator.refund.created', { id: `re_${id}`, payment_id: id, amount: index % 2 ? 700 : 200 }),
        ),
      ]),
    )
    expect(await spent(f, tom)).toEqual(Array.from({ length: 10 }, () => 500))
  })

  test('given back in part before it is told itself, it counts for what is left; and nothing given back changes nothing', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    const gives = (id: string, amount: number, payment = 'pay_1') =>
      f.bring(f.fake.event('creator.refund.created', { id, payment_id: payment, amount }))
    await gives('re_1', 500)
    await gives('re_1', 500)
    await gives('re_2', 100)
    await gives('re_3', 1_000, 'pay_2')
    await f.bring(f.fake.paymentEvent(tom, { id: 'pay_1', gross: 5_000 }))
    await f.bring(f.fake.paymentEvent(tom, { id: 'pay_2', gross: 1_000 }))
    await gives('re_4', 0)
    expect(await spent(f, tom)).toEqual([4_400])
  })

  test('given back in part, it counts for what is left', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.bring(f.fake.paymentEvent(tom, { id: 'pay_1', gross: 1_250 }))
    const refund = { id: 're_1', payment_id: 'pay_1', amount: 250 }
    await f.bring(f.fake.event('creator.refund.created', refund))
    await f.bring(f.fake.event('creator.refund.created', refund))
    await f.bring(f.fake.event('creator.refund.created', { id: 're_2', payment_id: 'pay_1', amount: 100 }))
    expect(await spent(f, tom)).toEqual([900])
  })
})
