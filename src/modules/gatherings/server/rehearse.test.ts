import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import { contributionTo } from '#modules/methods/contract/contribution.ts'
import { makesSomething } from '#modules/methods/contract/derived.ts'
import { currentMethod } from '#modules/methods/server/index.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { type Field, sheetOf } from '../contract/sheet.ts'
import { valuesIn } from '../contract/sheet-values.ts'
import { invent } from './present/invented.ts'
import { done, goTo, moveOn, nowOf, openGathering } from './testing.ts'

let place: TestPlace
let group: Place
let [ruth, ben, stranger]: Visitor[] = []

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
const rows = (table: string) =>
  place.cluster.inside(place.databaseName, async (admin) =>
    Number((await admin.query(`select count(*)::int as n from ${table}`)).rows[0].n),
  )
const TABLES = [
  ...['space', 'chapter', 'membership', 'person', 'guest', 'event', 'gathering', 'gathering_room', 'agenda_item'],
  ...['agenda_note', 'activity', 'activity_step', 'small_room', 'contribution', 'contribution_owner'],
  ...['round', 'round_ticket', 'round_sealed', 'disclosed'],
]
const all = async () => Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, await rows(table)])))

beforeAll(async () => {
  place = await startTestPlace()
  const [founder, second] = [await somebody(place.house, 'Ruth Adams'), await somebody(place.house, 'Ben Hart')]
  group = await space(place.house, founder)
  await bringIn(place.house, group, [founder], second)
  ;[ruth, ben, stranger] = [visit(founder), visit(second), visit(await somebody(place.house, 'A stranger'))]
})
afterAll(() => place.stop())

describe('a rehearsal', () => {
  it('runs the whole run sheet alone with people who were made up, and leaves nothing', async () => {
    const { room } = await openGathering(ruth!, group, [{ method: 'what-so-what-now-what' }])
    const before = await all()
    const { room: mine } = done(await ruth!.api.gatherings.rehearse({ attempt: attempt(), room }))
    const now = await nowOf(ruth!, mine)
    expect(now.room).toMatchObject({ rehearsal: true, state: 'open', code: null, people: 8 })
    expect(now.room.title).toMatch(/^Rehearsal: /)
    done(await ruth!.api.gatherings.begin({ attempt: attempt(), room: mine, item: now.agenda[0]!.id }))
    const others = async () =>
      done(await ruth!.api.gatherings.rehearseOthers({ attempt: attempt(), room: mine })) as { put: number }
    expect(await others()).toMatchObject({ put: 6 })
    expect(await others()).toMatchObject({ put: 0 })
    expect((await nowOf(ruth!, mine)).activity!.step!.in).toBe(6)
    expect((await nowOf(ruth!, mine)).lines).toEqual([])
    done((await moveOn(ruth!, mine, 'show')) as never)
    expect((await nowOf(ruth!, mine)).lines.filter((line) => line.shown)).toHaveLength(6)
    done((await ruth!.api.gatherings.endRehearsal({ attempt: attempt(), room: mine })) as never)
    expect(await all()).toEqual(before)
    await expect(ruth!.api.gatherings.now({ room: mine })).rejects.toThrow()
  })

  it('shows what a reveal without names is like, and leaves nothing of that either', async () => {
    const { room } = await openGathering(ruth!, group, [{ method: 'attention' }, { method: 'nine-whys' }])
    const before = await all()
    const { room: mine } = done(await ruth!.api.gatherings.rehearse({ attempt: attempt(), room }))
    const { agenda } = await nowOf(ruth!, mine)
    const begin = async (n: number) =>
      done(await ruth!.api.gatherings.begin({ attempt: attempt(), room: mine, item: agenda[n]!.id }))
    const others = async () => ruth!.api.gatherings.rehearseOthers({ attempt: attempt(), room: mine })
    await begin(0)
    expect(await others()).toMatchObject({ put: 6 })
    expect(await others()).toMatchObject({ put: 0 })
    expect((await nowOf(ruth!, mine)).activity!.step!.in).toBe(6)
    await goTo(ruth!, mine, 'shown')
    expect((await nowOf(ruth!, mine)).numbers).toMatchObject([{ key: 'guess', told: { task: { answers: 6 } } }])
    done((await moveOn(ruth!, mine, 'end')) as never)
    await begin(1)
    await goTo(ruth!, mine, 'drafts')
    expect(await others()).toMatchObject({ put: 6 })
    done((await moveOn(ruth!, mine, 'next')) as never)
    const { lines } = await nowOf(ruth!, mine)
    expect(lines.filter((line) => line.key === 'drafts' && line.by === '')).toHaveLength(6)
    done((await ruth!.api.gatherings.endRehearsal({ attempt: attempt(), room: mine })) as never)
    expect(await all()).toEqual(before)
  })

  it('goes through several methods at their tables, each by itself', async () => {
    const { room } = await openGathering(ruth!, group, [{ method: 'what-so-what-now-what' }], { kind: 'large' })
    const { state: _, begunAt: __, id, ...what } = (await ruth!.api.gatherings.agenda({ room })).items[0]!
    const beside = ['story-circle', 'two-minute-capture']
    done(await ruth!.api.gatherings.changeItem({ attempt: attempt(), item: id, ...what, beside }))
    const before = await all()
    const { room: mine } = done(await ruth!.api.gatherings.rehearse({ attempt: attempt(), room }))
    const now = await nowOf(ruth!, mine)
    expect(now.room.people).toBe(10)
    done(await ruth!.api.gatherings.begin({ attempt: attempt(), room: mine, item: now.agenda[0]!.id }))
    done((await moveOn(ruth!, mine, 'next')) as never)
    const { id: activity } = (await nowOf(ruth!, mine)).activity!
    const others = async () =>
      done(await ruth!.api.gatherings.rehearseOthers({ attempt: attempt(), room: mine })) as { put: number }
    const tables = async () => (await ruth!.api.gatherings.tables({ activity })).tables
    const at = async () => (await tables()).map((table) => table.step?.at ?? table.says)
    expect((await tables()).map((table) => [table.people, table.way])).toEqual([
      [3, 'what-so-what-now-what'],
      [3, 'story-circle'],
      [3, 'two-minute-capture'],
    ])
    // Two of three put something in, where something is put in; what is in goes on the next time.
    expect(await others()).toMatchObject({ put: 4 })
    expect(await at()).toEqual([1, 2, 1])
    for (let n = 0; n < 30 && (await at()).some((one) => one !== 'done'); n += 1) await others()
    expect(await at()).toEqual(['done', 'done', 'done'])
    expect((await nowOf(ruth!, mine)).lines).toEqual([])
    done((await ruth!.api.gatherings.endRehearsal({ attempt: attempt(), room: mine })) as never)
    expect(await all()).toEqual(before)
  })

  it('is told to nobody else, and closes no gathering', async () => {
    const { id, room } = await openGathering(ruth!, group, [{ method: 'what-so-what-now-what' }])
    done(await ben!.api.gatherings.comeInFromAbove({ attempt: attempt(), id }))
    await expect(ben!.api.gatherings.rehearse({ attempt: attempt(), room })).rejects.toThrow()
    await expect(stranger!.api.gatherings.rehearse({ attempt: attempt(), room })).rejects.toThrow()
    const told = await ben!.api.spaces.list({})
    const { room: mine } = done(await ruth!.api.gatherings.rehearse({ attempt: attempt(), room }))
    expect(await ben!.api.spaces.list({})).toEqual(told)
    await expect(ben!.api.gatherings.now({ room: mine })).rejects.toThrow()
    await expect(ben!.api.gatherings.rehearseOthers({ attempt: attempt(), room: mine })).rejects.toThrow()
    await expect(ben!.api.gatherings.endRehearsal({ attempt: attempt(), room: mine })).rejects.toThrow()
    expect(await ruth!.api.gatherings.close({ attempt: attempt(), room: mine })).toMatchObject({ ok: false })
    expect(await ruth!.api.gatherings.openDoors({ attempt: attempt(), room: mine })).toMatchObject({ ok: false })
    expect((await ben!.api.gatherings.one({ id })).heldOn).toBeNull()
    // The real room is none, and is not ended as one.
    await expect(ruth!.api.gatherings.endRehearsal({ attempt: attempt(), room })).rejects.toThrow()
    await expect(ruth!.api.gatherings.rehearseOthers({ attempt: attempt(), room })).rejects.toThrow()
    done((await ruth!.api.gatherings.endRehearsal({ attempt: attempt(), room: mine })) as never)
  })
})

it('the invented say something that every step of every method takes', async () => {
  const keys = readdirSync('methods').flatMap((file) => (file.endsWith('.yaml') ? [file.replace('.yaml', '')] : []))
  const things = ['3f1f4c5e-7a4b-4d52-9b5c-0f1c2d3e4f5a', '9f1f4c5e-7a4b-4d52-9b5c-0f1c2d3e4f5b']
  const wrong: string[] = []
  let looked = 0
  for (const key of keys) {
    const { method } = (await currentMethod(place.house, key))!
    for (const step of method.steps.filter(makesSomething))
      for (const n of [0, 1, 2, 3, 4]) {
        const value = invent(step, n, things)
        if (value === null) continue
        looked += 1
        const read = contributionTo(step as never).safeParse(value)
        if (!read.success) wrong.push(`${key} ${step.key} ${step.kind}: ${read.error.issues[0]!.message}`)
      }
  }
  expect(wrong).toEqual([])
  expect(looked).toBeGreaterThan(200)
})

it('a sheet of paper asks for what every step of every method takes', async () => {
  const keys = readdirSync('methods').map((file) => file.replace('.yaml', ''))
  const things = [
    { id: '3f1f4c5e-7a4b-4d52-9b5c-0f1c2d3e4f5a', text: 'One' },
    { id: '9f1f4c5e-7a4b-4d52-9b5c-0f1c2d3e4f5b', text: 'Two' },
  ]
  const wrong: string[] = []
  const kinds = new Set<string>()
  for (const key of keys) {
    const { method } = (await currentMethod(place.house, key))!
    for (const step of method.steps.filter((one) => makesSomething(one) && one.kind !== 'cluster')) {
      const of = { kind: step.kind, settings: step.settings, prompt: step.prompt }
      const fields = sheetOf(of, things).flatMap((part) => part.fields)
      const named = fields.map((field) => field.name)
      if (named.length === 0 || new Set(named).size < named.length) wrong.push(`${key} ${step.key}: ${named}`)
      const typed = new Map(fields.map((field, at) => [field.name, typedIn(field, at)]))
      const values = valuesIn(of, things, (name) => typed.get(name) ?? '')
      if (values.length === 0) wrong.push(`${key} ${step.key} ${step.kind}: nothing came of it`)
      for (const value of values) {
        const read = contributionTo(step as never).safeParse(value)
        if (!read.success) wrong.push(`${key} ${step.key} ${step.kind}: ${JSON.stringify(read.error.issues[0])}`)
      }
      // An empty sheet is none, or one on which everything is not known.
      for (const value of valuesIn(of, things, () => ''))
        if (!['rate', 'predict'].includes(step.kind))
          wrong.push(`${key} ${step.key}: ${JSON.stringify(value)} of nothing`)
      kinds.add(step.kind)
    }
  }
  expect(wrong).toEqual([])
  expect(kinds.size).toBeGreaterThan(14)
  // How sure the room is stands on the sheet; what nobody ticked is claimed by nobody.
  const { method } = (await currentMethod(place.house, 'agreement-and-trust'))!
  const agree = method.steps.find((step) => step.key === 'agree')!
  const id = things[0]!.id
  const sure = (ticked: Record<string, string>) =>
    valuesIn(
      { ...agree, settings: agree.settings },
      things,
      (name) => ({ [`across ${id}`]: '4', ...ticked })[name] ?? '',
    )
  expect(sure({ [`sure ${id}`]: 'high', [`split ${id}`]: 'yes' })).toMatchObject([{ sure: 'high', split: true }])
  expect(sure({})).toMatchObject([{ across: 4, sure: 'low', split: false }])
})

/** Something that fits a field: what somebody types who fills in all of them. */
function typedIn(field: Field, at: number): string {
  const when = { day: '2026-03-12', month: '2026-03', time: '14:30', year: '2026' } as const
  if (field.as === 'choice') return field.choices![0]!.value
  if (field.as === 'number') return field.name.startsWith('dots') && at > 0 ? '' : sharesOf(field, at)
  return field.as in when ? when[field.as as keyof typeof when] : 'typed'
}
const sharesOf = (field: Field, at: number) =>
  field.hint?.startsWith('All together') ? String(at === 0 ? field.most : 0) : String(field.most)
