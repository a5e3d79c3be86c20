import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letIn, makeSpace } from '#modules/crossings/server/testing.ts'
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
    expect((await asksOf(ana)).find((ask) => ask.id.startsWith('returned') && ask.why.includes('Kim'))?.why).toBe(
      'It came back: Kim Leaver has left. Choose somebody else, or stop with a reason.',
    )
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

  test('one whose writer does not go on from it reaches whoever looks after the learning, and nobody who may not read it', async () => {
    const group = await makeSpace(place.house, ana.id, 'A group', 'group')
    const [kim, lea] = [await somebody(place, 'Kim Writer'), await somebody(place, 'Lea Carer')]
    await letIn(place.house, group, kim.id, ana.id)
    await letIn(place.house, group, lea.id, ana.id, [kim.id], { class: 'learning_partner' })
    const { chapter } = await chaptersOf(place.house, ana.id, group)
    const evidence = await makeEvidence(place.house, ana.id, group, chapter, 'Said among these three.')
    const insight = idOf(
      await kim.api.insights.write({
        ...{ attempt: attempt(), space: group, chapter, words: 'Nobody is named for this.' },
        evidence: [{ id: evidence, bears: 'supports' }],
      }),
    )
    const told = async (who: typeof ana) =>
      (await who.api.today.list({ space: group })).waiting.filter((ask) => ask.id === `orphan ${insight}`).length
    const older = (days: number) =>
      asAdministrator(place, `update insight set made_at = made_at - interval '${days} days' where id = '${insight}'`)
    const ends = (who: typeof ana, when: string) =>
      asAdministrator(
        place,
        `update membership set ends_at = ${when} where person_id = '${who.id}' and space_id = '${group}'`,
      )
    await older(31)
    // The writer is asked first, for as long as the space waits for an answer.
    expect([await told(lea), await told(ana)]).toEqual([0, 0])
    expect((await kim.api.today.list({ space: group })).waiting.map((ask) => ask.id)).toContain(`alone ${insight}`)
    await older(14)
    expect([await told(lea), await told(ana), await told(kim)]).toEqual([1, 0, 0])
    // Somebody who may hear it is named: it is not alone.
    const receiver = idOf(await lea.api.insights.tell({ attempt: attempt(), insight, member: ana.id }))
    expect(await told(lea)).toBe(0)
    // That somebody has left: it comes back to whoever named them at once.
    await ends(ana, 'clock_now()')
    expect((await lea.api.today.list({ space: group })).waiting.map((ask) => ask.id)).toContain(`returned ${receiver}`)
    expect(await told(lea)).toBe(1)
    // Who came as a learning partner after it was said does not read it, and is not told that it is there.
    const late = await somebody(place, 'Late Carer')
    await letIn(place.house, group, late.id, kim.id, [lea.id], { class: 'learning_partner' })
    expect(await told(late)).toBe(0)
    await expect(late.api.insights.trace({ id: group, kind: 'insight', of: insight })).rejects.toMatchObject(gone)
    await lea.api.insights.stop({
      attempt: attempt(),
      space: group,
      kind: 'insight',
      of: insight,
      reason: 'Overtaken.',
    })
    expect(await told(lea)).toBe(0)
  })

  test('where nobody looks after the learning a manager is told, at once where its writer has left', async () => {
    const fay = await somebody(place, 'Fay Leaver')
    await letIn(place.house, space, fay.id, ana.id, [ben.id])
    const insight = await write(ben, 'Its writer goes.')
    await asAdministrator(
      place,
      `update insight set made_at = made_at - interval '31 days', author_id = '${fay.id}' where id = '${insight}'`,
    )
    const told = async (who: typeof ana) => (await asksOf(who)).filter((ask) => ask.id === `orphan ${insight}`).length
    expect([await told(ana), await told(ben)]).toEqual([0, 0])
    await asAdministrator(
      place,
      `update membership set ends_at = clock_now() where person_id = '${fay.id}' and space_id = '${space}'`,
    )
    expect([await told(ana), await told(ben)]).toEqual([1, 0])
  })
})
