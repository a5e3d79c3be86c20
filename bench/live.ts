// How soon everybody hears: many open streams on one place, and how long after its commit an event has reached them all.
import { randomUUID } from 'node:crypto'
import { goal, type Ordeal, progress } from '../ordeals/ground.ts'
import { addEvidence, firstPerson, makeDataDir, makeSpace, pause, removeDataDir, startMain } from '../ordeals/http.ts'

const STREAMS = { quick: 20, full: 200 }
const EVENTS = { quick: 20, full: 100 }

export const live: Ordeal = async ({ quick, report }) => {
  const [streams, events] = [STREAMS[quick ? 'quick' : 'full'], EVENTS[quick ? 'quick' : 'full']]
  const dataDir = makeDataDir()
  const place = await startMain(dataDir)
  const stop = new AbortController()
  try {
    const ada = await firstPerson(place, 'ada')
    const { address } = await makeSpace(ada, 'place', `Place ${randomUUID().slice(0, 4)}`)
    const here = await ada.must('spaces.here', { address })
    const heard: number[] = Array.from({ length: streams }, () => 0)
    const last: number[] = Array.from({ length: streams }, () => 0)
    const { 'content-type': _, ...headers } = ada.headers()
    for (let one = 0; one < streams; one += 1) {
      const answer = await fetch(`${place.url}/live`, { headers, signal: stop.signal })
      void (async () => {
        const decoder = new TextDecoder()
        for await (const part of answer.body!) {
          heard[one]! += decoder.decode(part, { stream: true }).split('"number":').length - 1
          last[one] = performance.now()
        }
      })().catch(() => {})
    }
    await pause(500)
    const before = [...heard]
    const times: number[] = []
    const tell = progress('events', events)
    for (let n = 1; n <= events; n += 1) {
      await addEvidence(ada, here, `line ${n}`)
      const answered = performance.now()
      const all = () => heard.every((count, one) => count >= before[one]! + n)
      while (!all() && performance.now() - answered < 5_000) await pause(1)
      times.push(Math.max(0, ...last.map((at) => at - answered)))
      tell(n)
    }
    const missed = heard.filter((count, one) => count !== before[one]! + events).length
    const sorted = [...times].sort((a, b) => a - b)
    report.figures.streams = streams
    report.figures['last of them has heard after the answer, median ms'] = Math.round(sorted[sorted.length >> 1]!)
    goal(report, 'streams that missed something or heard it twice', missed, 'streams', '=', 0)
    goal(
      report,
      'last of them has heard after, p99',
      Math.round(sorted[Math.floor(sorted.length * 0.99)]!),
      'ms',
      '<=',
      1000,
    )
  } finally {
    stop.abort()
    await place.stop()
    removeDataDir(dataDir)
  }
}
