import { request } from 'node:http'
import type { Visitor } from './place.ts'

export type Told = { chapter: string; number: number; space: string; kind: string; holds?: unknown }
export type Frame = { id: string; event: string; told: Told[]; data: unknown; text: string }

/**
 * A browser's ear on a place, on a socket of its own that can be cut at any moment. Half a frame counts for nothing, as in a
 * browser. `how`: whether a cursor is said as browsers do it by themselves, or as our own client does.
 */
export function listenAt(
  url: string,
  who: Pick<Visitor, 'jar'>,
  { cursor = '', how = 'header', room }: { cursor?: string; how?: 'header' | 'query'; room?: string } = {},
) {
  const frames: Frame[] = []
  let last = cursor
  let half = ''
  let status = 0
  const query = new URLSearchParams({
    ...(room === undefined ? {} : { room }),
    ...(how === 'query' ? { after: cursor } : {}),
  })
  const asked = request(`${url}/live?${query}`, {
    agent: false,
    headers: {
      cookie: [...who.jar].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(how === 'header' && cursor !== '' ? { 'last-event-id': cursor } : {}),
    },
  })
  const closed = new Promise<void>((done) => asked.once('close', () => done()))
  asked.on('error', () => {})
  asked.on('response', (answer) => {
    status = answer.statusCode!
    answer.on('error', () => {})
    answer.on('data', (part) => {
      const parts = (half + part).split('\n\n')
      half = parts.pop()!
      for (const text of parts) {
        const field = (name: string) => text.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1]
        last = field('id') ?? last
        const said = field('data')
        if (said === undefined) continue
        const data = JSON.parse(said)
        frames.push({
          ...{ id: last, event: field('event') ?? 'message', data, text },
          told: Array.isArray(data) ? data : [],
        })
      }
    })
  })
  asked.end()
  return {
    frames,
    closed,
    status: () => status,
    cursor: () => last,
    told: () => frames.flatMap((one) => one.told),
    numbers: (chapter: string) =>
      frames
        .flatMap((one) => one.told)
        .filter((one) => one.chapter === chapter)
        .map((one) => one.number),
    cut: () => asked.destroy(),
  }
}
