import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { inject } from 'vitest'
import { type Running, startPlace } from '#app.ts'
import type { contract } from '#contract.ts'
import { readSettings } from '#platform/config/settings.ts'
import { type Cluster, openCluster } from '#platform/db/cluster.ts'

export type Api = ContractRouterClient<typeof contract>
/** A visitor with a cookie jar of their own: what they may see is decided by the running server, not by the test. */
export type Visitor = { api: Api; jar: Map<string, string>; fetch: typeof fetch }
export type TestPlace = Running & { visitor(): Visitor; cluster: Cluster; databaseName: string }

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** Starts a whole place on a copy of the migrated template: real database, real HTTP on loopback. Stop it in afterAll. */
export async function startTestPlace(options: { demonstration?: boolean; env?: Record<string, string> } = {}): Promise<TestPlace> {
  const { dataDir, url } = inject('cluster')
  const cluster = await openCluster({ dataDir, databaseUrl: url })
  const databaseName = `t_${randomBytes(6).toString('hex')}`
  const settings = readSettings({ PORT: String(await freePort()), DATA_DIR: dataDir, ...options.env })
  const demonstration = options.demonstration ?? false
  const running = await startPlace(settings, { demonstration, log: () => {}, cluster, databaseName, like: demonstration ? 'template_demo' : 'template_place' })
  return {
    ...running, cluster, databaseName,
    visitor: () => visitorOf(running.url),
    async stop() {
      await running.stop()
      await cluster.drop(databaseName)
    },
  }
}

export function visitorOf(base: string): Visitor {
  const jar = new Map<string, string>()
  const go: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    if (jar.size > 0) request.headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await fetch(request)
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split('=') as [string, string]
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  return { jar, fetch: go, api: createORPCClient(new RPCLink({ url: `${base}/rpc`, fetch: go })) }
}

/** A fresh id of an attempt, as a screen makes one before the typing begins. */
export const attempt = () => randomUUID()
