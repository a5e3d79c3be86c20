// The one command of tidiness and proof: npm run check (and npm test, and CI).
// Stages run in order, the steps of a stage side by side; the first stage where one fails stops the rest.
// `npm run check -- types lint` runs only those.
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const BUDGET_MINUTES = 12
/** A step that hangs is ended, so that a broken run says where. */
const STEP_LIMIT_MINUTES = 40
const STILL_RUNNING_MS = 30_000
/** Where Linux keeps files in memory, and how much room there has to be for what the tests lay down. */
const IN_MEMORY = '/dev/shm'
const ROOM_BYTES = 2 * 1024 ** 3

/**
 * Everything a run lays down, databases too, and nothing of it outlives the run: in memory where there is room, because
 * a new database is hundreds of files that a disk has to confirm. A TMPDIR that was set is obeyed.
 */
function makeScratch(): string {
  const chosen = process.env.TMPDIR === undefined && hasRoom() ? IN_MEMORY : tmpdir()
  const folder = mkdtempSync(join(chosen, 'trefoil-check-'))
  // The database runs as somebody else, who has to get through.
  chmodSync(folder, 0o711)
  return folder
}
function hasRoom(): boolean {
  if (!existsSync(IN_MEMORY) || process.availableMemory() < 2 * ROOM_BYTES) return false
  const { bavail, bsize } = statfsSync(IN_MEMORY)
  return bavail * bsize >= ROOM_BYTES
}

const scratch = makeScratch()
process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
/** What many processes of a run load again and again is compiled once. */
const environment = { ...process.env, TMPDIR: scratch, NODE_COMPILE_CACHE: join(scratch, 'compiled') }

type Step = {
  name: string
  what: string
  command: string[]
  /** Where this step leaves its test report. */
  report?: string
  /** Tries the files that failed once more, alone: what then holds is counted, and said beside the rest. */
  again?: (files: string[]) => string[]
  /** Why there is nothing to do here, if so. Said aloud, never silent. */
  skip?: () => string | undefined
}

const vitest = (project: string, report: string, files: string[] = []): string[] => [
  'node_modules/vitest/vitest.mjs',
  'run',
  ...['--project', project, '--reporter', 'default', '--reporter', 'json', '--outputFile.json', report],
  ...files,
]
const houseReport = join(scratch, 'house.json')
const browserReport = join(scratch, 'browser.json')
const browserAgain = join(scratch, 'browser-again.json')

/** What looks at the text stands beside the build; what needs both processors alone; what mostly waits beside each other. */
const STAGES: Step[][] = [
  [
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
  ],
  [{ name: 'tests', what: 'tests on the database', command: vitest('house', houseReport), report: houseReport }],
  [
    {
      name: 'ordeals',
      what: 'quick ordeals',
      command: ['ordeals/run.ts', '--quick', '--strict'],
      skip: () =>
        existsSync(join(root, 'ordeals/run.ts')) ? undefined : 'there is no ordeals/run.ts in this checkout',
    },
    {
      name: 'browser',
      what: 'tests in a browser',
      command: vitest('browser', browserReport),
      report: browserReport,
      // A dozen real browsers on a busy machine miss a moment now and then; a fault that is there is there again.
      again: (files) => vitest('browser', browserAgain, files),
    },
  ],
]

type Failure = { file: string; test: string; why: string }
type Counts = { passed: number; failures: Failure[]; skipped: number }
/** What a step's tests found; `held` where what had failed held when it was tried alone. */
type Found = Counts & { held: boolean }
type Report = {
  numPassedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

/** A file that could not even be loaded holds no failed test, and is counted as one. */
function readCounts(path: string): Counts {
  if (!existsSync(path)) return { passed: 0, failures: [], skipped: 0 }
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report
  const failures = report.testResults
    .filter((file) => file.status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const file = relative(root, name)
      const tests = assertionResults.filter((test) => test.status === 'failed')
      if (tests.length === 0) return [{ file, test: 'the file itself', why: message }]
      return tests.map((test) => ({ file, test: test.fullName, why: test.failureMessages[0] ?? '' }))
    })
  return { passed: report.numPassedTests, failures, skipped: report.numPendingTests + report.numTodoTests }
}

/** The end of a run has to say what failed: often the end is all that somebody is shown of it. */
function nameOf({ file, test, why }: Failure): string {
  const reason = why
    .split('\n')
    .filter((line) => !line.includes('node_modules'))
    .slice(0, 8)
    .join('\n      ')
  return `  ${file}: ${test}\n      ${reason}`
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

let ended = ''
/** How to end each step that runs. */
const running = new Set<(signal: NodeJS.Signals) => void>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    ended = signal
    for (const end of running) end(signal)
  })
}

/** Waits, not for ever, until of a group of processes none is left: what still runs still writes. */
async function isOver(group: number | undefined): Promise<void> {
  try {
    for (let waited = 0; group !== undefined && waited < 5_000; waited += 100) {
      process.kill(-group, 0)
      await new Promise((go) => setTimeout(go, 100))
    }
  } catch {
    // None is left.
  }
}

/**
 * Runs a command in a process group of its own, so that what a step started ends with it. `say` takes what it writes;
 * without one it writes where we do.
 */
function run(command: string[], say?: (text: string) => void): Promise<boolean> {
  const child = spawn(process.execPath, command, {
    ...{ cwd: root, env: environment, detached: true },
    stdio: say === undefined ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => say?.(text))
  const end = (signal: NodeJS.Signals) => {
    try {
      if (child.pid) process.kill(-child.pid, signal)
    } catch {
      // Nothing of it is left.
    }
  }
  running.add(end)
  const timer = setTimeout(() => {
    ;(say ?? console.log)(`\nEnded after ${STEP_LIMIT_MINUTES} minutes.\n`)
    end('SIGTERM')
    setTimeout(() => end('SIGKILL'), 5_000).unref()
  }, STEP_LIMIT_MINUTES * 60_000)
  return new Promise((done) => {
    const finish = async (ok: boolean) => {
      if (ended) await isOver(child.pid)
      end('SIGKILL')
      clearTimeout(timer)
      running.delete(end)
      done(ok)
    }
    child.on('error', (error) => {
      ;(say ?? console.log)(`${error}\n`)
      finish(false)
    })
    child.on(say === undefined ? 'exit' : 'close', (code) => finish(code === 0))
  })
}

const lines: string[] = []
const total: Counts = { passed: 0, failures: [], skipped: 0 }
const failed: string[] = []
/** What failed beside everything else and held alone. */
const heldAlone: Failure[] = []

/** What failed is tried once more where the step says so. */
async function count(step: Step, report: string, say?: (text: string) => void): Promise<Found> {
  const counts = { ...readCounts(report), held: false }
  const files = [...new Set(counts.failures.map((failure) => failure.file))]
  if (!step.again || files.length === 0 || ended) return counts
  ;(say ?? console.log)(`\n── once more, alone: ${files.join(', ')}\n`)
  if (!(await run(step.again(files), say))) return counts
  heldAlone.push(...counts.failures)
  return { ...counts, passed: counts.passed + counts.failures.length, failures: [], held: true }
}

/** One step, alone or beside others; then it keeps what it says until it ends, so that nobody reads two at once. */
async function take(step: Step, alone: boolean): Promise<void> {
  const kept: string[] = []
  const say = alone ? (text: string) => void process.stdout.write(text) : (text: string) => void kept.push(text)
  const skipped = step.skip?.()
  say(`\n── ${step.name}: ${step.what} ${skipped ? `not run: ${skipped}` : ''}\n`)
  if (skipped) lines.push(`  not run  ${step.name.padEnd(9)} ${skipped}`)
  else {
    const start = performance.now()
    let ok = await run(step.command, alone ? undefined : say)
    if (step.report) {
      const counts = await count(step, step.report, alone ? undefined : say)
      total.passed += counts.passed
      total.skipped += counts.skipped
      total.failures.push(...counts.failures)
      ok ||= counts.held
      if (ok && counts.passed === 0) {
        say('No test was run, which proves nothing.\n')
        ok = false
      }
    }
    const line = `${step.name.padEnd(9)} ${seconds(start)}`
    lines.push(`  ${ok ? 'ok     ' : 'FAILED '}  ${line}`)
    say(`── ${ok ? 'ok' : 'FAILED'} ${line}\n`)
    if (!ok) failed.push(step.name)
  }
  if (!alone) process.stdout.write(kept.join(''))
}

async function takeStage(stage: Step[]): Promise<void> {
  if (stage.length === 1) return take(stage[0]!, true)
  const left = new Set(stage.map((step) => step.name))
  const names = () => [...left].join(', ')
  const start = performance.now()
  console.log(`\n── side by side: ${names()}. Each says what it found when it ends.`)
  const timer = setInterval(() => console.log(`   still running after ${seconds(start)}: ${names()}`), STILL_RUNNING_MS)
  await Promise.all(stage.map((step) => take(step, false).finally(() => left.delete(step.name))))
  clearInterval(timer)
}

function choose(names: string[]): Step[][] {
  const all = STAGES.flat().map((step) => step.name)
  const unknown = names.filter((name) => !all.includes(name))
  if (unknown.length) {
    console.error(`No such step: ${unknown.join(', ')}. There are: ${all.join(', ')}`)
    process.exit(2)
  }
  if (names.length === 0) return STAGES
  return STAGES.map((stage) => stage.filter((step) => names.includes(step.name))).filter((stage) => stage.length > 0)
}

const began = performance.now()
for (const stage of choose(process.argv.slice(2))) {
  await takeStage(stage)
  if (failed.length > 0 || ended) break
}

console.log(`\n${lines.join('\n')}\n`)
if (heldAlone.length > 0) console.log(`Failed beside the rest, held alone:\n${heldAlone.map(nameOf).join('\n')}\n`)
if (total.failures.length > 0) console.log(`Failed:\n${total.failures.map(nameOf).join('\n')}\n`)
const minutes = (performance.now() - began) / 60_000
if (minutes > BUDGET_MINUTES) console.log(`This took ${minutes.toFixed(1)} minutes; the budget is ${BUDGET_MINUTES}.`)
const well = failed.length === 0 && ended === ''
const where = failed.length > 0 ? ` at ${failed.map((name) => `"${name}"`).join(' and ')}` : ''
console.log(well ? `All is well, in ${seconds(began)}.` : `Stopped${where}${ended ? ` by ${ended}` : ''}.`)
console.log(
  `${total.passed} passed, ${total.failures.length} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`,
)
process.exitCode = well ? 0 : 1
