// What was written down for a whole room leaves once everybody has said yes, or has nobody against it; and is taken back whole.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Place } from '#modules/library/server/testing.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { done, goTo, groupAndStranger, guestIn, moveOn, openGathering, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let [ruthHere, benHere, cleoHere, strangerHere]: Visitor[] = []

const outputsOf = (visitor: Visitor, room: string) => visitor.api.gatherings.outputs({ room })
beforeAll(async () => {
  place = await startTestPlace()
  ;({ group, ruthHere, benHere, cleoHere, strangerHere } = await groupAndStranger(place))
})
afterAll(() => place.stop())

describe('what was written down for a whole room', { timeout: 60_000 }, () => {
  const insightsOf = async (visitor: Visitor) => (await visitor.api.insights.list({ id: group.id })).items

  it('is an insight of the space that called once each who was there has said yes, and each may take it back', async () => {
    const { id, room, code, items } = await openGathering(ruthHere!, group, [{ method: 'emergent-learning-table' }])
    done(await benHere!.api.gatherings.comeIn({ attempt: attempt(), code }))
    const ama = await guestIn(place, code, 'Ama', 'Riverside')
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    await goTo(ruthHere!, room, 'insights')
    const words = `Families ring once and no more ${randomUUID()}`
    await putValue(benHere!, room, { text: words })
    const ready = async (visitor: Visitor) => (await outputsOf(visitor, room)).ready
    // Not while more may come, and by nobody but whoever facilitates.
    expect(await ready(ruthHere!)).toEqual([])
    done((await moveOn(ruthHere!, room, 'next')) as never)
    const [one] = await ready(ruthHere!)
    expect(one).toMatchObject({ key: 'insights', type: 'insights', words, everybody: true })
    expect(await ready(benHere!)).toEqual([])
    const keep = (visitor: Visitor) =>
      visitor.api.gatherings.keepOutput({ attempt: attempt(), activity: one!.activity, key: one!.key })
    for (const visitor of [benHere!, ama, cleoHere!]) await expect(keep(visitor)).rejects.toThrow()
    expect(done(await keep(ruthHere!)).state).toBe('not_settled')
    // Asked once, of each; nothing stands meanwhile, and nobody is told who has answered.
    expect(await ready(ruthHere!)).toEqual([])
    const there = async () => (await insightsOf(cleoHere!)).map((insight) => insight.words)
    const before = await there()
    const asked = async (visitor: Visitor) => (await visitor.api.gatherings.harvest({ room })).asked
    expect(await there()).toEqual(before)
    expect(await asked(ruthHere!)).toEqual([])
    expect(await asked(ama)).toMatchObject([{ words, form: 'unnamed' }])
    const say = async (visitor: Visitor, answer: 'goes' | 'stays') => {
      const [question] = await asked(visitor)
      return visitor.api.gatherings.sayAsked({ attempt: attempt(), id: question!.id, answer })
    }
    const [question] = await asked(ama)
    await expect(
      cleoHere!.api.gatherings.sayAsked({ attempt: attempt(), id: question!.id, answer: 'goes' }),
    ).rejects.toThrow()
    done(await say(ama, 'goes'))
    expect(await there()).toEqual(before)
    expect((await outputsOf(ruthHere!, room)).kept).toMatchObject([{ state: 'not_settled', everybody: true }])
    done(await say(benHere!, 'goes'))
    expect(await there()).toEqual([words, ...before])
    expect(await cleoHere!.api.library.keptFrom({ gathering: id })).toEqual([])
    await expect(insightsOf(strangerHere!)).rejects.toThrow()
    // It rests on its own words, says where they come from, and is nobody's: no author, and no time finer than the day.
    const [insight] = await insightsOf(cleoHere!)
    const traced = () => cleoHere!.api.insights.trace({ id: group.id, kind: 'insight', of: insight!.id })
    expect((await traced()).evidence).toMatchObject([{ words, bears: 'quotes' }])
    const { rows } = await place.cluster.inside(place.databaseName, (admin) =>
      admin.query(
        `select i.author_id, i.made_at = date_trunc('day', i.made_at) as whole, i.sense_made_by, e.speaker_id, e.author_id as typist,
           (select count(*)::int from event v where v.subject in (i.id, e.id) and v.actor_id is not null) as named
         from insight i join insight_evidence l on l.insight_id = i.id join evidence e on e.id = l.evidence_id where i.id = $1`,
        [insight!.id],
      ),
    )
    expect(rows).toMatchObject([{ author_id: null, whole: true, speaker_id: null, typist: null, named: 0 }])
    expect(rows[0].sense_made_by).toContain('Thursday gathering')
    // It is each of theirs: a guest takes it back, and it goes from where it stood.
    const [mine] = (await ama.api.gatherings.harvest({ room })).where
    expect(mine).toMatchObject({ words, state: 'went', can: { takeBack: true } })
    await expect(cleoHere!.api.gatherings.takeMineBack({ attempt: attempt(), id: mine!.id })).rejects.toThrow()
    expect(done(await ama.api.gatherings.takeMineBack({ attempt: attempt(), id: mine!.id })).copies).toBe(1)
    expect(JSON.stringify([await there(), await traced()])).not.toContain(words)
  })

  it('hangs together with what was decided in the same activity, which is a decision where nobody said not yet', async () => {
    type Opened = Awaited<ReturnType<typeof openGathering>>
    const run = async (answer: 'agree' | 'not_yet', again?: Opened) => {
      const { id, room, code, items } =
        again ?? (await openGathering(ruthHere!, group, [{ method: 'learning-cycle' }, { method: 'learning-cycle' }]))
      if (again === undefined) done(await benHere!.api.gatherings.comeIn({ attempt: attempt(), code }))
      done(
        await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[again === undefined ? 0 : 1]! }),
      )
      const [learned, decided] = [`We ask before we act ${randomUUID()}`, `We ring first ${randomUUID()}`]
      await goTo(ruthHere!, room, 'meaning')
      await putValue(benHere!, room, { text: learned })
      await goTo(ruthHere!, room, 'embed')
      await putValue(ruthHere!, room, { text: decided })
      await goTo(ruthHere!, room, 'accept')
      const { activity } = (await ruthHere!.api.gatherings.now({ room })) as {
        activity: { id: string; step: { place: number }; steps: { stands: string }[] }
      }
      expect(activity.steps[activity.step.place]!.stands).toContain('is a decision of')
      for (const [visitor, said] of [
        [ruthHere!, 'agree'],
        [benHere!, answer],
      ] as const)
        await putValue(visitor, room, { answer: said, words: '' })
      done((await moveOn(ruthHere!, room, 'end')) as never)
      const keep = (key: string) =>
        ruthHere!.api.gatherings.keepOutput({ attempt: attempt(), activity: activity.id, key, stands: true })
      return { id, room, learned, decided, keep, opened: { id, room, code, items } }
    }
    const decisions = async () =>
      (await cleoHere!.api.insights.standing({ id: group.id })).decisions.map((one) => one.words)
    const yes = await run('agree')
    expect(done(await yes.keep('decision')).state).toBe('went')
    expect(await decisions()).toContain(yes.decided)
    expect(await cleoHere!.api.library.keptFrom({ gathering: yes.id })).toEqual([])
    // What it rests on comes when everybody has said yes to that too.
    const tied = async (learned = yes.learned) => {
      const found = (await insightsOf(cleoHere!)).find((one) => one.words === learned)
      if (found === undefined) return null
      const { decisions: on } = await cleoHere!.api.insights.trace({ id: group.id, kind: 'insight', of: found.id })
      return on.map((one) => one.words)
    }
    done(await yes.keep('now'))
    expect(await tied()).toBeNull()
    const saysYes = async () => {
      const [question] = (await benHere!.api.gatherings.harvest({ room: yes.room })).asked
      done(await benHere!.api.gatherings.sayAsked({ attempt: attempt(), id: question!.id, answer: 'goes' }))
    }
    await saysYes()
    expect(await tied()).toEqual([yes.decided])
    // What the same people decided in another activity of that room, in the same chapter, rests on what they learned in that one alone.
    const other = await run('agree', yes.opened)
    for (const key of ['decision', 'now']) done(await other.keep(key))
    await saysYes()
    expect([await tied(), await tied(other.learned)]).toEqual([[yes.decided], [other.decided]])
    // Taken back where something is built on it, its place stays, and nothing of what anybody said with it.
    const { standing } = await cleoHere!.api.spaces.here({ address: group.address })
    const here = { space: group.id, chapter: standing }
    const of = (words: string) =>
      cleoHere!.api.insights
        .standing({ id: group.id })
        .then(({ decisions: all }) => all.find((one) => one.words === words)!)
    const built = await of(other.decided)
    const fields = {
      reasons: 'Reason X',
      dissent: 'Dissent X',
      options: 'Option X',
      taken_by: 'Taker X',
      not_heard: 'X',
    }
    const edit = (version: number) =>
      cleoHere!.api.insights.editDecision({
        ...{ attempt: attempt(), decision: built.id, version, words: other.decided, decided_on: built.decided_on },
        ...fields,
      } as never)
    done((await edit(1)) as never)
    const acted = { attempt: attempt(), ...here, decision: built.id, words: 'Ring.', accountable: 'The office' }
    done((await cleoHere!.api.insights.act(acted as never)) as never)
    const traced = async () =>
      JSON.stringify(await cleoHere!.api.insights.trace({ id: group.id, kind: 'decision', of: built.id }))
    for (const words of [other.decided, ...Object.values(fields)]) expect(await traced()).toContain(words)
    const last = (await outputsOf(ruthHere!, yes.room)).kept.find((one) => one.words === other.decided)!
    expect(done(await ruthHere!.api.gatherings.takeOutputBack({ attempt: attempt(), id: last.id })).copies).toBe(1)
    expect(await traced()).toContain('Taken back')
    const { rows } = await place.cluster.inside(place.databaseName, (admin) =>
      admin.query('select * from decision where id = $1', [built.id]),
    )
    for (const words of [other.decided, ' X']) expect(JSON.stringify([rows, await traced()])).not.toContain(words)
    // A form that was opened before does not write it back.
    expect(await edit(2)).toMatchObject({ ok: false, reason: 'conflict' })
    // Taken back, the decision goes, and what it rested on stays.
    const kept = (await outputsOf(ruthHere!, yes.room)).kept.find((one) => one.words === yes.decided)!
    expect(kept).toMatchObject({ state: 'went', against: 'none', can: { takeBack: true, name: false } })
    await expect(benHere!.api.gatherings.takeOutputBack({ attempt: attempt(), id: kept.id })).rejects.toThrow()
    expect(done(await ruthHere!.api.gatherings.takeOutputBack({ attempt: attempt(), id: kept.id })).copies).toBe(1)
    expect([await decisions(), await tied()]).toEqual([expect.not.arrayContaining([yes.decided]), []])
    // With a “not yet” it is a version, with that beside it, and no decision.
    const no = await run('not_yet')
    done(await no.keep('decision'))
    expect(await decisions()).not.toContain(no.decided)
    expect(await cleoHere!.api.library.keptFrom({ gathering: no.id })).toMatchObject([
      { words: no.decided, stands: true, against: 'some' },
    ])
  })

  it('leaves whole where it is a tree: what followed from a line stands under it', async () => {
    const { id, room, code, items } = await openGathering(ruthHere!, group, [{ method: 'ripple-effects' }])
    done(await benHere!.api.gatherings.comeIn({ attempt: attempt(), code }))
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    await goTo(ruthHere!, room, 'map')
    const { activity } = (await ruthHere!.api.gatherings.now({ room })) as { activity: { id: string } }
    done(await benHere!.api.gatherings.takeRole({ attempt: attempt(), activity: activity.id, role: 'scribe' }))
    const branch = async (text: string, parent: string | null, level: number) => {
      const value = { text, parent, level, tags: [], sign: 'unknown' }
      const { lines } = done((await putValue(benHere!, room, value)) as never) as { lines: string[] }
      return lines[0]!
    }
    const first = await branch('Two neighbours began to ring', null, 1)
    await branch('Others rang too', await branch('A list went round', first, 2), 3)
    await branch('The ward heard of it', first, 2)
    done((await moveOn(ruthHere!, room, 'end')) as never)
    const one = (await outputsOf(ruthHere!, room)).ready.find((output) => output.key === 'map')!
    expect(one.words.split('\n').toSorted()).toEqual([
      '        Others rang too',
      '    A list went round',
      '    The ward heard of it',
      'Two neighbours began to ring',
    ])
    expect(one.words).toContain('    A list went round\n        Others rang too')
    done(await ruthHere!.api.gatherings.keepOutput({ attempt: attempt(), activity: one.activity, key: one.key }))
    expect(await cleoHere!.api.library.keptFrom({ gathering: id })).toEqual([])
    const [question] = (await benHere!.api.gatherings.harvest({ room })).asked
    done(await benHere!.api.gatherings.sayAsked({ attempt: attempt(), id: question!.id, answer: 'goes' }))
    expect(await cleoHere!.api.library.keptFrom({ gathering: id })).toMatchObject([{ words: one.words, stands: true }])
  })

  it('stays with one no, and is not asked again', async () => {
    const { id, room, code, items } = await openGathering(ruthHere!, group, [{ method: 'emergent-learning-table' }])
    done(await benHere!.api.gatherings.comeIn({ attempt: attempt(), code }))
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]! }))
    await goTo(ruthHere!, room, 'insights')
    await putValue(benHere!, room, { text: 'We ring too late' })
    done((await moveOn(ruthHere!, room, 'end')) as never)
    const [one] = (await outputsOf(ruthHere!, room)).ready
    done(await ruthHere!.api.gatherings.keepOutput({ attempt: attempt(), activity: one!.activity, key: one!.key }))
    const [question] = (await benHere!.api.gatherings.harvest({ room })).asked
    done(await benHere!.api.gatherings.sayAsked({ attempt: attempt(), id: question!.id, answer: 'stays' }))
    const now = await outputsOf(ruthHere!, room)
    expect([now.ready, now.kept.map((kept) => kept.state)]).toEqual([[], ['stays']])
    expect(
      await ruthHere!.api.gatherings.keepOutput({ attempt: attempt(), activity: one!.activity, key: one!.key }),
    ).toMatchObject({ ok: false })
    expect(await cleoHere!.api.library.keptFrom({ gathering: id })).toEqual([])
  })
})
