// The world `wearmouth` for tests in a browser: played once in a run, through the doors that everybody uses; each file that
// wants it has a copy of its own, so that nothing one does in it is there for another.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import { type Visitor, visitorOf } from '../../seeds/visitor.ts'
import { type RunningPlace, startRunning } from './running.ts'

const run = promisify(execFile)
const AS_LONG_AS_IT_TAKES_MS = 170_000

export type World = {
  place: RunningPlace
  /** Where the demonstration is. */
  url: string
  /** Somebody of it, as they look round. */
  as(name: string): Promise<Visitor>
  stop(): Promise<void>
}

const begin = async ({ url }: RunningPlace): Promise<string> => {
  const begun = await fetch(`${url}/demonstration/begin`, { method: 'POST' })
  if (!begun.ok) throw new Error('The world could not be built.')
  return ((await begun.json()) as { url: string }).url
}

/** Of several files that want it at once one builds it, and the others wait. */
async function built(): Promise<string> {
  const folder = inject('world')
  const [data, taken, ready] = ['data', 'taken', 'ready'].map((name) => join(folder, name)) as [string, string, string]
  try {
    mkdirSync(taken)
  } catch {
    for (let waited = 0; !existsSync(ready) && waited < AS_LONG_AS_IT_TAKES_MS; waited += 200) await pause(200)
    if (!existsSync(ready)) throw new Error('Another test began to build the world and did not end it.')
    return data
  }
  // The database runs as somebody else, who has to get through.
  await chmod(folder, 0o711)
  mkdirSync(data)
  const place = await startRunning({ dataDir: data })
  await begin(place).finally(() => place.stop())
  writeFileSync(ready, '')
  return data
}

export async function openWorld(): Promise<World> {
  const from = await built()
  const dataDir = await mkdtemp(join(tmpdir(), 'trefoil-run-'))
  await run('cp', ['-a', `${from}/.`, dataDir])
  const place = await startRunning({ dataDir })
  const url = await begin(place)
  const people = await visitorOf(url).api.demonstration.people({})
  return {
    ...{ place, url },
    async as(name) {
      const visitor = visitorOf(url)
      const { id } = people.find((one) => one.name === name)!
      await visitor.api.demonstration.look({ attempt: crypto.randomUUID(), person: id })
      return visitor
    },
    async stop() {
      await place.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
