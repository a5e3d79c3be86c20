import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Running, startPlace } from '#app.ts'
import type { Settings } from '#platform/config/settings.ts'
import { type Cluster, DEMONSTRATION as NAME } from '#platform/db/cluster.ts'
import { freePortAfter } from '#platform/http/free-port.ts'
import type { Log } from '#platform/log/log.ts'
import { loadWearmouth } from '../seeds/wearmouth.ts'

/**
 * Lets somebody at this machine open the demonstration beside the place: a database of its own, a server of its own on
 * the next free port, never a person or a word in common. It is removed from inside, by one button. Registered only where
 * nobody but this machine reaches the place.
 */
export function offerDemonstration(
  server: FastifyInstance,
  settings: Settings,
  cluster: Cluster,
  log: Log,
): { stop(): Promise<void> } {
  let running: Promise<Running> | null = null
  let removing: Promise<void> | null = null

  const remove = async (): Promise<void> => {
    const was = running
    running = null
    await (await was?.catch(() => null))?.stop()
    await cluster.drop(NAME)
    for (const kept of ['keys', 'files']) await rm(join(settings.dataDir, kept, NAME), { recursive: true, force: true })
  }
  /** In the demonstration itself: answers where the place is, and is gone once that answer has left. */
  const offerRemoval = (own: FastifyInstance): { stop(): Promise<void> } => {
    own.post('/demonstration/remove', async (_request, reply) => {
      reply.raw.once('finish', () => {
        removing ??= remove()
          .catch((fault) => log({ fault: nameOf(fault) }, 'The demonstration could not be removed.'))
          .finally(() => {
            removing = null
          })
      })
      return { url: settings.baseUrl }
    })
    return { stop: async () => {} }
  }
  const begin = async (): Promise<Running> => {
    await removing
    const port = await freePortAfter(settings.port)
    const own = { ...settings, port, baseUrl: `http://localhost:${port}`, smtpUrl: undefined, mailIn: undefined }
    const isNew = !(await cluster.exists(NAME))
    const place = await startPlace(own, {
      demonstration: true,
      cluster,
      databaseName: NAME,
      log,
      beside: offerRemoval,
    })
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
      log({ fault: nameOf(fault) }, 'The demonstration could not be made.')
      if (process.env.LOG_LEVEL === 'debug') console.error(fault)
      return reply.code(503).send({ code: 'unavailable' })
    }
  })
  return {
    async stop() {
      await removing
      await (await running?.catch(() => null))?.stop()
    },
  }
}

const nameOf = (fault: unknown): string => (fault instanceof Error ? fault.name : 'unknown')
