// How soon a hall hears, beside Node's own http server telling as many streams as often: the same machine, the same run.
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { goal, type Ordeal, type Report, root, say } from '../ordeals/ground.ts'
import { type Building, type Hall, lastNumber, openBuilding, openHall, putLine } from '../ordeals/halls.ts'
import { pause, removeDataDir } from '../ordeals/http.ts'
import { arrivals } from './live/arrivals.ts'
import type { Plan } from './live/bare.ts'
import type { Commit, Heard, Opening } from './live/screens.ts'

type Scene = { name: string; rooms: number; size: number; perSecond: number; seconds: number; everyMs: number }
const SCENES: Record<'quick' | 'full', Scene[]> = {
  quick: [{ name: 'a room', rooms: 2, size: 20, perSecond: 5, seconds: 3, everyMs: 10 }],
  full: [
    { name: '50 rooms of 20', rooms: 50, size: 20, perSecond: 2, seconds: 20, everyMs: 10 },
    { name: '200 in one room', rooms: 1, size: 200, perSecond: 25, seconds: 20, everyMs: 10 },
    { name: '500 in one room', rooms: 1, size: 500, perSecond: 100, seconds: 15, everyMs: 100 },
    { name: '2000 in one room', rooms: 1, size: 2000, perSecond: 100, seconds: 15, everyMs: 100 },
  ],
}
const WORDS = 'What we heard in the last weeks from the people who wait longest, in their own words and ours.'

type Figures = Heard & {
  committed: number
  refused: number
  /** How long the taking in took; more than it was meant to where the place did not keep up. */
  seconds: number
  openedInMs: number
  /** Processor time of the server process in milliseconds: of the whole, and of it for each frame that was written. */
  processorMs: number
  processorPerFrameMs: number
  memoryMb: { before: number; during: number; most: number }
  load: number
}

export const live: Ordeal = async ({ quick, report }) => {
  const building = await openBuilding()
  try {
    for (const scene of SCENES[quick ? 'quick' : 'full']) {
      say(`${scene.name}, ${scene.rooms * scene.perSecond} contributions a second`)
      const halls: Hall[] = []
      for (let n = 0; n < scene.rooms; n += 1) halls.push(await openHall(building, scene.size))
      const alone = await takeIn(building, halls, { ...scene, seconds: Math.min(5, scene.seconds) })
      const ours = await measure(building, halls, scene)
      const bare = await measureBare(scene, ours)
      tell(report, scene, ours, bare, alone.processorMs / alone.committed)
    }
    say('everybody comes in by the code, and says something')
    await arrivals(building, report, quick)
  } finally {
    await building.admin.end()
    await building.place.stop()
    removeDataDir(building.dataDir)
  }
}

function tell(report: Report, scene: Scene, ours: Figures, bare: Figures, perContributionMs: number): void {
  const { name } = scene
  report.figures[name] = { ours, bare, processorPerContributionAloneMs: Math.round(perContributionMs * 100) / 100 }
  const stream = (ours.processorMs - perContributionMs * ours.committed) / ours.frames
  const within = (what: string, value: number, unit: string, most: number) =>
    goal(report, `${name}: ${what}`, value, unit, '<=', most)
  goal(report, `${name}: deliveries that were lost`, ours.lost, 'deliveries', '=', 0)
  goal(report, `${name}: deliveries that came twice`, ours.doubled, 'deliveries', '=', 0)
  goal(report, `${name}: contributions that were not taken`, ours.refused, 'contributions', '=', 0)
  if (scene.rooms > 1) within('p95 from commit to screen', ours.p95, 'ms', 50)
  if (scene.size === 200) within('p95 from commit to screen', ours.p95, 'ms', 20)
  within('p99 from commit to screen', ours.p99, 'ms', 250)
  if (scene.size === 200) {
    within('memory above idle', ours.memoryMb.during - ours.memoryMb.before, 'MB', 60)
    within('memory of the server process', ours.memoryMb.during, 'MB', 350)
  }
  if (scene.size > 200) within('frames to one stream in any second', ours.framesInASecond, 'frames', 11)
  if (scene.size >= 2000) {
    const times = (ms: number) => Math.round((ms / bare.processorPerFrameMs) * 100) / 100
    within(
      'processor time for a frame, with the taking in, beside the bare one',
      times(ours.processorPerFrameMs),
      '×',
      2,
    )
    within('processor time for a frame alone, beside the bare one', times(stream), '×', 2)
  }
}

/** Everybody opens their stream; then people say things at a steady rate; then the screens say what they heard. */
async function measure(building: Building, halls: Hall[], scene: Scene): Promise<Figures> {
  const { place, admin } = building
  const { host, port } = new URL(place.url)
  const from = await lastNumber(
    admin,
    halls.map((hall) => hall.chapter),
  )
  const before = memoryOf(place.child.pid!)
  const screens = fork(join(root, 'bench/live/screens.ts'))
  try {
    const streams = halls.flatMap(({ room, people }) =>
      people.map(({ cookie }) => ({ path: `/live?room=${room}`, cookie })),
    )
    const opening: Opening = { ...{ host, from, streams }, port: Number(port) }
    const { opened } = await answer<{ opened: number }>(screens, { open: opening })
    await pause(1_500)
    await answer(screens, { count: true })
    const committed = watchCommits(building, halls, from)
    const took = await takeIn(building, halls, scene)
    const during = memoryOf(place.child.pid!)
    const commits = await committed()
    const { heard } = await answer<{ heard: Heard }>(screens, { tell: commits })
    return {
      ...heard,
      ...{ committed: commits.length, refused: took.refused, seconds: took.seconds, openedInMs: Math.round(opened) },
      ...{ processorMs: took.processorMs, processorPerFrameMs: round(took.processorMs / heard.frames) },
      memoryMb: { before: before.now, during: during.now, most: during.most },
      load: round(loadavg()[0]!),
    }
  } finally {
    screens.kill('SIGTERM')
  }
}

/** Says so many things a second, whoever's turn it is, whether or not the ones before are answered. */
async function takeIn({ place }: Building, halls: Hall[], { perSecond, seconds }: Scene) {
  const total = halls.length * perSecond * seconds
  const before = processorOf(place.child.pid!)
  const began = performance.now()
  const sent: Promise<boolean>[] = []
  for (let n = 0; n < total; n += 1) {
    const wait = began + (n * 1000) / (halls.length * perSecond) - performance.now()
    if (wait > 0) await pause(wait)
    const hall = halls[n % halls.length]!
    const who = hall.people[Math.floor(n / halls.length) % hall.people.length]!
    sent.push(putLine(place, hall, who, `${n}: ${WORDS}`))
  }
  const answered = await Promise.all(sent)
  const took = Math.round((performance.now() - began) / 100) / 10
  await pause(600)
  const committed = answered.filter(Boolean).length
  return { committed, refused: total - committed, seconds: took, processorMs: processorOf(place.child.pid!) - before }
}

/**
 * When each was committed, watched from outside: it was not there yet when it was looked for the time before it was found. So
 * what is measured is up to a few milliseconds more than from the commit to the screen, and never less.
 */
function watchCommits({ admin }: Building, halls: Hall[], from: Record<string, number>) {
  const tops = new Map(Object.entries(from))
  const chapters = halls.map((hall) => hall.chapter)
  const commits: Commit[] = []
  let watching = true
  const watched = (async () => {
    let before = performance.timeOrigin + performance.now()
    while (watching) {
      const asked = performance.timeOrigin + performance.now()
      for (const [chapter, top] of Object.entries(await lastNumber(admin, chapters))) {
        for (let number = tops.get(chapter)! + 1; number <= top; number += 1) commits.push([chapter, number, before])
        tops.set(chapter, top)
      }
      before = asked
      await pause(3)
    }
  })()
  return async (): Promise<Commit[]> => {
    watching = false
    await watched
    return commits
  }
}

/** The bare one tells as many streams as often, in frames of the same size. */
async function measureBare(scene: Scene, ours: Figures): Promise<Figures> {
  const server = fork(join(root, 'bench/live/bare.ts'))
  const screens = fork(join(root, 'bench/live/screens.ts'))
  try {
    const { port } = await answer<{ port: number }>(server, null)
    const before = memoryOf(server.pid!)
    const streams = Array.from({ length: scene.rooms * scene.size }, (_, n) => ({
      path: `/live?room=${n % scene.rooms}`,
      cookie: '',
    }))
    const opening: Opening = { ...{ port, host: `127.0.0.1:${port}`, from: {}, streams } }
    const { opened } = await answer<{ opened: number }>(screens, { open: opening })
    await pause(500)
    await answer(screens, { count: true })
    const processor = processorOf(server.pid!)
    const bytes = Math.round((ours.frameBytes * ours.frames) / ours.deliveries)
    const plan: Plan = { ...scene, bytes }
    const { commits } = await answer<{ commits: Commit[] }>(server, { broadcast: plan })
    const processorMs = processorOf(server.pid!) - processor
    const during = memoryOf(server.pid!)
    const { heard } = await answer<{ heard: Heard }>(screens, { tell: commits })
    return {
      ...heard,
      ...{ committed: commits.length, refused: 0, seconds: scene.seconds, openedInMs: Math.round(opened) },
      ...{ processorMs, processorPerFrameMs: round(processorMs / heard.frames) },
      memoryMb: { before: before.now, during: during.now, most: during.most },
      load: round(loadavg()[0]!),
    }
  } finally {
    screens.kill('SIGTERM')
    server.kill('SIGTERM')
  }
}

/** What a process answers to a message, or says by itself where none is given. */
function answer<T>(of: ChildProcess, message: object | null): Promise<T> {
  return new Promise((done, failed) => {
    const ended = () => failed(new Error('A process of the bench ended.'))
    of.once('exit', ended)
    of.once('message', (said) => {
      of.off('exit', ended)
      done(said as T)
    })
    if (message !== null) of.send(message)
  })
}

const round = (value: number) => Math.round(value * 1000) / 1000
/** Processor time so far, in milliseconds. */
function processorOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
function memoryOf(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const of = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
  return { now: of('VmRSS'), most: of('VmHWM') }
}
