import { openBuilding, openHall, putLine } from './live/halls.ts'
import { removeDataDir } from '../ordeals/http.ts'
import pg from 'pg'
const b = await openBuilding()
const seen = new Map<string, number>()
try {
  const hall = await openHall(b, 2000)
  let going = true
  const look = (async () => { while (going) {
    const { rows } = await b.admin.query(`select left(query, 160) as q, wait_event_type as w, state from pg_stat_activity where state <> 'idle' and pid <> pg_backend_pid() and datname='trefoil'`)
    for (const r of rows) { const k = `${r.state} ${r.w} ${r.q}`; seen.set(k, (seen.get(k) ?? 0) + 1) }
    await new Promise((d) => setTimeout(d, 20))
  } })()
  for (const upTo of [300, 600, 900, 1200]) {
  const t = performance.now(); let n = 0
  await Promise.all(Array.from({ length: 8 }, async () => { while (n < 300) { n++; await putLine(b.place, hall, hall.people[(upTo + n) % 2000]!, `line ${n} and so on`) } }))
  console.log(upTo, Math.round(300_000 / (performance.now() - t)), 'a second')
  }
  going = false; await look
  for (const [k, n] of [...seen].sort((a, b) => b[1] - a[1]).slice(0, 14)) console.log(n, k.replace(/\s+/g, ' '))
} finally { await b.admin.end(); await b.place.stop(); removeDataDir(b.dataDir) }
