/** What is asked without names is asked once, with the same people and of the same sort. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Place, somebody, space } from '#modules/library/server/testing.ts'
import { holdsOf } from '#modules/methods/contract/derived.ts'
import { KINDS } from '#modules/methods/contract/kinds.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { crowdIn, done, guestIn, moveOn, nowOf, openGathering, putSealed, putValue } from './testing.ts'

let place: TestPlace
let group: Place
let ruthId = ''
let ruthHere: Visitor | undefined

beforeAll(async () => {
  place = await startTestPlace()
  const ruth = await somebody(place.house, 'Ruth Adams')
  ruthId = ruth.id
  group = await space(place.house, ruth)
  ruthHere = place.visitor()
  ruthHere.jar.set(...ruth.cookie)
})
afterAll(() => place.stop())

const SHARES = { answers: { task: 60, together: 30, learning: 10 } }

describe('a step in which nobody is named', { timeout: 60_000 }, () => {
  it('stays with names once somebody put in theirs, and is called numbers or words by nobody but its method', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [{ method: 'not-knowing' }])
    const ama = await guestIn(place, code, 'Ama', '')
    done(await ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[0]!, few: 'named' }))
    await putValue(ama, room, { text: 'With my name' }, { withName: true })
    await crowdIn(place, code)
    const at = { place: (await nowOf(ama, room)).activity!.step!.place }
    done((await moveOn(ruthHere!, room, 'step', at)) as never)
    const { activity } = await nowOf(ama, room)
    expect(activity!.steps[at.place]).toMatchObject({ nameless: false, asksName: true })
    expect(activity!.step!.round).toBeNull()
    // The database reads what a step holds from its definition, and reads it as the server does.
    const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[]
    const steps = kinds.flatMap((kind) => [undefined, 0, 280].map((because) => ({ kind, settings: { because } })))
    const { rows } = await place.cluster.inside(place.databaseName, (admin) =>
      admin.query(
        'select step_holds(s) as holds from jsonb_array_elements($1::jsonb) with ordinality x (s, n) order by n',
        [JSON.stringify(steps)],
      ),
    )
    expect(rows.map((row) => row.holds)).toEqual(steps.map((step) => holdsOf(step as never)))
  })

  it('is one asking: gone back to it is taken up again, and what was told of it is told once', async () => {
    const { room, code, items } = await openGathering(ruthHere!, group, [
      { method: 'attention' },
      { method: 'nine-whys' },
    ])
    const crowd = await crowdIn(place, code)
    const begin = (item: number, few: 'left_out' | null = null) =>
      ruthHere!.api.gatherings.begin({ attempt: attempt(), room, item: items[item]!, few })
    const go = (to: string, more: object = {}) => moveOn(ruthHere!, room, to, more)
    const on = async () => (await nowOf(ruthHere!, room)).activity!
    const answerAll = async (value: unknown) => {
      const { round } = (await on()).step!
      for (const visitor of crowd.slice(0, 5)) await putSealed(place, visitor, round!, [value], 'stays')
    }
    done(await begin(0))
    const { id: activity, step: first, steps } = await on()
    await answerAll(SHARES)
    // Left and gone back to before its reveal, it is the same round, of the same people, with what they put in.
    done((await go('next')) as never)
    done((await go('back')) as never)
    expect((await on()).step).toMatchObject({ id: first!.id, round: first!.round, in: 5, state: 'open' })
    done((await go('step', { place: 0 })) as never)
    expect((await on()).step!.id).toBe(first!.id)
    const another = (key: string) =>
      place.house.db.as(ruthId, (tx) =>
        sql`insert into activity_step (space_id, id, chapter_id, activity_id, place, key, turn, people, round_id)
          select space_id, gen_random_uuid(), chapter_id, activity_id, place, ${key}, 1, 1, gen_random_uuid() from activity_step where id = ${first!.id}`.execute(
          tx,
        ),
      )
    await expect(another('guess')).rejects.toMatchObject({ code: 'TF001' })
    done((await go('step', { place: steps.findIndex((step) => step.kind === 'reveal') })) as never)
    const told = (await ruthHere!.api.gatherings.lines({ step: first!.id })).numbers
    expect(told).toHaveLength(1)
    // Once told it is asked no more: not by going back, not begun anew, not with names, not by the database.
    expect(await go('step', { place: 0 })).toMatchObject({ ok: false, reason: 'told_once' })
    expect(await go('step', { place: 0, few: 'named' })).toMatchObject({ reason: 'told_once' })
    await expect(another('guess')).rejects.toMatchObject({ code: 'TF001' })
    done((await go('end')) as never)
    expect(await begin(0)).toMatchObject({ reason: 'told_once' })
    done(await begin(0, 'left_out'))
    expect(await on()).toMatchObject({ step: { key: 'wish' } })
    expect((await on()).id).not.toBe(activity)
    done((await go('end')) as never)
    // Whether all can live with a sentence is asked anew of a new sentence, and not of the same.
    done(await begin(1))
    const at = Object.fromEntries((await on()).steps.map((step, n) => [step.key, { place: n }]))
    const write = async (text: string) => {
      done((await go('step', at.statement)) as never)
      await putValue(ruthHere!, room, { text })
    }
    // Before there is a sentence nobody is asked whether they can live with it, and neither phone nor paper puts an answer in.
    done((await go('step', at.accept)) as never)
    expect((await on()).step).toMatchObject({ key: 'accept', round: null })
    const answer = { answer: 'agree', words: '' }
    expect(await putValue(ruthHere!, room, answer, {}, false)).toMatchObject({ ok: false, reason: 'no_sentence' })
    const sheet = { step: (await on()).step!.id, sheet: attempt(), group: null, whose: '', mayGo: 'stays' as const }
    expect(await ruthHere!.api.gatherings.putSheet({ ...sheet, values: [answer] })).toMatchObject({
      reason: 'no_sentence',
    })
    await write('We exist to listen')
    done((await go('step', at.accept)) as never)
    await answerAll({ answer: 'agree', words: '' })
    done((await go('next')) as never)
    expect(await go('back')).toMatchObject({ reason: 'told_once' })
    await write('We exist to listen, and to say what became of it')
    done((await go('step', at.accept)) as never)
    expect((await on()).step).toMatchObject({ key: 'accept', in: 0 })
  })
})
