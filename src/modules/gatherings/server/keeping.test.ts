/** Who reads what was put in, before, at and after its reveal, for every way of keeping that the methods of the place use. */
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, type Place, type Somebody, somebody, space } from '#modules/library/server/testing.ts'
import type { Definition } from '#modules/methods/contract/definition.ts'
import { attributionOf, makesSomething, shownWhen } from '#modules/methods/contract/derived.ts'
import type { Step } from '#modules/methods/contract/step.ts'
import { readMethod } from '#modules/methods/server/index.ts'
import { bodyOf, fetchTicket, send, type Ticket } from '#modules/rounds/server/testing/index.ts'
import { attempt, startTestPlace, type TestPlace, type Visitor } from '../../../../tests/support/place.ts'
import { gatherings } from './index.ts'
import { done, goTo, guestIn, moveOn, nowOf, openGathering, putValue } from './testing.ts'

const FOLDER = resolve(import.meta.dirname, '../../../../methods')
const MARK = 'Said in the room'
const text = { text: MARK }
const promise = { what: MARK, who: 'Ama', by: '2026-04-01' }
const agrees = { answer: 'agree', words: MARK }

/** `by`: Ama, or Bo, who asks her while she presents. */
type Row = { method: string; step: string; by: 'Ama' | 'Bo'; value: unknown }
const at = (method: string, step: string, value: unknown, by: Row['by'] = 'Ama'): Row => ({ method, step, by, value })
/** For each way of keeping one step that has it. */
const TABLE: Row[] = [
  at('nine-whys', 'activities', text),
  at('nine-whys', 'whys', { about: MARK, whys: [MARK] }),
  at('nine-whys', 'surfaced', text),
  at('nine-whys', 'drafts', text),
  at('action-learning-set', 'bid', { ...text, score: 3 }),
  at('action-learning-set', 'challenge', { answers: { challenge: 'gentle' }, because: '' }),
  at('action-learning-set', 'present', text),
  at('action-learning-set', 'ask', text, 'Bo'),
  at('action-learning-set', 'process', text),
  at('action-learning-set', 'theme', text),
  at('action-learning-contract', 'hopes', text),
  at('action-learning-contract', 'need', text),
  at('action-learning-contract', 'talk', text),
  at('action-learning-contract', 'accept', agrees),
  at('four-player', 'tally', { second: 3, button: 'move', speaker: null }),
  at('four-player', 'accept', agrees),
  at('four-player', 'try', promise),
  at('agreement-and-trust', 'change', text),
  at('before-action-review', 'expect', text),
  at('design-listen', 'interview', {
    ...{ title: MARK, parts: { last: MARK, hard: '', wish: '' }, may_go: 'stays', others: false },
  }),
  at('appreciative-inquiry', 'causes', text),
  at('transitions', 'place', { places: { ending: 60 }, because: '' }),
]

const shipped = (key: string): Definition => {
  const read = readMethod(readFileSync(resolve(FOLDER, `${key}.yaml`)))
  if (!read.ok) throw new Error(`${key} is not sound`)
  return read.method
}
const wayOf = (method: Definition, step: Step): string =>
  [attributionOf(method, step), step.seen_by, step.belongs_to, step.kept, shownWhen(method, step)].join(' ')
const stepOf = ({ method, step }: Row) => {
  const definition = shipped(method)
  const is = definition.steps.find((one) => one.key === step)!
  return { is, shown: shownWhen(definition, is), nameless: attributionOf(definition, is) === 'anonymous' }
}

let place: TestPlace
let calling: Place
let [ruth, ben, eve]: Somebody[] = []
const inside = new Map<string, { id: string; here: Visitor }>()
const outside = new Map<string, { id: string; here: Visitor }>()

const visit = (who: Somebody): Visitor => {
  const visitor = place.visitor()
  visitor.jar.set(...who.cookie)
  return visitor
}
const asAdmin = (statement: string, values: unknown[] = []) =>
  place.cluster.inside(place.databaseName, (admin) => admin.query(statement, values))

beforeAll(async () => {
  place = await startTestPlace()
  ruth = await somebody(place.house, 'Ruth')
  ben = await somebody(place.house, 'Ben')
  eve = await somebody(place.house, 'Eve')
  calling = await space(place.house, ruth)
  await bringIn(place.house, calling, [ruth], ben)
  inside.set('Ruth', { id: ruth.id, here: visit(ruth) })
  for (const one of [ben, eve]) outside.set(one.name, { id: one.id, here: visit(one) })
})
afterAll(() => place.stop())

type Phase = 'written' | 'shown' | 'step over' | 'activity over' | 'closed' | 'harvested'
const GONE: Record<string, Phase[]> = {
  until_close: ['closed', 'harvested'],
  until_harvested: ['harvested'],
  as_owner_wants: [],
}
type Kept = Row & { id: string; step: string; sits: string[] }

/** Who may read a line at a time, by what its step says and by nothing else. */
function mayRead(line: Kept, phase: Phase): string[] {
  const { is, shown, nameless } = stepOf(line)
  if (GONE[is.kept]!.includes(phase)) return []
  const over = ['step over', 'activity over', 'closed', 'harvested'].includes(phase)
  const may = new Set<string>(nameless || (over && line.by === 'Bo') ? [] : [line.by])
  if (is.belongs_to === 'presenter') may.add('Ama')
  const isShown = shown === 'at_once' || (shown !== 'never' && phase !== 'written')
  if (isShown && is.seen_by === 'room') for (const name of inside.keys()) may.add(name)
  // Those one sat with read it as long as they sit together.
  const together = phase === 'written' || phase === 'shown'
  if (isShown && together && ['pair', 'table'].includes(is.seen_by)) for (const name of line.sits) may.add(name)
  return [...may].toSorted()
}

/** Who does read each of these, asked of the database as everybody. */
async function doRead(lines: readonly Kept[]): Promise<Map<string, string[]>> {
  const readers = new Map<string, string[]>(lines.map((line) => [line.id, []]))
  for (const [name, { id }] of [...inside, ...outside]) {
    const { rows } = await place.house.db.read(id, (db) =>
      sql<{ id: string }>`select id from contribution where id = any (${lines.map((line) => line.id)}::uuid[])`.execute(
        db as never,
      ),
    )
    for (const row of rows) readers.get(row.id)!.push(name)
  }
  return readers
}
async function check(lines: readonly Kept[], phase: Phase): Promise<void> {
  const readers = await doRead(lines)
  const told = (of: (line: Kept) => string[]) =>
    lines.map((line) => `${line.method}/${line.step}, ${phase}: ${of(line)}`)
  expect(told((line) => readers.get(line.id)!.toSorted())).toEqual(told((line) => mayRead(line, phase)))
}

const here = (name: string) => (inside.get(name) ?? outside.get(name))!.here
async function putNameless(visitor: Visitor, round: string, value: unknown) {
  const asked = await visitor.api.rounds.round({ round })
  const ticket = (await fetchTicket(asked, (input) => visitor.api.rounds.ticket(input) as never)) as Ticket
  done((await send(place.url, round, bodyOf(ticket, asked.bytes, [value], asked.mayGo[0]))) as never)
}

describe('what is put in', { timeout: 120_000 }, () => {
  it('has in the table every way of keeping that a method has, and no other', () => {
    const used = new Set<string>()
    for (const file of readdirSync(FOLDER)) {
      const method = shipped(file.replace('.yaml', ''))
      for (const step of method.steps) if (makesSomething(step)) used.add(wayOf(method, step))
    }
    const tried = TABLE.map((row) => wayOf(shipped(row.method), stepOf(row).is))
    expect([...new Set(tried)].toSorted()).toEqual([...used].toSorted())
  })

  it('is read by whom its step names, when it says, for as long as it says, and by nobody else', async () => {
    const methods = [...new Set(TABLE.map((row) => row.method))]
    const {
      id: call,
      room,
      code,
      items,
    } = await openGathering(
      here('Ruth'),
      calling,
      methods.map((method) => ({ method })),
    )
    for (const name of ['Ama', 'Bo', 'Cy', 'Dee', 'Eli', 'Flo', 'Gus']) {
      const visitor = await guestIn(place, code, name, '')
      for (const { person } of (await here('Ruth').api.gatherings.people({ room })).atDoor)
        done(await here('Ruth').api.gatherings.letIn({ attempt: attempt(), room, person }))
      inside.set(name, { id: '', here: visitor })
    }
    const kept: Kept[] = []
    for (const [n, method] of methods.entries()) {
      done(await here('Ruth').api.gatherings.begin({ attempt: attempt(), room, item: items[n]! }))
      for (const one of inside.values()) one.id = (await nowOf(one.here, room)).me.id
      const lines: Kept[] = []
      for (const row of TABLE.filter((one) => one.method === method)) {
        const line = await play(room, row)
        if (line !== null) lines.push(line)
      }
      done((await moveOn(here('Ruth'), room, 'end')) as never)
      await check(lines, 'activity over')
      kept.push(...lines)
    }
    // Who calls, and whoever manages there, has dates and numbers.
    const told = [
      await here('Ben').api.gatherings.one({ id: call }),
      await here('Ben').api.gatherings.list({ space: calling.id }),
    ]
    expect(JSON.stringify(told)).not.toContain(MARK)
    for (const name of outside.keys()) await expect(here(name).api.gatherings.now({ room })).rejects.toThrow()

    done(await here('Ruth').api.gatherings.close({ attempt: attempt(), room }))
    await check(kept, 'closed')
    await bringsOut(room, kept.find((line) => line.step === 'theme')!, kept.find((line) => line.step === 'ask')!)
    const ladder = kept.find((line) => line.step === 'whys')!
    const asked = async (name: string) => (await here(name).api.gatherings.harvest({ room })).items.map((one) => one.id)
    expect(await asked('Ama')).toContain(ladder.id)
    for (const name of ladder.sits.filter((one) => one !== 'Ama')) expect(await asked(name)).not.toContain(ladder.id)

    await asAdmin("update gathering_room set harvest_until = clock_now() - interval '1 minute' where space_id = $1", [
      room,
    ])
    await asAdmin('select sweep_rooms()')
    await check(kept, 'harvested')
    await isForgotten(kept)
    await asAdmin('update gathering_room set delete_on = (clock_now())::date where space_id = $1', [room])
    await asAdmin('select sweep_rooms()')
    const holding = 'contribution contribution_owner harvest_choice small_room disclosed speaker_yes'.split(' ')
    for (const table of holding)
      expect([table, (await asAdmin(`select count(*)::integer as n from ${table}`)).rows[0].n]).toEqual([table, 0])
  })

  /** One row of the table, from its being written to the end of its step. Null: nothing of it was kept, since it was a number. */
  async function play(room: string, row: Row): Promise<Kept | null> {
    const { is, shown, nameless } = stepOf(row)
    if (is.kind === 'acceptance') {
      await goTo(here('Ruth'), room, is.from![0]!)
      await putValue(here('Ruth'), room, { text: 'A sentence to accept' })
    }
    await goTo(here('Ruth'), room, row.step)
    if (is.belongs_to === 'presenter')
      done((await moveOn(here('Ruth'), room, 'presenter', { presenter: inside.get('Ama')!.id })) as never)
    const { activity, group } = await nowOf(here(row.by), room)
    const step = activity!.step!.id
    let id = ''
    // Of fewer than five answers nothing is shown, so four more say the same.
    const others = [...inside].filter(([name]) => name !== row.by && name !== 'Ruth').slice(0, 4)
    if (nameless)
      for (const visitor of [here(row.by), ...others.map(([, one]) => one.here)])
        await putNameless(visitor, activity!.step!.round!, row.value)
    else id = ((await putValue(here(row.by), room, row.value)) as { lines: string[] }).lines[0]!
    const sits = (group?.people ?? []).map((one) => one.name)
    const line = () => ({ ...row, id, sits })
    if (id !== '') await check([line()], 'written')
    if (shown === 'at_reveal' || shown === 'at_end') done((await moveOn(here('Ruth'), room, 'show')) as never)
    if (nameless) {
      id = (await here('Cy').api.gatherings.lines({ step })).lines[0]?.id ?? ''
      if (id === '') return null
    }
    await check([line()], 'shown')
    // What a screen is told is what the database lets be read.
    for (const [name, one] of inside) {
      const { lines } = await one.here.api.gatherings.lines({ step })
      const all = mayRead(line(), 'shown').includes(name) ? (nameless ? 1 + others.length : 1) : 0
      expect([name, lines.some((one) => one.id === id), lines.length]).toEqual([name, all > 0, all])
      expect(lines.every((one) => one.mine === (!nameless && name === row.by))).toBe(true)
    }
    for (const [, one] of outside) await expect(one.here.api.gatherings.lines({ step })).rejects.toThrow()
    const last = await moveOn(here('Ruth'), room, 'next')
    const stays = is.seen_by === 'pair' || is.seen_by === 'table'
    if ((last as { ok: boolean }).ok && !stays) await check([line()], 'step over')
    return line()
  }

  /** Of what a presenter has, a theme goes when they want it and everybody of the set has said yes; of what was put to them nothing by others. */
  async function bringsOut(room: string, theme: Kept, question: Kept): Promise<void> {
    const words = `What a theme is about ${randomUUID()}`
    const letGo = (name: string, line: string, goes: 'theme' | 'words') =>
      here(name).api.gatherings.letGo({ attempt: attempt(), line, goes, words } as never)
    const landed = async () =>
      (await here('Ben').api.library.evidence({ space: calling.id })).items.filter((one) => one.words?.includes(words))
    for (const name of ['Bo', 'Cy', 'Ruth'])
      for (const line of [theme, question]) await expect(letGo(name, line.id, 'theme')).rejects.toThrow()
    expect(await letGo('Ama', theme.id, 'words')).toMatchObject({ ok: false })
    expect(done((await letGo('Ama', theme.id, 'theme')) as never)).toMatchObject({ state: 'asked' })
    await asAdmin('update crossing set not_before = not_before - 1 where not_before is not null')
    for (const name of [...inside.keys()].filter((one) => one !== 'Ama')) {
      expect(await landed()).toEqual([])
      const [asked] = (await here(name).api.gatherings.harvest({ room })).asked
      done(await here(name).api.gatherings.sayAsked({ attempt: attempt(), id: asked!.id, answer: 'goes' }))
    }
    expect(await landed()).toHaveLength(1)
  }

  /** What a presenter has is hers in everything of hers, and goes with her, whoever asked it. */
  async function isForgotten(kept: readonly Kept[]): Promise<void> {
    const question = kept.find((line) => line.step === 'ask')!
    const mine = async (name: string) => {
      const { id } = inside.get(name)!
      return JSON.stringify(await place.house.db.read(id, (db) => gatherings.mine!(db, id, place.house)))
    }
    expect([(await mine('Ama')).includes(MARK), (await mine('Bo')).includes(MARK)]).toEqual([true, false])
    const owners = await asAdmin('select from contribution_owner where contribution_id = $1', [question.id])
    expect(owners.rowCount).toBe(0)
    const { id } = inside.get('Ama')!
    await place.house.db.as(id, (tx) => gatherings.forget!(tx, id, place.house))
    expect((await asAdmin('select from contribution where id = $1', [question.id])).rowCount).toBe(0)
  }

  it('between two who only talk is nothing at all', async () => {
    const talked = ['group-dynamics', 'transitions'].flatMap((method) =>
      shipped(method).steps.filter((step) => step.group === 'pairs' && step.kind !== 'groups'),
    )
    expect(talked.length).toBeGreaterThan(1)
    expect(talked.filter(makesSomething)).toEqual([])
  })
})
