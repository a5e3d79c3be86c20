// What the live transport is compared with: Node's own http server, which tells everybody in a room the same, and nothing else.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Commit } from './screens.ts'

export type Plan = { rooms: number; perSecond: number; seconds: number; everyMs: number; bytes: number }

const rooms = new Map<string, Set<ServerResponse>>()
const server = createServer((request, answer) => {
  const room = new URL(request.url!, 'http://x').searchParams.get('room')!
  answer.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  answer.write(': \n\n')
  const all = rooms.get(room) ?? new Set()
  rooms.set(room, all.add(answer))
  answer.on('close', () => all.delete(answer))
})
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }))

const now = () => performance.timeOrigin + performance.now()

async function broadcast({ rooms: many, perSecond, seconds, everyMs, bytes }: Plan): Promise<Commit[]> {
  const commits: Commit[] = []
  const words = 'x'.repeat(Math.max(0, bytes - 60))
  const waiting = Array.from({ length: many }, () => [] as number[])
  const numbers = Array.from({ length: many }, () => 0)
  const total = many * perSecond * seconds
  const began = performance.now()
  const flush = setInterval(() => {
    for (let room = 0; room < many; room += 1) {
      if (waiting[room]!.length === 0) continue
      const events = waiting[room]!.map((number) => JSON.stringify({ chapter: `bare-${room}`, number, words }))
      waiting[room] = []
      const frame = `id: ${numbers[room]}\ndata: [${events.join(',')}]\n\n`
      for (const answer of rooms.get(String(room)) ?? []) answer.write(frame)
    }
  }, everyMs)
  for (let n = 0; n < total; n += 1) {
    const due = began + (n * 1000) / (many * perSecond)
    const wait = due - performance.now()
    if (wait > 0) await new Promise((done) => setTimeout(done, wait))
    const room = n % many
    numbers[room]! += 1
    waiting[room]!.push(numbers[room]!)
    commits.push([`bare-${room}`, numbers[room]!, now()])
  }
  await new Promise((done) => setTimeout(done, 500))
  clearInterval(flush)
  return commits
}

process.on('message', async (message: { broadcast?: Plan }) => {
  if (message.broadcast !== undefined) process.send!({ commits: await broadcast(message.broadcast) })
})
