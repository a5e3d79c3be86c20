// Many screens in a process of their own: they hold streams, count what they hear, and say how soon. Asked by its parent.
import { connect, type Socket } from 'node:net'

export type Opening = {
  port: number
  host: string
  streams: { path: string; cookie: string }[]
  /** The last number of each chapter before anything is counted. */
  from: Record<string, number>
}
/** When each event was committed: chapter, number, milliseconds since 1970. */
export type Commit = [string, number, number]
export type Heard = {
  streams: number
  deliveries: number
  frames: number
  lost: number
  doubled: number
  closed: number
  /** Between a commit and a screen. */
  p50: number
  p95: number
  p99: number
  most: number
  /** The most frames that one stream got in any second, and the size of one in the middle. */
  framesInASecond: number
  frameBytes: number
}
type Batch = { chapter: string; numbers: number[]; bytes: number }

const now = () => performance.timeOrigin + performance.now()
const kinds = new Map<string, number>()
const batches: (Batch | null)[] = []
const arrivals: { batch: number[]; at: number[]; stream: number[] } = { batch: [], at: [], stream: [] }
const last: Map<string, number>[] = []
const sockets: Socket[] = []
let [lost, doubled, closed] = [0, 0, 0]
let opening: Opening
/** Nothing is counted while they open; what they hear then is kept apart. */
let counting = false

/** The same bytes come on many streams: each different frame is read once. */
function batchOf(text: string): number {
  const known = kinds.get(text)
  if (known !== undefined) return known
  const data = /^data: (\[.*)$/m.exec(text)?.[1]
  const events = data === undefined ? [] : (JSON.parse(data) as { chapter: string; number: number }[])
  const index = batches.length
  batches.push(
    events.length === 0
      ? null
      : { chapter: events[0]!.chapter, numbers: events.map((event) => event.number), bytes: text.length },
  )
  kinds.set(text, index)
  return index
}

function hear(stream: number, text: string): void {
  const index = batchOf(text)
  const batch = batches[index]
  if (batch === null || batch === undefined) return
  const at = now()
  let reached = last[stream]!.get(batch.chapter) ?? opening.from[batch.chapter] ?? 0
  for (const number of batch.numbers) {
    if (number <= reached) doubled += 1
    else {
      lost += number - reached - 1
      reached = number
    }
  }
  last[stream]!.set(batch.chapter, reached)
  if (!counting) return
  arrivals.batch.push(index)
  arrivals.at.push(at)
  arrivals.stream.push(stream)
}

async function open(asked: Opening): Promise<number> {
  opening = asked
  const began = performance.now()
  let next = 0
  const one = async () => {
    while (next < asked.streams.length) {
      const stream = next
      next += 1
      last[stream] = new Map()
      await new Promise<void>((ready, failed) => {
        const { path, cookie } = asked.streams[stream]!
        const socket = connect(asked.port, '127.0.0.1')
        let half = ''
        let answered = false
        sockets.push(socket)
        socket.setNoDelay(true)
        socket.write(
          `GET ${path} HTTP/1.1\r\nhost: ${asked.host}\r\ncookie: ${cookie}\r\naccept: text/event-stream\r\n\r\n`,
        )
        socket.on('error', failed)
        socket.on('close', () => {
          closed += 1
        })
        socket.on('data', (part) => {
          const parts = (half + part.toString('latin1')).split('\n\n')
          half = parts.pop()!
          for (const text of parts) {
            if (!answered) {
              answered = true
              if (!text.includes(' 200 OK')) failed(new Error(text.slice(0, 300)))
              ready()
            }
            hear(stream, text)
          }
        })
      })
    }
  }
  await Promise.all(Array.from({ length: 20 }, one))
  return performance.now() - began
}

function tell(commits: Commit[]): Heard {
  const times = new Map(commits.map(([chapter, number, at]) => [`${chapter} ${number}`, at]))
  const tops = new Map<string, number>()
  for (const [chapter, number] of commits) tops.set(chapter, Math.max(tops.get(chapter) ?? 0, number))
  // Whoever heard anything of a chapter, or of whose hall there is one, has to have heard it to the end.
  for (const heard of last)
    for (const [chapter, reached] of heard) lost += Math.max(0, (tops.get(chapter) ?? 0) - reached)
  lost += last.filter((heard) => heard.size === 0).length * (commits.length > 0 ? 1 : 0)
  const waits: number[] = []
  const perSecond = new Map<string, number>()
  for (const [n, index] of arrivals.batch.entries()) {
    const batch = batches[index]!
    const second = `${arrivals.stream[n]} ${Math.floor(arrivals.at[n]! / 1000)}`
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
    for (const number of batch.numbers) {
      const at = times.get(`${batch.chapter} ${number}`)
      if (at !== undefined) waits.push(arrivals.at[n]! - at)
    }
  }
  const sorted = Float64Array.from(waits).sort()
  const at = (part: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN) * 10) / 10
  const sizes = arrivals.batch.map((index) => batches[index]!.bytes).sort((a, b) => a - b)
  let framesInASecond = 0
  for (const frames of perSecond.values()) framesInASecond = Math.max(framesInASecond, frames)
  return {
    ...{ streams: last.length, deliveries: sorted.length, frames: arrivals.batch.length, lost, doubled, closed },
    ...{ p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) },
    ...{ framesInASecond, frameBytes: sizes[sizes.length >> 1] ?? 0 },
  }
}

process.on('message', async (message: { open?: Opening; count?: true; tell?: Commit[] }) => {
  if (message.open !== undefined) process.send!({ opened: await open(message.open) })
  if (message.count) {
    counting = true
    process.send!({ counting: true })
  }
  if (message.tell !== undefined) {
    process.send!({ heard: tell(message.tell) })
    for (const socket of sockets) socket.destroy()
  }
})
