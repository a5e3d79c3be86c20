// npm run ordeal -- NAME [--json] [--quick] [--strict]; --quick without a name runs the quick form of all of them.
import { type Goal, goal, type Ordeal, type Report, say } from './ground.ts'

const ORDEALS: Record<string, () => Promise<Ordeal>> = {
  policies: async () => (await import('./policies.ts')).policies,
  consent: async () => (await import('./consent.ts')).consent,
  leave: async () => (await import('./leave.ts')).leave,
  cuts: async () => (await import('./cuts.ts')).cuts,
  slow: async () => (await import('./slow.ts')).slow,
  storm: async () => (await import('./storm.ts')).storm,
  kill: async () => (await import('./kill.ts')).kill,
  leak: async () => (await import('./leak.ts')).leak,
  restore: async () => (await import('./restore.ts')).restore,
  input: async () => (await import('./input.ts')).input,
  linkability: async () => (await import('./linkability.ts')).linkability,
  tabs: async () => (await import('./tabs.ts')).tabs,
  offline: async () => (await import('./offline.ts')).offline,
  takeover: async () => (await import('./takeover.ts')).takeover,
}

const CARRIED_THROUGH = 'carried through'
const FLAGS = ['--json', '--quick', '--strict']
const flags = new Set(process.argv.slice(2).filter((word) => word.startsWith('--')))
const names = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const unknown = [...names.filter((name) => !(name in ORDEALS)), ...[...flags].filter((flag) => !FLAGS.includes(flag))]
if (unknown.length > 0 || (names.length === 0 && !flags.has('--quick'))) {
  console.error(
    `Usage: npm run ordeal -- NAME [--json] [--quick] [--strict]\nThere are: ${Object.keys(ORDEALS).join(', ')}`,
  )
  process.exit(2)
}

let unmet = 0
for (const name of names.length > 0 ? names : Object.keys(ORDEALS)) {
  let report = await carryOut(name)
  // The quick forms run beside much else: what came too late, or to no end, is looked at once more. Nothing else is.
  if (flags.has('--quick') && report.goals.some((one) => !one.met) && report.goals.every(mayBeBusy)) {
    say(`${name} once more: the machine may have been busy`)
    report = await carryOut(name)
  }
  unmet += report.goals.filter((one) => !one.met).length
  if (flags.has('--json')) console.log(JSON.stringify(report))
}
process.exitCode = flags.has('--strict') && unmet > 0 ? 1 : 0

async function carryOut(name: string): Promise<Report> {
  const report: Report = { name, goals: [], figures: {} }
  const began = performance.now()
  say(`── ${name}${flags.has('--quick') ? ' (quick)' : ''}`)
  try {
    const ordeal = await ORDEALS[name]!()
    await ordeal({ quick: flags.has('--quick'), report })
    if (report.goals.length === 0) goal(report, 'something was measured', 0, 'goals', '>=', 1)
  } catch (fault) {
    // An ordeal that could not be carried through has proved nothing.
    say(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault))
    goal(report, CARRIED_THROUGH, 0, 'of 1', '=', 1)
  }
  report.figures.seconds = Math.round((performance.now() - began) / 100) / 10
  say(`${report.figures.seconds} s`)
  return report
}

function mayBeBusy({ met, unit, name }: Goal): boolean {
  return met || unit === 'ms' || name === CARRIED_THROUGH
}
