// What can be learnt from a stream by whoever holds one open: not only what frames say, but that one came at all. Each act is
// heard by those whose it is, and leaves every other stream as it was, whatever room it asks for and wherever it goes on from.
import { randomUUID } from 'node:crypto'
import { listenAt } from '../tests/support/ear.ts'
import { goal, type Report, say } from './ground.ts'
import { addEvidence, makeSpace, pause, Visitor } from './http.ts'
import { newToken, type Scene } from './leak-scene.ts'

type Ear = ReturnType<typeof listenAt> & { of: string }
const SOON = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
/** Who may hear what is asked anew four times a second: where nothing comes for longer, all is said that there was to say. */
const CALM_MS = 320

/** What came of its own accord: all but what comes each second to everybody in a room, and the beat. */
const stirs = (ear: Ear) => ear.frames.filter(({ event }) => event !== 'pulse' && event !== 'beat').length

async function until(holds: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < 5_000 && !holds(); waited += 10) await pause(10)
  return holds()
}

/** A room in the place with Ben and three guests in it, and a fourth who waits at its door. */
async function openRoom(ada: Visitor, ben: Visitor, here: { id: string; standing: string }) {
  const { id, room } = await ada.change('gatherings.plan', {
    ...{ space: here.id, chapter: here.standing, call: { title: 'Heard', startsOn: SOON, startsAt: '18:00' } },
  })
  const items: string[] = []
  for (const method of ['nine-whys', 'action-learning-set'])
    items.push(
      (await ada.change('gatherings.addItem', { room, sort: 'method', method, title: method, minutes: 60 })).id,
    )
  const { code } = await ada.change('gatherings.openDoors', { room })
  await ben.change('gatherings.comeInFromAbove', { id })
  const guests = await Promise.all(
    ['one', 'two', 'three'].map(async (name) => {
      const guest = new Visitor(ada.place, name)
      await guest.change('gatherings.comeInAsGuest', { code, name, organisation: '', class: 'community_member' })
      return guest
    }),
  )
  for (const { person } of (await ada.must('gatherings.people', { room })).atDoor)
    await ada.change('gatherings.letIn', { room, person })
  const late = new Visitor(ada.place, 'late')
  await late.change('gatherings.comeInAsGuest', { code, name: 'late', organisation: '', class: 'community_member' })
  return { room, items, guests, late }
}

export async function hearFromOutside(report: Report, { people, place, known, spaces }: Scene): Promise<void> {
  const [ada, ben, cleo] = [people.ada!, people.ben!, people.cleo!]
  const here = await ada.must('spaces.here', { address: known[0]!.address })
  const { room, items, guests, late } = await openRoom(ada, ben, here)
  const [one, two] = guests as [Visitor, Visitor]
  const listen = (who: Visitor, of: string, how: { room?: string; cursor?: string } = {}): Ear => ({
    ...listenAt(place.url, who, how),
    of: `${who.name}, ${of}`,
  })
  const inside = new Map([ada, ben, ...guests].map((who) => [who.name, listen(who, 'in the room', { room })]))
  const strangers = [people.dov!, people.eve!, people.guest!, late].flatMap((who) => [
    listen(who, 'at the room', { room }),
    listen(who, 'at everything'),
    listen(who, 'at a room that never was', { room: randomUUID() }),
  ])
  const members = [listen(cleo, 'at the room', { room }), listen(cleo, 'at everything')]
  const bens = listen(ben, 'at everything')
  const adas = listen(ada, 'at everything')
  const all = [...inside.values(), ...strangers, ...members, bens, adas]
  await until(() => all.every((ear) => ear.frames.length > 0))
  const calm = async () => {
    for (let before = -1; ; ) {
      const now = all.reduce((sum, ear) => sum + stirs(ear), 0)
      if (now === before) return
      before = now
      await pause(CALM_MS)
    }
  }

  await calm()
  const leaks: string[] = []
  let heard = 0
  let acts = 0
  /** Does it, and looks whose streams stirred; `theirs` have to, and of the others none may. */
  const after = async (what: string, theirs: Ear[], act: () => Promise<unknown>, may: Ear[] = []) => {
    const was = new Map(all.map((ear) => [ear, stirs(ear)]))
    await act()
    acts += 1
    if (await until(() => theirs.every((ear) => stirs(ear) > was.get(ear)!))) heard += 1
    else say(`not heard by those whose it is: ${what}`)
    await calm()
    for (const ear of all)
      if (!theirs.includes(ear) && !may.includes(ear) && stirs(ear) > was.get(ear)!) leaks.push(`${what}: ${ear.of}`)
  }
  const move = async (to: string, more: object = {}) => {
    const { activity } = await ada.must('gatherings.now', { room })
    await ada.change('gatherings.move', { activity: activity.id, version: activity.version, to, ...more })
  }
  const goTo = async (key: string) => {
    const { activity } = await ada.must('gatherings.now', { room })
    await move('step', { place: activity.steps.findIndex((step: { key: string }) => step.key === key) })
  }
  const put = async (who: Visitor, chapter: string, value: object) => {
    const { activity } = await who.must('gatherings.now', { room })
    await who.must('gatherings.put', { step: activity.step.id, chapter, items: [{ id: randomUUID(), value }] })
  }

  const inRoom = [...inside.values()]
  await after('a room begins', [...inRoom, bens, adas], () =>
    ada.change('gatherings.begin', { room, item: items[0]!, few: null }),
  )
  for (const key of ['pairs', 'whys']) await goTo(key)
  const groups = new Map<string, string>()
  for (const who of [ben, ...guests]) groups.set(who.name, (await who.must('gatherings.now', { room })).group.id)
  const mates = [...groups].filter(([, group]) => group === groups.get('one')).map(([name]) => inside.get(name)!)
  const { group } = await one.must('gatherings.now', { room })
  await calm()
  const withBen = mates.includes(inside.get('ben')!) ? [bens] : []
  await after('a line in a pair', [...mates, ...withBen], () =>
    put(one, group.chapter, { about: 'mine', whys: [newToken()] }),
  )
  await move('end')
  await ada.change('gatherings.begin', { room, item: items[1]!, few: null })
  await move('presenter', { presenter: ben.id })
  await goTo('ask')
  const { activity } = await one.must('gatherings.now', { room })
  await calm()
  await after('a line to whoever presents', [inside.get('ben')!, bens], () =>
    put(one, activity.chapter, { text: newToken() }),
  )
  await after('an unlisted group', [adas], async () => {
    const quiet = await makeSpace(ada, 'group', 'Quiet', spaces[0])
    await addEvidence(ada, await ada.must('spaces.here', { address: quiet.address }), newToken())
  })
  const words = `${newToken()} ${newToken()}`
  await after('a line that crosses and is taken back', [bens, adas, members[1]!], async () => {
    const { id } = await ada.change('journal.write', { words })
    const asked = { kind: 'entry', source: id, version: 1, words, form: 'words', target: spaces[0], purpose: '' }
    await ada.change('crossings.takeBack', { id: (await ada.change('crossings.propose', asked)).id })
  })
  // Whoever goes hears nothing of what comes then, and what they had come to before opens nothing for anybody.
  const gone = inside.get('two')!
  const [told, cursor] = [gone.told().length, inside.get('ben')!.cursor()]
  await two.change('gatherings.leave', { room })
  await after(
    'what comes after somebody left',
    inRoom.filter((ear) => ear !== gone).concat(bens, adas),
    () => move('next'),
    [gone],
  )
  if (gone.told().length > told) leaks.push(`what comes after somebody left: ${gone.of}`)
  const again = [two, late, people.eve!, people.dov!, cleo].map((who) =>
    listen(who, 'with a place of Ben’s', { room, cursor }),
  )
  await until(() => again.every((ear) => ear.frames.length > 0 || ear.status() === 401))
  await pause(CALM_MS)
  for (const ear of again) if (ear.told().length > 0) leaks.push(`going on: ${ear.of}`)
  const said = [...all, ...again].flatMap((ear) => ear.frames.map(({ text }) => text)).join('\n')
  for (const word of words.split(' ')) if (said.includes(word)) leaks.push('words of a journal in a frame')
  for (const ear of [...all, ...again]) ear.cut()
  for (const leak of [...new Set(leaks)].slice(0, 20)) say(leak)
  report.figures.streams = all.length + again.length
  goal(report, 'streams that stirred by what is not theirs', leaks.length, 'streams', '=', 0)
  goal(report, 'control: each act was heard by those whose it is', heard, `of ${acts}`, '=', acts)
}
