import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letIn } from '#modules/crossings/server/testing.ts'
import { attempt } from '../../../../tests/support/place.ts'
import { asAdministrator, chaptersOf, gone, idOf, makeEvidence, somebody, startWorld } from './testing.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, ana, ben, out, trace, write } = {} as typeof world
beforeAll(async () => {
  world = await startWorld()
  ;({ place, space, ana, ben, out, trace, write } = world)
}, 60_000)
afterAll(() => place.stop())

const asksOf = async (who: typeof ana) => (await who.api.today.list({ space })).waiting

describe('members who need to hear', () => {
  test('are asked by name, answer in the place, and it comes back when they do not', async () => {
    const insight = await write(ana, 'Ben needs to hear this.')
    const told = idOf(
      await ana.api.insights.tell({ attempt: attempt(), insight, member: ben.id, note: 'Before Friday.' }),
    )
    expect((await asksOf(ben)).map((ask) => ask.id)).toContain(`hear ${told}`)
    const read = async (who = ana) => (await trace(who, 'insight', insight)).insights[0]!.receivers[0]!
    expect(await read(ben)).toMatchObject({ title: 'Ben Okoro', crossed: false, can: { answer: true, close: false } })
    expect(await read()).toMatchObject({ returned: false, can: { answer: false, close: true } })
    await asAdministrator(place, `update receiver set sent_at = sent_at - interval '15 days' where id = '${told}'`)
    expect(await read()).toMatchObject({ returned: true, can: { ask_again: true } })
    expect((await asksOf(ana)).map((ask) => ask.id)).toContain(`returned ${told}`)
    await expect(
      out.api.insights.acknowledge({ attempt: attempt(), receiver: told, answer: 'understood' }),
    ).rejects.toMatchObject(gone)
    await ben.api.insights.acknowledge({ attempt: attempt(), receiver: told, answer: 'not_mine', words: 'Dev Lal' })
    const after = await asksOf(ana)
    expect(after.map((ask) => ask.id)).not.toContain(`returned ${told}`)
    expect(after.find((ask) => ask.id === `answered ${told}`)?.to).toContain(`?send=${told}`)
    await ana.api.insights.closeReceiver({ attempt: attempt(), receiver: told, why: 'It is Dev’s.' })
    expect(await read()).toMatchObject({ closed: { why: 'It is Dev’s.' }, can: { close: false } })
    expect((await asksOf(ana)).map((ask) => ask.id)).not.toContain(`answered ${told}`)
  })

  test('who has left is said where it happened, and cannot be chosen', async () => {
    const kim = await somebody(place, 'Kim Leaver')
    await letIn(place.house, space, kim.id, ana.id, [ben.id])
    const { chapter } = await chaptersOf(place.house, ana.id, space)
    const evidence = await makeEvidence(place.house, ana.id, space, chapter, 'Said since they came.')
    const insight = idOf(
      await ana.api.insights.write({
        ...{ attempt: attempt(), space, chapter, words: 'Somebody leaves.' },
        evidence: [{ id: evidence, bears: 'supports' }],
      }),
    )
    idOf(await ana.api.insights.tell({ attempt: attempt(), insight, member: kim.id }))
    await asAdministrator(
      place,
      `update membership set ends_at = clock_now() where person_id = '${kim.id}' and space_id = '${space}'`,
    )
    expect((await trace(ana, 'insight', insight)).insights[0]!.receivers[0]).toMatchObject({ has_left: true })
    await expect(ana.api.insights.tell({ attempt: attempt(), insight, member: kim.id })).rejects.toMatchObject({
      code: 'invalid',
      data: { fields: { member: expect.any(String) } },
    })
  })

  test('an insight that leads nowhere is told to whoever wrote it', async () => {
    const insight = await write(ben, 'On its own.')
    await asAdministrator(place, `update insight set made_at = made_at - interval '31 days' where id = '${insight}'`)
    expect((await asksOf(ben)).map((ask) => ask.id)).toContain(`alone ${insight}`)
    await ben.api.insights.stop({ attempt: attempt(), space, kind: 'insight', of: insight, reason: 'Overtaken.' })
    expect((await asksOf(ben)).map((ask) => ask.id)).not.toContain(`alone ${insight}`)
  })
})
