// Everybody comes into the hall within a few seconds: each has the page and the stream soon, and the database sees no more than its pool.
import { request } from 'node:http'
import { partOf } from './ears.ts'
import { goal, type Ordeal, scratchCopy } from './ground.ts'
import { type Building, closeBuilding, type Hall, openBuilding, openHall, type Person } from './halls.ts'
import { pause } from './http.ts'

const FORMS = { quick: { people: 60, withinMs: 1_000 }, full: { people: 500, withinMs: 5_000 } }
const LIVE_WITHIN_MS = 5_000
/** What each role may have: web 10, worker 2, live 3 and the one that listens. */
const POOL = 16

export const storm: Ordeal = async ({ quick, report }) => {
  const form = FORMS[quick ? 'quick' : 'full']
  const kept = scratchCopy('one-after-another')
  try {
    const [ours, control] = quick
      ? await Promise.all([comeIn(form), comeIn(form, kept.folder)])
      : [await comeIn(form), await comeIn(form, kept.folder)]
    report.figures.people = form.people
    report.figures['live after, p50 ms'] = Math.round(partOf(ours.live, 0.5))
    report.figures['connections to the database'] = ours.connections
    // How soon is for the whole form: the quick one runs beside much else.
    if (!quick) goal(report, 'live after, p99', Math.round(partOf(ours.live, 0.99)), 'ms', '<=', LIVE_WITHIN_MS)
    goal(report, 'answers that were errors', ours.errors, 'answers', '=', 0)
    goal(report, 'connections to the database, at the most', ours.connections, 'connections', '<=', POOL)
    goal(
      report,
      'control one-after-another is not live in time',
      partOf(control.live, 0.99) > LIVE_WITHIN_MS ? 1 : 0,
      'of 1',
      '=',
      1,
    )
  } finally {
    kept.remove()
  }
}

async function comeIn({ people, withinMs }: { people: number; withinMs: number }, folder?: string) {
  const building = await openBuilding(folder === undefined ? {} : { folder })
  try {
    const hall = await openHall(building, people)
    let connections = 0
    let coming = true
    const watching = (async () => {
      while (coming) {
        connections = Math.max(connections, await connectionsOf(building))
        await pause(50)
      }
    })()
    const came = await Promise.all(
      hall.people.map(async (who, n) => {
        await pause((n * withinMs) / people)
        return arrive(building, hall, who)
      }),
    )
    coming = false
    await watching
    return { live: came.map((one) => one.live), errors: came.filter((one) => one.wrong).length, connections }
  } finally {
    await closeBuilding(building)
  }
}

async function connectionsOf({ admin }: Building): Promise<number> {
  const { rows } = await admin.query<{ n: string }>(
    "select count(*)::text as n from pg_stat_activity where datname = 'trefoil' and usename like 'trefoil\\_%'",
  )
  return Number(rows[0]!.n)
}

/** Opens the page of the room: what it is doing now, and its stream. Live is who has both. */
async function arrive({ place }: Building, hall: Hall, { cookie }: Person): Promise<{ live: number; wrong: boolean }> {
  const began = performance.now()
  const { hostname, port, host } = new URL(place.url)
  const ask = (path: string, input?: object) =>
    new Promise<boolean>((done) => {
      const body = input === undefined ? undefined : JSON.stringify({ json: input })
      const asked = request(
        {
          ...{ host: hostname, port, path, agent: false, method: body === undefined ? 'GET' : 'POST' },
          headers: { host, cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        },
        (answer) => {
          if (answer.statusCode !== 200) done(false)
          answer.once('data', () => done(true))
          answer.resume()
          // The stream stays open until everybody is in; the page is done.
          if (body !== undefined) answer.on('end', () => asked.destroy())
        },
      )
      asked.setTimeout(LIVE_WITHIN_MS * 1.2, () => {
        asked.destroy()
        done(false)
      })
      asked.on('error', () => done(false))
      asked.end(body)
    })
  const [page, stream] = await Promise.all([
    ask('/rpc/gatherings/now', { room: hall.room }),
    ask(`/live?room=${hall.room}`),
  ])
  return { live: performance.now() - began, wrong: !(page && stream) }
}
