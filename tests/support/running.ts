import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from './ports.ts'

const ROOT = resolve(import.meta.dirname, '../..')
export type RunningPlace = {
  url: string
  /** Where it listens on this machine, whatever name people use. */
  at: string
  setupLink: string | null
  dataDir: string
  child: ChildProcess
  stop(): Promise<void>
}

/** Starts a place as a person would, as a process of its own on a fresh data directory, and waits until it says it is ready. */
export async function startRunning(
  options: { dataDir?: string; env?: Record<string, string> } = {},
): Promise<RunningPlace> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'trefoil-run-')))
  const port = await freePort()
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: ROOT,
    // The test runner sets a BASE_URL of its own.
    env: { ...process.env, BASE_URL: '', DATA_DIR: dataDir, PORT: String(port), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const url = `http://localhost:${port}`
  await new Promise<void>((ready, failed) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Trefoil is ready at')) setTimeout(ready, 50)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => failed(new Error(`The place ended with ${code}: ${said}`)))
    setTimeout(() => failed(new Error(`The place was not ready in a minute: ${said}`)), 60_000).unref()
  })
  return {
    url,
    at: `http://127.0.0.1:${port}`,
    dataDir,
    child,
    setupLink: said.match(/http\S+\/set-up#\S+/)?.[0] ?? null,
    async stop() {
      const gone = new Promise((done) => child.once('exit', done))
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGINT')
        await gone
      }
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}
