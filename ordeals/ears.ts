// Ears on a place, held by our own client's code as a browser holds them, over a wire that can be cut.
import { request } from 'node:http'
import { holdStream, type Message } from '../src/shared/stream.ts'

export type Ear = {
  /** The numbers it heard, in the order in which it heard them. */
  numbers: number[]
  last(): number
  /** When it was let in each time, and how often it was told to fetch everything afresh. */
  opened: number[]
  fresh(): number
  letGo(): void
}
type At = { port: number; host: string; path: string; cookie: string }

/** `lot`: when each comes back after a cut is drawn by it. */
export function makeEar({ port, host, path, cookie }: At, lot: () => number = Math.random): Ear {
  const numbers: number[] = []
  const opened: number[] = []
  let fresh = 0
  const letGo = holdStream(
    {
      lot,
      later(run, ms) {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
      open(after, hear, lost) {
        let half = ''
        let id = after
        const asked = request(
          {
            ...{ host: '127.0.0.1', port, agent: false },
            path: after === '' ? path : `${path}&after=${encodeURIComponent(after)}`,
            headers: { host, cookie, accept: 'text/event-stream' },
          },
          (answer) => {
            if (answer.statusCode !== 200) return void asked.destroy()
            opened.push(performance.now())
            answer.on('error', lost)
            answer.on('end', lost)
            answer.on('data', (part) => {
              const parts = (half + part).split('\n\n')
              half = parts.pop()!
              for (const text of parts) {
                const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1]
                id = field('id') ?? id
                const data = field('data')
                if (data !== undefined) hear({ event: field('event') ?? 'message', id, data })
              }
            })
          },
        )
        asked.on('error', lost)
        asked.on('close', lost)
        asked.end()
        return { close: () => asked.destroy() }
      },
    },
    ({ event, data }: Message) => {
      if (event === 'fresh') fresh += 1
      if (event === 'message') for (const one of JSON.parse(data) as { number: number }[]) numbers.push(one.number)
    },
  )
  return { numbers, last: () => numbers.at(-1) ?? 0, opened, fresh: () => fresh, letGo }
}

/** How many of these happened in any span of so many milliseconds, at the most. */
export function mostWithin(times: number[], ms: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  let most = 0
  let from = 0
  for (let to = 0; to < sorted.length; to += 1) {
    while (sorted[to]! - sorted[from]! > ms) from += 1
    most = Math.max(most, to - from + 1)
  }
  return most
}

/** The value below which this part of them lies. */
export const partOf = (values: number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN
