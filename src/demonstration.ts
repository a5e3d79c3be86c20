import type { FastifyInstance } from 'fastify'
import { type Running, startPlace } from '#app.ts'
import type { Settings } from '#platform/config/settings.ts'
import type { Cluster } from '#platform/db/cluster.ts'
import type { Log } from '#platform/log/log.ts'
import { loadWearmouth } from '../seeds/wearmouth.ts'

const NAME = 'trefoil_demonstration'

/**
 * Lets somebody at this machine open the demonstration beside the place: a database of its own, a server of its own on
 * the next port, never a person or a word in common. Registered on loopback only.
 */
export function offerDemonstration(
  server: FastifyInstance,
  settings: Settings,
  cluster: Cluster,
  log: Log,
): { stop(): Promise<void> } {
  let running: Promise<Running> | null = null
  const begin = async (): Promise<Running> => {
    const port = settings.port + 1
    const own = { ...settings, port, baseUrl: `http://localhost:${port}`, smtpUrl: undefined, mailIn: undefined }
    const isNew = !(await cluster.exists(NAME))
    const place = await startPlace(own, { demonstration: true, cluster, databaseName: NAME, log })
    try {
      if (isNew) await loadWearmouth(place)
    } catch (fault) {
      await place.stop()
      await cluster.drop(NAME)
      throw fault
    }
    return place
  }
  server.post('/demonstration/begin', async (_request, reply) => {
    running ??= begin()
    try {
      return { url: (await running).url }
    } catch (fault) {
      running = null
      log({ fault: fault instanceof Error ? fault.name : 'unknown' }, 'The demonstration could not be made.')
      if (process.env.LOG_LEVEL === 'debug') console.error(fault)
      return reply.code(503).send({ code: 'unavailable' })
    }
  })
  server.post('/demonstration/remove', async () => {
    await (await running?.catch(() => null))?.stop()
    running = null
    await cluster.drop(NAME)
    return { ok: true }
  })
  return { stop: async () => void (await (await running?.catch(() => null))?.stop()) }
}
