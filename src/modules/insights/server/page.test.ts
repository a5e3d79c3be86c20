import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attempt } from '../../../../tests/support/place.ts'
import { asOnePage } from '../contract/page.ts'
import { bringIn, gone, idOf, startWorld } from './testing.ts'

let world: Awaited<ReturnType<typeof startWorld>>
let { place, space, at, ana, ben, out, trace, write, send } = {} as typeof world
beforeAll(async () => {
  world = await startWorld()
  ;({ place, space, at, ana, ben, out, trace, write, send } = world)
}, 60_000)
afterAll(() => place.stop())

const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

describe('the one page', () => {
  const parts = {
    wanted: 'Pay for an hour a week.\nThe options: none',
    by_when: later(30),
    options: 'All wards; two wards',
    before: 'Half of it worked.',
  }

  test('is exactly what its writer saw, is asked of those who read it, and holds nothing round it', async () => {
    const insight = await write(ana, 'An hour set aside makes the call happen.', {
      dissent: 'Not at night, it does not.',
    })
    const { insights } = await trace(ana, 'insight', insight)
    const shown = asOnePage(insights[0]!.let_out!, parts)
    // A part is one line: what is typed into one cannot pass for another.
    expect(shown.split('\n').filter((line) => line.startsWith('The options:'))).toEqual([
      'The options: All wards; two wards',
    ])
    const input = { insight, seat: { title: 'The executive' }, page: parts }
    const other = await ana.api.insights.send({ attempt: attempt(), ...input, let_out: insights[0]!.let_out! })
    expect(other).toMatchObject({ ok: false, reason: 'changed' })
    const late = { ...input, page: { ...parts, by_when: later(-2) }, let_out: shown }
    await expect(ana.api.insights.send({ attempt: attempt(), ...late })).rejects.toMatchObject({
      data: { fields: { by_when: expect.stringContaining('This day has passed') } },
    })
    const sent = await ana.api.insights.send({ attempt: attempt(), ...input, let_out: shown })
    if (!sent.ok) throw new Error(sent.sentence)
    const { asked } = await ben.api.crossings.asked({})
    expect(asked.map((one) => one.words)).toEqual([shown])
    expect((await out.api.crossings.asked({})).asked).toEqual([])
    for (const one of asked) await ben.api.crossings.answer({ attempt: attempt(), id: one.id, answer: 'goes' })
    const link = await ana.api.insights.link({ attempt: attempt(), receiver: sent.id })
    if (!link.ok) throw new Error(link.sentence)
    const page = await place.visitor().api.insights.seatPage({ token: link.link!.split('#')[1]! })
    expect(page.let_out).toBe(shown)
    for (const kept of ['at night', 'Nobody rings', 'Ana', 'Wearmouth'])
      expect(JSON.stringify(page)).not.toContain(kept)
  })

  test('what was decided elsewhere is answered back, stands with those who read the insight, and comes from that device only', async () => {
    const insight = await write(ana, 'They will decide without us.')
    const sent = await send(ana, insight)
    const door = place.visitor().api.insights
    const decide = (device: string, more: object = {}) =>
      door.seatDecide({ ...{ attempt: attempt(), token: sent.token, device, words: 'Two wards, from May.' }, ...more })
    await expect(decide('theirs')).rejects.toMatchObject(gone)
    await door.seatPage({ token: sent.token, device: 'theirs' })
    await expect(decide('another')).rejects.toMatchObject(gone)
    await expect(door.seatDecide({ attempt: attempt(), token: 'never', words: 'x' })).rejects.toMatchObject(gone)
    await expect(decide('theirs', { decided_on: later(30) })).rejects.toMatchObject({ code: 'invalid' })
    const once = attempt()
    await decide('theirs', { attempt: once })
    await decide('theirs', { attempt: once })
    const traced = await trace(ben, 'insight', insight)
    expect(traced.decisions).toMatchObject([
      { words: 'Two wards, from May.', elsewhere: true, taken_by: 'Discharge lead, South Wear' },
    ])
    expect(traced.insights[0]!.receivers[0]!.answers).toMatchObject([{ answer: 'understood' }])
    await expect(trace(out, 'decision', traced.decisions[0]!.id)).rejects.toMatchObject(gone)
    const { rows } = await place.house.db.read(ben.id, (db) =>
      sql<{ same: boolean }>`select d.chapter_id = i.chapter_id as same from decision d, insight i
        where d.id = ${traced.decisions[0]!.id}::uuid and i.id = ${insight}::uuid`.execute(db as never),
    )
    expect(rows).toEqual([{ same: true }])
  })

  test('a link that is waited for no longer opens nothing', async () => {
    const sent = await send(ana, await write(ana, 'Nobody waits any more.'))
    await expect(
      ben.api.insights.closeReceiver({ attempt: attempt(), receiver: sent.id, why: 'Not mine to stop.' }),
    ).rejects.toMatchObject(gone)
    await ana.api.insights.closeReceiver({ attempt: attempt(), receiver: sent.id, why: 'Overtaken.' })
    await expect(place.visitor().api.insights.seatPage({ token: sent.token })).rejects.toMatchObject(gone)
  })
})

describe('words that go', () => {
  const SAID = 'We tried ringing in the first two days and it worked for six of eight.'
  const part = 'as one said, “WE TRIED RINGING, in the first two days!”'

  test('go from every column of the whole chain, and from nothing else', async () => {
    const standing = { space, chapter: at.standing }
    const brought = await bringIn(place.house, ben.id, ben.home, space, SAID)
    const finding = idOf(
      await ana.api.insights.writeFinding({
        ...{ attempt: attempt(), space, chapter: at.chapter, words: part, kind: 'formative', sense_by: later(9) },
        ...{ method: part, commissioned_by: part, done_by: part, edited_by: part, comments_by: later(2) },
      }),
    )
    const round = (await ana.api.insights.findings({ id: space })).items[0]!.rounds[0]!.id
    await ben.api.insights.commentFinding({ attempt: attempt(), round, words: part })
    await ana.api.insights.closeRound({ attempt: attempt(), round, changed: part })
    await ana.api.insights.imply({
      ...{ attempt: attempt(), from: { kind: 'finding', id: finding }, words: part, for_whom: part },
    })
    await ana.api.insights.addRoute({ attempt: attempt(), ...standing, name: part, format: part, how: part })
    const insight = await write(ana, 'Ringing early helps.', { evidence: brought.evidence })
    const decision = idOf(
      await ana.api.insights.plan({
        ...{ attempt: attempt(), ...standing, words: part, decide_by: later(9), format: part, options: part },
        insights: [insight],
      }),
    )
    await ana.api.insights.editDecision({
      ...{ attempt: attempt(), decision, version: 1, words: part, decided_on: later(-1), missing: part, dissent: part },
      ...{ reasons: part, taken_by: part, not_heard: part, format: part, options: part },
    })
    const action = idOf(
      await ana.api.insights.act({ attempt: attempt(), ...standing, decision, words: part, accountable: part }),
    )
    await ana.api.insights.handOn({ attempt: attempt(), action, accountable: `${part} 2`, note: part })
    await ana.api.insights.setAction({ attempt: attempt(), action, version: 2, state: 'dropped', reason: part })
    await ana.api.insights.conclude({
      ...{ attempt: attempt(), ...standing, action, state: 'agreed', words: part, says_who: part },
      ...{ for_whom: part, shown_by: part, contribution: part },
    })
    const told = idOf(await ana.api.insights.tell({ attempt: attempt(), insight, member: ben.id, note: part }))
    await ben.api.insights.acknowledge({ attempt: attempt(), receiver: told, answer: 'need_to_ask', words: part })
    await ana.api.insights.closeReceiver({ attempt: attempt(), receiver: told, why: part })
    const apart = await write(ana, 'Said by nobody but us.')

    const held = () => wordsHeld('ringing, in the first')
    expect((await held()).length).toBeGreaterThan(25)
    await place.house.db.as(ben.id, (tx) => sql`select take_back(${brought.crossing}::uuid)`.execute(tx))
    expect(await held()).toEqual([])
    expect((await trace(ana, 'insight', apart)).insights[0]!.words).toBe('Said by nobody but us.')
  })

  /** Every text column of every table with a space that Ana reads, where it holds these words. */
  async function wordsHeld(words: string): Promise<string[]> {
    return place.house.db.read(ana.id, async (db) => {
      const { rows } = await sql<{ held: string; col: string }>`
        select c.relname as held, a.attname as col from pg_class c join pg_attribute a on a.attrelid = c.oid
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'text'::regtype and a.attnum > 0
           and exists (select from pg_attribute s where s.attrelid = c.oid and s.attname = 'space_id')
           and has_column_privilege(c.oid, a.attnum, 'SELECT') order by 1, 2`.execute(db as never)
      const found: string[] = []
      for (const { held, col } of rows) {
        const { rows: hits } = await sql`
          select 1 from ${sql.table(held)} t where lower(t.${sql.ref(col)}) like ${`%${words}%`} limit 1`.execute(
          db as never,
        )
        if (hits.length > 0) found.push(`${held}.${col}`)
      }
      return found
    })
  }

  test('whoever is erased leaves no id and no name that was set for them', async () => {
    const insight = await write(ana, 'Ben will go.')
    const decision = idOf(
      await ana.api.insights.plan({
        ...{ attempt: attempt(), space, chapter: at.standing, words: 'Ben’s to prepare.', decide_by: later(9) },
        owner: ben.id,
      }),
    )
    await ana.api.insights.tell({ attempt: attempt(), insight, member: ben.id })
    const acted = idOf(
      await ana.api.insights.decide({
        ...{ attempt: attempt(), space, chapter: at.standing, insights: [insight], words: 'Do it.' },
      }),
    )
    const action = idOf(
      await ana.api.insights.act({
        ...{ attempt: attempt(), space, chapter: at.standing, decision: acted, words: 'Ring.', member: ben.id },
      }),
    )
    const { insights } = await import('./index.ts')
    await place.house.db.as(ben.id, (tx) => insights.forget(tx, ben.id, place.house))
    const traced = await trace(ana, 'action', action)
    expect(JSON.stringify(traced)).not.toContain(ben.id)
    expect(JSON.stringify(traced)).not.toContain('Ben Okoro')
    expect(traced.actions[0]).toMatchObject({ accountable: 'Somebody who has left', accountable_id: null })
    expect((await trace(ana, 'decision', decision)).decisions[0]!.owner).toBeNull()
  })
})
