import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openCluster } from '#platform/db/cluster.ts'

/** One embedded server for the run, a template database with the migrations applied; each test file copies it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trefoil-test-'))
  const cluster = await openCluster({ dataDir, databaseUrl: undefined, settings: { fsync: 'on' } })
  await cluster.place('template_place', { demonstration: false })
  await cluster.place('template_demo', { demonstration: true })
  project.provide('cluster', { dataDir, url: cluster.url })
  return async () => {
    await cluster.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: { dataDir: string; url: string }
  }
}
