// Leaving means out: from the commit on, neither an open stream nor a request gives the leaver anything of the space.
import { goal, type Ordeal, progress } from './ground.ts'
import {
  addEvidence,
  bringInto,
  firstPerson,
  makeDataDir,
  makeSpace,
  pause,
  removeDataDir,
  startMain,
  Visitor,
} from './http.ts'

/** How long after a removal the leaver goes on listening and asking. */
const LISTEN_MS = { full: 1500, quick: 350 }

export const leave: Ordeal = async ({ quick, report }) => {
  const dataDir = makeDataDir()
  const place = await startMain(dataDir)
  let loading = true
  try {
    const ada = await firstPerson(place, 'ada')
    const space = await makeSpace(ada, 'place', 'Place')
    const ben = new Visitor(place, 'ben')
    await bringInto(ada, space.address, ben)
    const cleo = new Visitor(place, 'cleo')
    await bringInto(ada, space.address, cleo, [ben])
    const dov = new Visitor(place, 'dov')
    let membership = await bringInto(ada, space.address, dov, [ben, cleo])

    const here = await ada.must('spaces.here', { address: space.address })
    const written: { id: string; begun: number }[] = []
    // Cleo never stops writing, Ben never stops reading: what the leaver might still hear is always on its way.
    const writing = (async () => {
      while (loading) {
        const begun = performance.now()
        await addEvidence(cleo, here, `canary number ${written.length}`).then(
          (id) => written.push({ id, begun }),
          () => {},
        )
        await pause(15)
      }
    })()
    const reading = (async () => {
      while (loading) {
        await ben.ask('library.evidence', { space: here.id }).catch(() => {})
        await pause(15)
      }
    })()

    const removals = quick ? 6 : 500
    const listen = quick ? LISTEN_MS.quick : LISTEN_MS.full
    const tell = progress('removals', removals)
    const late: number[] = []
    const answered: number[] = []
    let heardBefore = 0
    let after = 0
    for (let round = 0; round < removals; round += 1) {
      const stream = await listenTo(dov, here.id)
      // Only an ear that has heard something can be said to hear nothing any more.
      for (let waited = 0; stream.heard.length === 0 && waited < 5000; waited += 10) await pause(10)
      if (stream.heard.length > 0) heardBefore += 1
      // Every third time they leave by themselves; else a manager ends it.
      const by = round % 3 === 0 ? dov : ada
      const asking = { done: false }
      const times: number[] = []
      const busy = (async () => {
        while (!asking.done) {
          const said = await dov.ask('library.evidence', { space: here.id })
          if (said.text.includes('canary')) times.push(performance.now())
          await pause(3)
        }
      })()
      await by.change('spaces.end', { membership, reason: 'moved on' })
      // The commit was before its answer, so what is measured from here is at most too kind by the answer's way.
      const committed = performance.now()
      await pause(listen)
      asking.done = true
      await busy
      stream.close()
      // What was begun when their leaving had been answered is nothing to them, however soon it came.
      after += written.filter(({ id, begun }) => begun > committed && stream.said().includes(id)).length
      late.push(Math.max(0, ...stream.heard.map((at) => at - committed)))
      answered.push(Math.max(0, ...times.map((at) => at - committed)))
      membership = await bringInto(ada, space.address, dov, [ben, cleo])
      tell(round + 1)
    }
    loading = false
    await Promise.all([writing, reading])
    report.figures.removals = removals
    report.figures.writtenMeanwhile = written.length
    report.figures.earsThatHeardBefore = heardBefore
    report.figures.listenedMs = listen
    goal(report, 'last frame of the space after the commit, p100', Math.round(Math.max(...late)), 'ms', '<=', 1000)
    goal(
      report,
      'last answer with words of the space after the commit, p100',
      Math.round(Math.max(...answered)),
      'ms',
      '<=',
      1000,
    )
    goal(report, 'frames of what was written after their leaving was answered', after, 'frames', '=', 0)
    goal(report, 'ears that heard while still in', heardBefore, `of ${removals}`, '=', removals)
  } finally {
    loading = false
    await place.stop()
    removeDataDir(dataDir)
  }
}

/** An open stream, and when it last said something about the space. */
async function listenTo(visitor: Visitor, space: string) {
  const stop = new AbortController()
  const heard: number[] = []
  let said = ''
  const { 'content-type': _, ...headers } = visitor.headers()
  const answer = await fetch(`${visitor.place.url}/live`, { headers, signal: stop.signal })
  if (answer.status !== 200) throw new Error(`/live said ${answer.status}`)
  const decoder = new TextDecoder()
  void (async () => {
    for await (const part of answer.body!) {
      const text = decoder.decode(part, { stream: true })
      said += text
      if (text.includes(space)) heard.push(performance.now())
    }
  })().catch(() => {})
  return { heard, said: () => said, close: () => stop.abort() }
}
