// Asks a place over HTTP as many people at once, in a process of its own. Its plan comes on standard input; what it found
// goes to standard output, as one line.
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { DID, WHAT, WHO } from '../../seeds/landscape-words.ts'
import type { Aim } from './world.ts'

export const KINDS = ['list', 'open', 'search', 'trace', 'write'] as const
export type Kind = (typeof KINDS)[number]
type Common = { url: string; aims: Aim[]; words: string[]; from: number; seconds: number }
type Closed = Common & { closed: Kind; clients: number }
type Open = Common & { rate: number; mix: Record<Kind, number> }
export type Plan = Closed | Open
/** Times in milliseconds by kind; `answers` counts what was not answered as it should be, by what came instead. */
export type Found = { times: Partial<Record<Kind, number[]>>; wrong: Record<string, number>; late: number }

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const WRITTEN = [...WHO, ...DID, ...WHAT].flatMap((part) => part.split(' '))
const CARD = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }

/** The n-th request of its kind: a path and what is sent. Kinds with more than one sort take them in turn. */
function requestOf(kind: Kind, aim: Aim, n: number, words: string[]): [string, object] {
  if (kind === 'list') return ['library/evidence', { space: aim.space }]
  if (kind === 'search') return ['library/find', { space: aim.space, text: words[n % words.length] }]
  if (kind === 'trace') return ['insights/trace', { id: aim.space, kind: 'decision', of: aim.decision }]
  if (kind === 'open') {
    if (n % 3 === 0) return ['library/evidenceItem', { space: aim.space, id: aim.evidence }]
    if (n % 3 === 1) return ['library/document', { space: aim.space, id: aim.document }]
    return ['insights/trace', { id: aim.space, kind: 'insight', of: aim.insight }]
  }
  const written = { attempt: randomUUID(), chapter: aim.chapter, space: aim.space }
  // Words that nobody said before in this order: whoever repeats what an earlier chapter said is refused.
  const line = Array.from({ length: 18 }, () => WRITTEN[Math.floor(Math.random() * WRITTEN.length)]).join(' ')
  if (n % 2 === 0) return ['library/addEvidence', { ...written, words: line, whose: { is: 'mine' }, card: CARD }]
  return ['insights/write', { ...written, words: line, evidence: [{ id: aim.evidence, bears: 'supports' }] }]
}

function ask(plan: Plan, kind: Kind, n: number, wrong: Found['wrong']): Promise<void> {
  const aim = plan.aims[n % plan.aims.length]!
  const [path, input] = requestOf(kind, aim, Math.floor(n / plan.aims.length) + n, plan.words)
  const body = JSON.stringify({ json: input })
  const note = (what: string) => {
    wrong[`${path}: ${what}`] = (wrong[`${path}: ${what}`] ?? 0) + 1
  }
  return new Promise((done) => {
    const sent = request(
      `${plan.url}/rpc/${path}`,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          cookie: `trefoil=bench-${aim.person}`,
        },
      },
      (answer) => {
        let said = ''
        answer.setEncoding('utf8')
        answer.on('data', (part) => (said += part))
        answer.on('end', () => {
          if (answer.statusCode !== 200) note(`${answer.statusCode} ${said.slice(0, 120)}`)
          else if (said.startsWith('{"json":{"ok":false')) note(said.slice(0, 160))
          done()
        })
      },
    )
    sent.on('error', (fault) => {
      note(fault.message)
      done()
    })
    sent.end(body)
  })
}

/** So many clients, each asking again as soon as it is answered. */
async function closedLoop(plan: Closed, found: Found): Promise<void> {
  const times: number[] = []
  found.times[plan.closed] = times
  const end = performance.now() + plan.seconds * 1000
  let n = plan.from
  const client = async () => {
    while (performance.now() < end) {
      const began = performance.now()
      n += 1
      await ask(plan, plan.closed, n, found.wrong)
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: plan.clients }, client))
}

/** So many a second, whether or not the ones before are answered. Times count from when each was meant to be sent. */
async function openLoop(plan: Open, found: Found): Promise<void> {
  // Every kind evenly among the others, at its share.
  const order = KINDS.flatMap((kind) =>
    Array.from({ length: plan.mix[kind] }, (_, n) => ({ kind, at: (n + 0.5) / plan.mix[kind] })),
  )
  order.sort((a, b) => a.at - b.at)
  const begin = performance.now() + 50
  const counts: Partial<Record<Kind, number>> = {}
  const open: Promise<void>[] = []
  for (let n = 0; n < plan.rate * plan.seconds; n += 1) {
    const meant = begin + (n * 1000) / plan.rate
    while (performance.now() < meant) await new Promise((go) => setTimeout(go, 1))
    found.late = Math.max(found.late, performance.now() - meant)
    const { kind } = order[n % order.length]!
    counts[kind] = (counts[kind] ?? plan.from) + 1
    open.push(
      ask(plan, kind, counts[kind], found.wrong).then(() => {
        found.times[kind] ??= []
        found.times[kind].push(performance.now() - meant)
      }),
    )
  }
  await Promise.all(open)
}

if (import.meta.main) {
  const plan = JSON.parse(await text(process.stdin)) as Plan
  const found: Found = { times: {}, wrong: {}, late: 0 }
  if ('closed' in plan) await closedLoop(plan, found)
  else await openLoop(plan, found)
  agent.destroy()
  process.stdout.write(JSON.stringify(found))
}
