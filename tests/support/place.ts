import { randomBytes, randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { type Running, startPlace } from '#app.ts'
import { readSettings } from '#platform/config/settings.ts'
import { type Cluster, openCluster } from '#platform/db/cluster.ts'
import { type Visitor, visitorOf } from '../../seeds/visitor.ts'
import { freePort } from './ports.ts'

export type { Api, Visitor } from '../../seeds/visitor.ts'

export type TestPlace = Running & { visitor(): Visitor; cluster: Cluster; databaseName: string }

/** Starts a whole place on a copy of the migrated template: real database, real HTTP on loopback. Stop it in afterAll. */
export async function startTestPlace(
  options: { demonstration?: boolean; env?: Record<string, string>; log?: (line: object) => void } = {},
): Promise<TestPlace> {
  const { dataDir, url } = inject('cluster')
  const cluster = await openCluster({ dataDir, databaseUrl: url })
  const databaseName = `t_${randomBytes(6).toString('hex')}`
  const settings = readSettings({ PORT: String(await freePort()), DATA_DIR: dataDir, ...options.env })
  const demonstration = options.demonstration ?? false
  const running = await startPlace(settings, {
    demonstration,
    log: options.log ?? (() => {}),
    cluster,
    databaseName,
    like: demonstration ? 'template_demo' : 'template_place',
  })
  return {
    ...running,
    cluster,
    databaseName,
    visitor: () => visitorOf(running.url),
    async stop() {
      await running.stop()
      await cluster.drop(databaseName)
    },
  }
}

/** A fresh id of an attempt, as a screen makes one before the typing begins. */
export const attempt = () => randomUUID()
