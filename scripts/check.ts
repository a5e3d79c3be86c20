// The one command of tidiness and proof: npm run check (and npm test, and CI).
// Steps run in order; the first that fails stops the rest. `npm run check -- types lint` runs only those.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const BUDGET_MINUTES = 12
/** A step that hangs is ended, so that a broken run says where. */
const STEP_LIMIT_MINUTES = 20
const reports = mkdtempSync(join(tmpdir(), 'trefoil-check-'))

type Step = {
  name: string
  what: string
  command: string[]
  /** Where this step leaves its test report. */
  report?: string
  /** Why there is nothing to do here, if so. Said aloud, never silent. */
  skip?: () => string | undefined
}

const vitest = (project: string, report: string): string[] => [
  'node_modules/vitest/vitest.mjs',
  'run',
  ...['--project', project, '--reporter', 'default', '--reporter', 'json', '--outputFile.json', report],
]
const houseReport = join(reports, 'house.json')
const browserReport = join(reports, 'browser.json')

const STEPS: Step[] = [
  {
    name: 'lint',
    what: 'format and lint',
    command: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=50', '.'],
  },
  { name: 'types', what: 'types', command: ['node_modules/typescript-7/bin/tsc', '-b'] },
  {
    name: 'fences',
    what: 'who may import whom',
    command: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['src', '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
    ],
  },
  { name: 'unused', what: 'unused files, exports and packages', command: ['node_modules/knip/bin/knip.js'] },
  { name: 'web', what: 'build of the web client', command: ['scripts/build-web.ts'] },
  { name: 'tests', what: 'tests on the database', command: vitest('house', houseReport), report: houseReport },
  {
    name: 'ordeals',
    what: 'quick ordeals',
    command: ['ordeals/run.ts', '--quick', '--strict'],
    skip: () => (existsSync(join(root, 'ordeals/run.ts')) ? undefined : 'there is no ordeals/run.ts in this checkout'),
  },
  { name: 'browser', what: 'tests in a browser', command: vitest('browser', browserReport), report: browserReport },
]

type Counts = { passed: number; failed: number; skipped: number }
type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** A file that could not even be loaded holds no failed test, and is counted as one. */
function readCounts(path: string): Counts {
  if (!existsSync(path)) return { passed: 0, failed: 0, skipped: 0 }
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

let ended = ''
let stopStep = (_signal: NodeJS.Signals): void => {}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    ended = signal
    stopStep(signal)
  })
}

/** In a process group of its own, so that what a step started ends with it. */
function run(command: string[]): Promise<boolean> {
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
  const end = (signal: NodeJS.Signals) => {
    try {
      if (child.pid) process.kill(-child.pid, signal)
    } catch {
      // Nothing of it is left.
    }
  }
  stopStep = end
  const timer = setTimeout(() => {
    console.log(`\nEnded after ${STEP_LIMIT_MINUTES} minutes.`)
    end('SIGTERM')
    setTimeout(() => end('SIGKILL'), 5_000).unref()
  }, STEP_LIMIT_MINUTES * 60_000)
  return new Promise((done) => {
    child.on('error', (error) => {
      console.log(String(error))
      done(false)
    })
    child.on('exit', (code) => {
      clearTimeout(timer)
      stopStep = () => {}
      done(code === 0)
    })
  })
}

function choose(names: string[]): Step[] {
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name))
  if (unknown.length) {
    console.error(`No such step: ${unknown.join(', ')}. There are: ${STEPS.map((step) => step.name).join(', ')}`)
    process.exit(2)
  }
  return names.length ? STEPS.filter((step) => names.includes(step.name)) : STEPS
}

const began = performance.now()
const lines: string[] = []
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
let failed: string | undefined
const steps = choose(process.argv.slice(2))
mkdirSync(reports, { recursive: true })

for (const [index, step] of steps.entries()) {
  const skipped = step.skip?.()
  console.log(`\n── ${index + 1}/${steps.length} ${step.name}: ${step.what} ${skipped ? `not run: ${skipped}` : ''}`)
  if (skipped) {
    lines.push(`  not run  ${step.name.padEnd(9)} ${skipped}`)
    continue
  }
  const start = performance.now()
  let ok = await run(step.command)
  if (step.report) {
    const counts = readCounts(step.report)
    for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key]
    if (ok && counts.passed === 0) {
      console.log('No test was run, which proves nothing.')
      ok = false
    }
  }
  const line = `${step.name.padEnd(9)} ${seconds(start)}`
  lines.push(`  ${ok ? 'ok     ' : 'FAILED '}  ${line}`)
  console.log(`── ${ok ? 'ok' : 'FAILED'} ${line}`)
  if (!ok || ended) {
    failed = step.name
    break
  }
}
rmSync(reports, { recursive: true, force: true })

console.log(`\n${lines.join('\n')}\n`)
const minutes = (performance.now() - began) / 60_000
if (minutes > BUDGET_MINUTES) console.log(`This took ${minutes.toFixed(1)} minutes; the budget is ${BUDGET_MINUTES}.`)
console.log(failed ? `Stopped at "${failed}"${ended ? ` by ${ended}` : ''}.` : `All is well, in ${seconds(began)}.`)
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = failed ? 1 : 0
