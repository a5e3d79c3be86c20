import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Beside, type Running, startPlace } from '#app.ts'
import type { Settings } from '#platform/config/settings.ts'
import { type Cluster, DEMONSTRATION as NAME } from '#platform/db/cluster.ts'
import { freePortAfter } from '#platform/http/free-port.ts'
import type { Log } from '#platform/log/log.ts'
import { lookAtClock, monotonic } from '#platform/time.ts'
import { loadWorld, playOn, worldIn } from '../seeds/world.ts'

/** After so long without anybody, whoever comes finds the world's clock where it was left. */
const ALONE_MS = 30 * 60_000
const NOTE_EVERY_MS = 60_000

type Progress = { done: number; total: number }

/**
 * Lets somebody at this machine open the demonstration beside the place: a database of its own, a server of its own on
 * the next free port, never a person or a word in common. It goes six months on, begins again and is removed from inside,
 * by one button each. Registered only where nobody but this machine reaches the place.
 */
export function offerDemonstration(
  server: FastifyInstance,
  settings: Settings,
  cluster: Cluster,
  log: Log,
): { stop(): Promise<void> } {
  let running: Promise<Running> | null = null
  /** Set once its world stands: what builds it asks it things too, and must not wait for itself. */
  let open: Running | null = null
  let removing: Promise<void> | null = null
  let going: Promise<void> | null = null
  let progress: Progress | null = null
  const tell = (done: number, total: number) => {
    progress = { done, total }
  }

  const remove = async (): Promise<void> => {
    const was = running
    running = open = null
    await going?.catch(() => {})
    await (await was?.catch(() => null))?.stop()
    await dropDemonstration(cluster, settings.dataDir)
  }
  /** In the demonstration itself. What takes it away answers where the place is, and is done once that answer has left. */
  const inside: Beside = (own) => {
    keepClock(own, () => open)
    const leave = (to: string) =>
      own.post(`/demonstration/${to}`, async (_request, reply) => {
        reply.raw.once('finish', () => {
          removing ??= remove()
            .catch((fault) => log({ fault: nameOf(fault) }, 'The demonstration could not be removed.'))
            .finally(() => {
              removing = null
            })
        })
        return { url: to === 'again' ? `${settings.baseUrl}/demonstration#begin` : settings.baseUrl }
      })
    leave('remove')
    leave('again')
    own.get('/demonstration/progress', async () => progress)
    own.get('/demonstration/world', async () => open && worldIn(open))
    own.post('/demonstration/on', async (_request, reply) => {
      going ??= playOn(open!, tell).finally(() => {
        going = progress = null
      })
      return going.then(
        () => ({ ok: true }),
        (fault) => failed(reply, fault, 'The demonstration could not go on.'),
      )
    })
    return { stop: async () => void (await going?.catch(() => {})) }
  }
  const failed = (reply: { code(status: number): { send(body: object): unknown } }, fault: unknown, what: string) => {
    log({ fault: nameOf(fault) }, what)
    if (process.env.LOG_LEVEL === 'debug') console.error(fault)
    return reply.code(503).send({ code: 'unavailable' })
  }
  server.get('/demonstration/progress', async () => progress)
  server.post('/demonstration/begin', async (_request, reply) => {
    await removing
    running ??= openDemonstration(settings, cluster, log, { tell, beside: inside }).finally(() => {
      progress = null
    })
    try {
      open = await running
      return { url: open.url }
    } catch (fault) {
      running = null
      return failed(reply, fault, 'The demonstration could not be made.')
    }
  })
  return {
    async stop() {
      await removing
      await (await running?.catch(() => null))?.stop()
    },
  }
}

/** Starts the demonstration of a place, and builds its world when there is none; what fails leaves nothing behind. */
async function openDemonstration(
  settings: Settings,
  cluster: Cluster,
  log: Log,
  more: { tell: (done: number, total: number) => void; beside: Beside },
): Promise<Running> {
  const port = await freePortAfter(settings.port)
  const own = { ...settings, port, baseUrl: `http://localhost:${port}`, smtpUrl: undefined, mailIn: undefined }
  const isNew = !(await cluster.exists(NAME))
  const place = await startPlace(own, {
    ...{ demonstration: true, cluster, databaseName: NAME, log },
    beside: more.beside,
  })
  try {
    if (isNew) await loadWorld(place, 'wearmouth', more.tell)
  } catch (fault) {
    await place.stop()
    await dropDemonstration(cluster, settings.dataDir)
    throw fault
  }
  return place
}

async function dropDemonstration(cluster: Cluster, dataDir: string): Promise<void> {
  await cluster.drop(NAME)
  for (const kept of ['keys', 'files']) await rm(join(dataDir, kept, NAME), { recursive: true, force: true })
}

/** The world's clock runs while somebody looks, and stands still while nobody does. */
function keepClock(own: FastifyInstance, opened: () => Running | null): void {
  let last: number | null = null
  let noted = 0
  own.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/rpc/')) return
    const place = opened()
    if (place === null) return
    const [now, before] = [monotonic(), last]
    last = now
    const first = before === null || now - before > ALONE_MS
    if (!first && now - noted < NOTE_EVERY_MS) return
    noted = now
    await place.house.db.as(null, (tx) => lookAtClock(tx, first))
  })
}

const nameOf = (fault: unknown): string => (fault instanceof Error ? fault.name : 'unknown')
